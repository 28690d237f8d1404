/** `star-export fetch` as a person or a script meets it, from a server that is none of the platforms’. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { bareEnvironment } from '../__fixtures__/bare-environment.ts';

const main = new URL('../main.ts', import.meta.url).pathname;
const body = Buffer.alloc(300_000, 'clip');
const hash = 'd0a4f1f2';

let answer: RequestListener;
const server = createServer((request, response) => answer(request, response));
let base: string;
let folder: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'star-cli-fetch-'));
  allow([new URL(base).host]);
  answer = (request, response) => {
    if (request.url?.includes('missing')) response.writeHead(404).end();
    else
      response
        .writeHead(200, { 'content-length': body.length, etag: '"a"', 'accept-ranges': 'bytes' })
        .end(body);
  };
});

const allow = (allowedAddresses: string[]): void =>
  writeFileSync(
    join(folder, 'config.json'),
    JSON.stringify({ root: join(folder, 'root'), allowedAddresses }),
  );

interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

function run(args: string[], onStart?: (child: ReturnType<typeof spawn>) => void): Promise<Ended> {
  const env = { ...bareEnvironment, HOME: folder, STAR_EXPORT_CONFIG: join(folder, 'config.json') };
  const child = spawn(process.execPath, [main, 'fetch', ...args], { env, cwd: folder });
  onStart?.(child);
  const ended: Ended = { status: null, stdout: '', stderr: '' };
  child.stdout.on('data', (text) => {
    ended.stdout += text;
  });
  child.stderr.on('data', (text) => {
    ended.stderr += text;
  });
  return new Promise((resolve) => child.on('close', (status) => resolve({ ...ended, status })));
}

const listSaved = (): string[] =>
  readdirSync(folder)
    .filter((name) => name !== 'config.json')
    .sort();

test('a file is saved under the name of its address, and asked again it is only measured', async () => {
  const first = await run([`${base}/a/clip.mp4?x=1`]);
  expect(first).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringContaining('300000 bytes  sha256 '),
  });
  expect(readFileSync(join(folder, 'clip.mp4')).equals(body)).toBe(true);
  answer = (_request, response) => response.writeHead(500).end();
  expect((await run([`${base}/a/clip.mp4?x=1`])).stdout).toBe(first.stdout);
  expect(listSaved()).toEqual(['clip.mp4']);
});

test('of a list, what can be had is saved, the rest is told, and the exit code says that not all was', async () => {
  writeFileSync(join(folder, 'list.txt'), `${base}/1/a.jpg\n${base}/2/a.jpg\n${base}/missing.jpg\n`);
  const { status, stdout } = await run([
    '--input-file',
    'list.txt',
    '--dir',
    'new/pictures',
    '--parallel',
    '3',
    '--json',
  ]);
  expect(status).toBe(1);
  const { files, failed } = JSON.parse(stdout);
  expect(failed).toBe(1);
  expect(files).toMatchObject([
    { path: join(folder, 'new/pictures/a.jpg'), bytes: body.length },
    { path: join(folder, 'new/pictures/a_2.jpg'), bytes: body.length },
    { address: `${base}/missing.jpg`, error: { code: 'platform.not_found' } },
  ]);
  expect(readdirSync(join(folder, 'new/pictures')).sort()).toEqual(['a.jpg', 'a_2.jpg']);
});

test('an address of this machine is refused until it is allowed', async () => {
  allow([]);
  const { status, stdout } = await run([base.replace('http:', 'https:'), '--json']);
  expect(status).toBe(1);
  expect(JSON.parse(stdout).files).toMatchObject([{ error: { code: 'net.private_address' } }]);
  expect((await run([`${base}/a`])).stdout).toContain('input.url_refused');
});

test('a file that is not the one that was expected is not kept', async () => {
  const { status, stdout } = await run([`${base}/a`, '-o', 'b', '--sha256', hash.repeat(8)]);
  expect({ status, stdout }).toMatchObject({ status: 1, stdout: expect.stringContaining('media.damaged') });
  expect(listSaved()).toEqual([]);
});

test.each([
  [['https://x.org/a', '--sha256', 'abc'], /64 hexadecimal/],
  [['https://x.org/a', '--connections', '17'], /1 to 16/],
  [['https://x.org/a', '--parallel', '0'], /1 to 64/],
  [['https://x.org/a', 'https://x.org/b', '-o', 'c'], /for one address/],
  [[], /Name an address/],
])('wrong use (%j) is told, exit code 64', async (args, words) => {
  const { status, stderr } = await run(args);
  expect({ status, stderr }).toMatchObject({ status: 64, stderr: expect.stringMatching(words) });
});

test('given up by Ctrl-C it keeps what has come', async () => {
  const half = Buffer.alloc(2_000_000, 'x');
  answer = (_request, response) => {
    response.writeHead(200, { 'content-length': 9_000_000, etag: '"b"', 'accept-ranges': 'bytes' });
    response.write(half, () => setTimeout(() => child?.kill('SIGINT'), 300));
  };
  let child: ReturnType<typeof spawn> | undefined;
  const { status, stderr } = await run([`${base}/long.mp4`], (started) => {
    child = started;
  });
  expect({ status, stderr }).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('what has come is kept'),
  });
  expect(listSaved()).toEqual(['long.mp4.part', 'long.mp4.part.json']);
});
