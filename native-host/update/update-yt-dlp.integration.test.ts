/** update over the wire: a stand-in for GitHub's hosts behind the test proxy, with a yt-dlp that is a script; and pip for real. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { protocolVersion } from '../../shared/protocol/envelope.ts';
import { type SiteServer, serveSites } from '../../testbed/serve-sites.ts';
import type { Site, SiteRequest, SiteResponse } from '../../testbed/site.ts';
import {
  type Answer,
  type Companion,
  createPlace,
  type Place,
  startCompanion,
} from '../__fixtures__/companion-client.ts';
import { buildPlainYtDlp } from '../__fixtures__/plain-yt-dlp.ts';
import { until } from '../__fixtures__/test-machine.ts';
import { chooseFile, readRunner } from './release-files.ts';

const fileName = chooseFile(readRunner());
const hashOf = (body: string): string => createHash('sha256').update(body).digest('hex');

/** What GitHub has; tests change it. */
let github: { version: string; program: string; sums?: string; redirect?: string; isGone?: true };

function respond({ url }: SiteRequest): SiteResponse {
  const { hostname, pathname } = url;
  if (github.isGone) return { status: 404, body: '' };
  if (hostname === 'api.github.com')
    return { body: JSON.stringify({ tag_name: github.version, assets: [] }) };
  if (hostname === 'files.githubusercontent.com') return { body: github.program };
  const folder = `/yt-dlp/yt-dlp/releases/download/${github.version}/`;
  if (pathname === `${folder}SHA2-256SUMS`)
    return {
      body: github.sums ?? `${hashOf(github.program)}  ${fileName}\n${'0'.repeat(64)}  yt-dlp.tar.gz\n`,
    };
  if (pathname === folder + fileName)
    return {
      status: 302,
      headers: { location: github.redirect ?? 'https://files.githubusercontent.com/a?sig=1' },
    };
  return { status: 404, body: 'nothing here' };
}

const site: Site = {
  id: 'github',
  hosts: ['api.github.com', 'github.com', 'files.githubusercontent.com'],
  respond: async (request) => respond(request),
  truth: () => null,
};

let served: SiteServer;
let place: Place;
let companion: Companion;

beforeAll(async () => {
  served = await serveSites({ sites: [site], cacheDir: mkdtempSync(join(tmpdir(), 'star-update-cache-')) });
});
afterAll(() => served.stop());

/** Nothing but the stand-in for GitHub can be reached. */
function start(): Companion {
  const env = {
    PATH: join(place.folder, 'bin'),
    STAR_EXPORT_TEST_PROXY: served.proxyUrl,
    STAR_EXPORT_TEST_CA: served.caFile,
  };
  return startCompanion(place, { env });
}

/** A machine without a yt-dlp of ours, and a first release. */
function setUp(): void {
  place = createPlace();
  mkdirSync(join(place.folder, 'bin'));
  github = { version: '2026.09.01', program: buildPlainYtDlp('2026.09.01') };
  served.requests.clear();
  companion = start();
}

async function tearDown(): Promise<void> {
  await companion.close();
  rmSync(place.folder, { recursive: true });
}

const update = (action: string, from: string | null = 'release'): Promise<Answer> =>
  companion.call('update', { action, from });
const versions = (): string[] => {
  const folder = join(place.folder, 'yt-dlp-versions');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};
const readSettings = (): Record<string, unknown> => JSON.parse(readFileSync(place.configPath, 'utf8'));
const publish = (version: string, program = buildPlainYtDlp(version)): void => {
  github = { ...github, version, program };
};

