import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchThrough } from './fetch-through.ts';

const main = join(import.meta.dirname, 'main.ts');
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'testbed-main-'));
});
afterAll(() => rm(dir, { recursive: true }));

/** Runs the command line until it has said where it serves. */
async function startMain(...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = new Map<string, string>();
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name = '', value = ''] = /^([\w-]+): +(\S+)/.exec(line) ?? [];
    said.set(name, value);
    if (name === 'yt-dlp') break;
  }
  const read = (name: string) => said.get(name) ?? expect.fail(`it did not say its ${name}`);
  return { child, proxyUrl: read('proxy'), caFile: read('authority'), adminUrl: read('admin') };
}

describe('npm run testbed', () => {
  it('serves until it is told to stop, and writes what exists', async () => {
    const truth = join(dir, 'truth.json');
    const cookies = join(dir, 'cookies.txt');
    const started = await startMain(
      '--seed',
      '7',
      '--scale',
      'videos=3,shorts=0',
      '--truth',
      truth,
      '--cookies',
      cookies,
    );
    try {
      const page = await fetchThrough(started, 'https://www.youtube.com/');
      expect(page.status).toBe(200);
      const served: unknown = await (await fetch(`${started.adminUrl}/truth`)).json();
      expect(JSON.parse(await readFile(truth, 'utf8'))).toEqual(served);
      expect(await readFile(cookies, 'utf8')).toMatch(/SAPISID[\s\S]*tt_chain_token[\s\S]*c_user/);
      expect((await stat(cookies)).mode & 0o777).toBe(0o600);
    } finally {
      started.child.kill('SIGTERM');
    }
    expect(await once(started.child, 'exit')).toEqual([0, null]);
  });

  it('says what it can be told, and then does nothing', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [main, '--help']);
    expect(stdout).toMatch(/^Usage: npm run testbed/);
    expect(stdout).toContain('--tiktok posts=3000');
    expect(stdout).toContain('--facebook posts=1000');
  });

  it.each([
    [['--seed', 'x'], '--seed needs a whole number'],
    [['--scale', 'cats=1'], 'unknown scale "cats"'],
    [['--tiktok', 'cats=1'], 'unknown scale "cats"'],
    [['--facebook', 'dogs=1'], 'unknown scale "dogs"'],
    [['--generation', 'old'], '--generation is one of classic, new, mixed'],
    [['--what'], '--what'],
  ])('says what is wrong with %j', async (args, message) => {
    const failed = promisify(execFile)(process.execPath, [main, ...args]);
    await expect(failed).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
  });
});
