/** Downloads from the command line, with the real yt-dlp on a site that is no platform. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { bareEnvironment } from '../__fixtures__/bare-environment.ts';
import { until } from '../__fixtures__/test-machine.ts';
import { buildTestbedEnvironment } from '../__fixtures__/testbed-environment.ts';
import { createTestbedMachine, type TestbedMachine } from '../__fixtures__/testbed-machine.ts';

const main = new URL('../main.ts', import.meta.url).pathname;
let machine: TestbedMachine;

beforeAll(async () => {
  machine = await createTestbedMachine({ scale: { videos: 1, shorts: 1 } });
});
afterEach(() => machine.renew());
afterAll(() => machine.stop());

interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

function start(...args: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const { place, testbed } = machine;
  const child = spawn(process.execPath, [main, ...args], {
    env: {
      ...bareEnvironment,
      HOME: place.folder,
      STAR_EXPORT_CONFIG: place.configPath,
      TMPDIR: place.runtime,
      ...buildTestbedEnvironment(testbed),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, error]: [string[], string[]] = [[], []];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => out.push(text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => error.push(text));
  const ended = once(child, 'close').then(() => ({
    status: child.exitCode,
    stdout: out.join(''),
    stderr: error.join(''),
  }));
  return { child, ended };
}

const run = (...args: string[]): Promise<Ended> => start(...args).ended;
const urlOf = (page: string): string => `https://video.example.net/watch/${page}`;

test('info prints tables, or one object', async () => {
  const [text, json] = await Promise.all([run('info', urlOf('hls')), run('info', urlOf('hls'), '--json')]);
  expect(text).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^Night trains.*\nPRESET .*\noriginal /s),
  });
  expect(JSON.parse(json.stdout)).toMatchObject({ kind: 'video', presets: expect.any(Array) });
});

test('a video is saved where it was asked to, and named; asked again it is there', async () => {
  const folder = join(machine.place.folder, 'mine');
  const args = ['download', urlOf('described'), '-d', folder, '--template', 'x.%(ext)s', '--json'];
  const first = JSON.parse((await run(...args)).stdout);
  expect(first).toMatchObject({ outcome: 'saved', folder, record: { path: 'x.mp4' } });
  machine.testbed.requests.clear();
  expect(JSON.parse((await run(...args)).stdout)).toEqual(first);
  expect(machine.testbed.requests.list()).toEqual([]);
  expect(existsSync(join(folder, 'x.mp4'))).toBe(true);
});

test('Ctrl-C pauses it, and says how it goes on', async () => {
  machine.testbed.faults.add({
    match: { host: 'files.example.net', path: '/clip-300s/' },
    fault: { kind: 'slow', bytesPerSec: 400_000 },
  });
  const { child, ended } = start('download', urlOf('long'), '--limit-rate', '300K');
  const partial = join(machine.place.root, 'Downloads', '.partial');
  const hasPart = (): boolean =>
    existsSync(partial) &&
    readdirSync(partial, { recursive: true }).some((name) => String(name).endsWith('.part'));
  await until(() => hasPart() || child.exitCode !== null);
  child.kill('SIGINT');
  const { status, stderr } = await ended;
  expect(stderr).toContain('npm run host -- download --resume');
  const [, id = ''] = /--resume (cli-\w+)/.exec(stderr) ?? [];
  expect({ status, id }).toEqual({ status: 1, id: expect.stringMatching(/^cli-/) });
  expect((await run('download', '--list')).stdout).toMatch(new RegExp(`^${id} +paused`));
  machine.testbed.faults.clear();
  // Faster is the same download.
  const whole = JSON.parse((await run('download', urlOf('long'), '--json')).stdout);
  expect(whole).toMatchObject({ downloadId: id, outcome: 'saved' });
  machine.testbed.requests.clear();
  const resumed = await run('download', '--resume', id, '--json');
  expect(JSON.parse(resumed.stdout)).toEqual(whole);
  expect(machine.testbed.requests.list()).toEqual([]);
});

test('of a page with one video there is no other', async () => {
  const { status, stdout } = await run('download', urlOf('described'), '--entry', '7', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    error: { code: 'platform.not_found', message: expect.stringContaining('number 7') },
  });
  expect(status).toBe(1);
  expect((await run('download', urlOf('described'), '--entry', '1')).status).toBe(0);
});

test.each([
  [['download'], 64],
  [['download', 'https://video.example.net/', '--quality', '4k'], 64],
  [['download', '--resume', 'nobody'], 1],
  [['download', 'https://127.0.0.1/video.mp4'], 1],
  [['info', 'not-an-address'], 64],
])('%j ends with %s', async (args, status) => {
  expect((await run(...args)).status).toBe(status);
});