describe('from the official release', () => {
  beforeEach(setUp);
  afterEach(tearDown);

  test('yt-dlp is fetched, checked, proven, and used from the next command on', async () => {
    const { result, events } = await update('install');
    const path = join(place.folder, 'yt-dlp-versions', '2026.09.01-release', 'yt-dlp');
    expect(result).toEqual({
      version: '2026.09.01',
      path,
      newest: '2026.09.01',
      from: 'release',
      changed: true,
      holes: [],
      canRollBack: false,
    });
    expect(statSync(path).mode & 0o777).toBe(0o755);
    expect(events.map(({ stage }) => stage)).toEqual(
      expect.arrayContaining(['looking', 'fetching', 'checking']),
    );
    const hello = await companion.call('hello', { protocol: protocolVersion, client: 'test' });
    expect(hello.result).toMatchObject({ ytDlp: { version: '2026.09.01', path } });
    expect(versions()).toEqual(['2026.09.01-release']);
  });

  test('checking tells what is newest and changes nothing', async () => {
    expect((await update('check')).result).toMatchObject({ newest: '2026.09.01', changed: false });
    expect(versions()).toEqual([]);
    expect(served.requests.list().map(({ host }) => host)).toEqual(['api.github.com']);
  });

  test('what is current is not fetched again', async () => {
    await update('install');
    served.requests.clear();
    expect((await update('install')).result).toMatchObject({ changed: false, version: '2026.09.01' });
    expect(served.requests.list().map(({ host }) => host)).toEqual(['api.github.com']);
  });

  test('the one before is kept, gone back to, and come forward from again', async () => {
    await update('install');
    publish('2026.10.02');
    expect((await update('install')).result).toMatchObject({ version: '2026.10.02', canRollBack: true });
    publish('2026.11.03');
    await update('install');
    expect(versions()).toEqual(['2026.10.02-release', '2026.11.03-release']);
    expect((await update('rollback')).result).toMatchObject({
      version: '2026.10.02',
      newest: null,
      changed: true,
    });
    expect((await update('rollback')).result).toMatchObject({ version: '2026.11.03' });
  });

  test('without one before there is nothing to go back to', async () => {
    expect((await update('rollback')).error?.code).toBe('ytdlp.no_previous');
  });
});

describe('what is not as it should be', () => {
  let before: Record<string, unknown>;

  beforeAll(async () => {
    setUp();
    await update('install');
    before = readSettings();
  });
  afterAll(tearDown);

  test.each([
    [
      'a program that is not the one of the hash',
      { sums: `${'a'.repeat(64)}  ${fileName}\n` },
      'media.damaged',
    ],
    ['a list without its hash', { sums: `${'a'.repeat(64)}  other\n` }, 'ytdlp.update_failed'],
    ['a redirect to somebody else', { redirect: 'https://evil.example/yt-dlp' }, 'input.url_refused'],
    ['a redirect without TLS', { redirect: 'http://github.com/x' }, 'input.url_refused'],
    ['a redirect to this machine', { redirect: 'https://127.0.0.1/x' }, 'input.url_refused'],
    ['a version that is none', { version: '../../../x' }, 'ytdlp.update_failed'],
    [
      'a version with known holes',
      { version: '2026.10.02', program: buildPlainYtDlp('', { says: '2026.06.01' }) },
      'ytdlp.outdated',
    ],
    ['one that does not run', { program: buildPlainYtDlp('', { isBroken: true }) }, 'ytdlp.update_failed'],
    ['one that is no program', { program: 'not found' }, 'ytdlp.update_failed'],
    [
      'one that does not know YouTube',
      { program: buildPlainYtDlp('2026.10.02', { lacks: 'youtube' }) },
      'ytdlp.update_failed',
    ],
    [
      'one that reads no page',
      { program: buildPlainYtDlp('2026.10.02', { isMute: true }) },
      'ytdlp.update_failed',
    ],
  ])('%s is put away, and the one before stays', async (_name, second, code) => {
    github = { version: '2026.10.02', program: buildPlainYtDlp('2026.10.02'), ...second };
    expect((await update('install')).error?.code).toBe(code);
    expect(readSettings()).toEqual(before);
    expect(versions()).toEqual(['2026.09.01-release']);
  });

  test('and the first is in use after all that', async () => {
    const hello = await companion.call('hello', { protocol: protocolVersion, client: 'test' });
    expect(hello.result).toMatchObject({ ytDlp: { version: '2026.09.01' } });
  });
});

