/** The packages of the companion, as somebody without a checkout uses them. Built once for all tests. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { extensionId } from '../../shared/extension-key.ts';
import { hostName, protocolVersion } from '../../shared/protocol/envelope.ts';

const origin = `chrome-extension://${extensionId}/`;
const out = mkdtempSync(join(tmpdir(), 'star-package-'));
const name = `star-export-companion-${manifest.version}`;

beforeAll(() => {
  execFileSync(process.execPath, [join(import.meta.dirname, '..', 'package-host.ts'), '--out', out]);
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

interface Frame {
  id: string | null;
  event?: unknown;
  result?: Record<string, unknown>;
  error?: { code: string };
}

/** Starts a launcher as a browser does, asks one thing after another, and closes the pipe. */
async function converse(launcher: string, requests: [string, unknown][], env: Record<string, string> = {}) {
  const child = spawn(launcher, [origin], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  let received = Buffer.alloc(0);
  const answers: Frame[] = [];
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const take = (): Frame | null => {
    const length = received.length >= 4 ? received.readUInt32LE(0) : Number.POSITIVE_INFINITY;
    if (received.length < 4 + length) return null;
    const frame = JSON.parse(received.subarray(4, 4 + length).toString()) as Frame;
    received = received.subarray(4 + length);
    return frame;
  };
  for (const [command, params] of requests) {
    const body = Buffer.from(JSON.stringify({ id: command, command, params }));
    const header = Buffer.alloc(4);
    header.writeUInt32LE(body.length);
    child.stdin.write(Buffer.concat([header, body]));
    answers.push(
      await new Promise<Frame>((resolve) => {
        child.stdout.on('data', (chunk: Buffer) => {
          received = Buffer.concat([received, chunk]);
          for (let frame = take(); frame; frame = take()) if (!frame.event) resolve(frame);
        });
      }),
    );
    child.stdout.removeAllListeners('data');
  }
  child.stdin.end();
  return { answers, exitCode: await ended };
}

const hello: [string, unknown] = ['hello', { protocol: protocolVersion, client: 'test' }];

/** An empty home with a profile folder, and the package as its user has it before installing. */
function createHome() {
  const home = mkdtempSync(join(tmpdir(), 'star-package-home-'));
  const profile = join(home, 'profile');
  mkdirSync(profile);
  const env = { HOME: home, PATH: `${dirname(process.execPath)}:/usr/bin:/bin` };
  const run = (program: string, ...args: string[]) => {
    const { status, stdout } = spawnSync(program, [...args, '--user-data-dir', profile, '--json'], {
      env,
      encoding: 'utf8',
    });
    return { status, json: JSON.parse(stdout) as Record<string, unknown> };
  };
  const readLauncher = (): string =>
    JSON.parse(readFileSync(join(profile, 'NativeMessagingHosts', `${hostName}.json`), 'utf8')).path;
  return { home, profile, run, readLauncher };
}

/** Where the program to install with lies after unpacking, and what may then be thrown away. */
const packages = {
  tarball(home: string) {
    const folder = join(home, 'unpacked');
    mkdirSync(folder);
    execFileSync('tar', ['-xzf', join(out, `${name}.tar.gz`), '-C', folder]);
    return { program: join(folder, name, 'star-export'), waste: folder };
  },
  'single executable'(home: string) {
    const file = `${name}-${process.platform}-${process.arch}`;
    const folder = join(home, 'downloaded');
    mkdirSync(folder);
    execFileSync('cp', [join(out, file), folder]);
    return { program: join(folder, file), waste: folder };
  },
};

describe.each(Object.entries(packages))('the %s', (kind, unpack) => {
  const { home, profile, run, readLauncher } = createHome();
  let written: string[] = [];

  test('installs itself from a home without a checkout, and what was unpacked may go', () => {
    const { program, waste } = unpack(home);
    const installed = run(program, 'install');
    expect(installed.status).toBe(0);
    written = installed.json.written as string[];
    rmSync(waste, { recursive: true });
    expect(written.filter((path) => !existsSync(path))).toEqual([]);
    expect(readLauncher()).toBe(join(profile, 'star-export', 'companion'));
  });

  test('answers a browser with an empty environment', async () => {
    const nonce = 'n-1';
    const doctor = { nonce, browser: 'chromium', extensionId, nowMs: Date.now() };
    const { answers, exitCode } = await converse(readLauncher(), [hello, ['doctor', doctor]]);
    expect(answers[0]).toMatchObject({ id: 'hello', result: { version: manifest.version } });
    expect(answers[1]).toMatchObject({ id: 'doctor', result: { nonce } });
    const hops = answers[1]?.result?.hops as { id: string; state: string }[];
    const way = hops.slice(0, 9).map(({ id, state }) => `${state} ${id}`);
    expect(way).toEqual([
      ...['ok manifest', 'ok manifest-content', 'ok callers', 'ok launcher', 'ok runtime', 'ok settings'],
      ...['ok start', 'ok node', 'ok protocol'],
    ]);
    expect(exitCode).toBe(0);
  });

  test('is found in order by its own doctor', () => {
    const { json } = run(readLauncher(), 'doctor');
    expect(json.origins).toContain(origin);
    const [browser] = json.browsers as { hops: { id: string; state: string }[] }[];
    expect(browser?.hops.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(browser?.hops.at(-1)?.id).toBe('protocol');
  });

  test('does not look at the switches for tests', async () => {
    let connections = 0;
    const proxy = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    const port = await new Promise<number>((done) =>
      proxy.listen(0, '127.0.0.1', () => {
        const address = proxy.address();
        done(typeof address === 'object' && address ? address.port : 0);
      }),
    );
    const picture = {
      folder: 'a',
      platform: 'youtube',
      path: 'media/images/youtube/2026-01-01_a.jpg',
      urls: ['https://i.ytimg.com/vi/a/hqdefault.jpg'],
      expect: 'image',
    };
    // A request takes its time to be given up, so only one of the two packages makes one.
    const requests: [string, unknown][] = [
      ['open-archive', { jobId: 'a', name: 'a' }],
      ['fetch', picture],
    ];
    const { answers } = await converse(readLauncher(), [hello, ...(kind === 'tarball' ? requests : [])], {
      STAR_EXPORT_YTDLP: '/bin/true',
      STAR_EXPORT_TEST_PROXY: `http://127.0.0.1:${port}`,
      STAR_EXPORT_TEST_CA: '/nowhere/ca.pem',
    });
    proxy.close();
    const toolErrors = answers[0]?.result?.toolErrors as { code: string; context: object }[];
    expect(toolErrors).toMatchObject([{ code: 'ytdlp.missing', context: {} }]);
    expect(JSON.stringify(toolErrors)).not.toContain('/bin/true');
    if (kind === 'tarball') expect(answers[2]?.error?.code).toMatch(/^net\./);
    expect(connections).toBe(0);
  });

  test('leaves nothing behind', () => {
    const { json } = run(readLauncher(), 'uninstall');
    const folder = join(profile, 'star-export');
    // A single executable is compiled already.
    const compiled = kind === 'tarball' ? [join(folder, 'compiled')] : [];
    expect((json.removed as string[]).filter((path) => !path.endsWith('companion.log')).sort()).toEqual(
      [...written, ...compiled].sort(),
    );
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(profile)).toEqual([]);
  });
});

test('the single executable is a Node to those it starts, and its scripts reach no files', () => {
  const run = (args: string[], input: string) =>
    spawnSync(join(out, `${name}-${process.platform}-${process.arch}`), args, {
      env: { STAR_EXPORT_AS_NODE: '1' },
      input,
      encoding: 'utf8',
    });
  expect(run(['--version'], '').stdout).toBe(`${process.version}\n`);
  const script = 'console.log(6 * 7, typeof require, process.permission.has("fs.read"))';
  expect(run(['--permission', '-'], script).stdout).toBe('42 undefined false\n');
  const failed = run(['--permission', '-'], 'throw new Error("no")');
  expect(failed.status).toBe(1);
  expect(failed.stderr).toContain('Error: no');
});

/** Places where the tarball looks beside PATH and the home. */
const newNode = ['/usr/local/bin/node', '/opt/homebrew/bin/node', '/usr/bin/node'].some((path) => {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return status === 0 && Number.parseInt(stdout.slice(1), 10) >= 22;
});

test.skipIf(newNode)('without a Node that is new enough the tarball says where to get one', () => {
  const { home } = createHome();
  const { program } = packages.tarball(home);
  const { status, stderr } = spawnSync(program, ['--help'], {
    env: { HOME: home, PATH: '/usr/bin:/bin' },
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toContain('https://nodejs.org');
});