describe('with a machine of its own', () => {
  beforeEach(setUp);
  afterEach(tearDown);

  test('a release with known holes is not even fetched, unless its user has allowed such', async () => {
    publish('2026.06.01');
    expect((await update('install')).error?.code).toBe('ytdlp.outdated');
    expect(served.requests.list().map(({ host }) => host)).toEqual(['api.github.com']);
    const main = new URL('../main.ts', import.meta.url).pathname;
    const env = { ...process.env, STAR_EXPORT_CONFIG: place.configPath };
    execFileSync(process.execPath, [main, 'update', '--allow-holes', 'yes'], { env });
    const { result } = await update('install');
    expect(result).toMatchObject({
      version: '2026.06.01',
      holes: expect.arrayContaining(['CVE-2026-55404']),
    });
    const hello = await companion.call('hello', { protocol: protocolVersion, client: 'test' });
    expect(hello.result).toMatchObject({ ytDlp: { version: '2026.06.01' } });
  });

  test('one update at a time, and one that is cancelled leaves nothing', async () => {
    publish('2026.10.02', buildPlainYtDlp('2026.10.02', { hangs: true }));
    const running = companion.call('update', { action: 'install', from: 'release' }, 'slow');
    await companion.firstEvent('slow', ({ stage }) => stage === 'checking');
    expect((await update('install')).error?.code).toBe('host.busy');
    await companion.call('cancel', { target: 'slow' });
    expect((await running).error?.code).toBe('job.cancelled');
    expect(versions()).toEqual([]);
  });

  test('what a companion left that was killed is cleared up by the next', async () => {
    publish('2026.10.02', buildPlainYtDlp('2026.10.02', { hangs: true }));
    void companion.call('update', { action: 'install', from: 'release' }, 'slow');
    await companion.firstEvent('slow', ({ stage }) => stage === 'checking');
    companion.child.kill('SIGKILL');
    await until(() => companion.child.signalCode !== null);
    companion = start();
    publish('2026.10.03');
    expect((await update('install')).result).toMatchObject({ version: '2026.10.03' });
    expect(versions()).toEqual(['2026.10.03-release']);
  });
});

/** Whether there is a Python whose pip has an index with yt-dlp; without one there is nothing to try. */
function hasPip(): boolean {
  const args = [
    '-m',
    'pip',
    'install',
    '--dry-run',
    '--quiet',
    '--ignore-installed',
    '--only-binary',
    ':all:',
  ];
  const { status } = spawnSync('python3', [...args, '--retries', '0', '--timeout', '5', 'yt-dlp'], {
    timeout: 30_000,
  });
  return status === 0;
}

describe.skipIf(!hasPip())('by the real pip', () => {
  beforeEach(setUp);
  afterEach(tearDown);

  test('the real yt-dlp is installed where GitHub cannot be reached, proven, and used', async () => {
    github = { ...github, version: 'unknown', isGone: true };
    const { PATH = '', HOME = '' } = process.env;
    const own = Object.entries(process.env).filter(([name]) => name.startsWith('PIP_'));
    const env = {
      ...Object.fromEntries(own),
      PATH,
      HOME,
      STAR_EXPORT_TEST_PROXY: served.proxyUrl,
      STAR_EXPORT_TEST_CA: served.caFile,
    };
    await companion.close();
    companion = startCompanion(place, { env });
    const { result, events } = await update('install', null);
    expect(result).toMatchObject({ from: 'pip', changed: true, path: expect.stringContaining('-pip') });
    expect(events.map(({ stage }) => stage)).toEqual(expect.arrayContaining(['installing', 'checking']));
    const hello = await companion.call('hello', { protocol: protocolVersion, client: 'test' });
    expect(hello.result).toMatchObject({ ytDlp: { version: result?.version, path: result?.path } });
  });
});
