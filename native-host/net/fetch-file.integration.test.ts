import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { FileRecord } from '../../shared/model/archive.ts';
import { commands } from '../../shared/protocol/commands.ts';
import type { Fault } from '../../testbed/faults.ts';
import { type SiteServer, serveSites } from '../../testbed/serve-sites.ts';
import type { Site } from '../../testbed/site.ts';
import { type Archive, openArchive } from '../archive/folder.ts';
import { buildDefaultConfig } from '../config.ts';
import { readMachine } from '../directories.ts';
import type { Host } from '../host.ts';
import { silentLog } from '../log.ts';
import { fetchToArchive } from './fetch-to-archive.ts';

const picture = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(100_000, 7)]);
const site: Site = {
  id: 'pictures',
  hosts: ['i.ytimg.com', 'www.youtube.com', 'other.example'],
  respond: async ({ url }) =>
    url.pathname === '/vi/a/hq.jpg'
      ? { headers: { 'content-type': 'image/jpeg' }, body: picture }
      : { status: 404, body: 'no such picture' },
  truth: () => null,
};
const address = 'https://i.ytimg.com/vi/a/hq.jpg?sqp=token';
const path = 'media/images/youtube/2026-01-31_a.jpg';

let served: SiteServer;
let archive: Archive;
let host: Host;

beforeAll(async () => {
  served = await serveSites({ sites: [site], cacheDir: mkdtempSync(join(tmpdir(), 'star-fetch-cache-')) });
});
afterAll(() => served.stop());

beforeEach(async () => {
  const root = mkdtempSync(join(tmpdir(), 'star-fetch-'));
  archive = await openArchive(root, 'mine', 'job-1');
  host = createHost({ STAR_EXPORT_TEST_PROXY: served.proxyUrl, STAR_EXPORT_TEST_CA: served.caFile }, root);
});
afterEach(() => {
  served.faults.clear();
  served.requests.clear();
});

function createHost(env: Record<string, string>, root: string): Host {
  const machine = { ...readMachine(), env };
  return { machine, config: { ...buildDefaultConfig(machine), root }, log: silentLog };
}

/** Without the waits that servers are given. */
const timing = { stallTimeoutMs: 1000, pace: 0.02 };

async function get(
  params: Record<string, unknown> = {},
  signal = new AbortController().signal,
): Promise<FileRecord> {
  const request = commands.fetch.request.parse({
    folder: 'mine',
    platform: 'youtube',
    path,
    urls: [address],
    expect: 'image',
    ...params,
  });
  return (await fetchToArchive(request, { host, signal, emit: () => undefined, timing })).record;
}

const spoil = (fault: Fault, times = 100): void => {
  served.faults.add({ match: { host: 'i.ytimg.com' }, fault, times });
};

const listLeftovers = (): string[] => readdirSync(join(archive.path, '.partial'));

test('a picture is saved whole, and what is written down of its address has no token', async () => {
  const record = await get();
  expect(record).toMatchObject({ path, bytes: picture.length, source: 'https://i.ytimg.com/vi/a/hq.jpg' });
  expect(readFileSync(join(archive.path, path)).equals(picture)).toBe(true);
  expect(listLeftovers()).toEqual([]);
});

test('what is there already is measured, not asked for', async () => {
  const first = await get();
  expect(await get()).toEqual(first);
  expect(served.requests.count()).toBe(1);
});

test('what is to be replaced is fetched again, and stays where that fails', async () => {
  const first = await get();
  spoil({ kind: 'status', status: 403 }, 1);
  await expect(get({ replace: true })).rejects.toMatchObject({ code: 'media.expired' });
  expect(readFileSync(join(archive.path, path)).equals(picture)).toBe(true);
  expect(await get({ replace: true })).toEqual(first);
  expect(served.requests.count()).toBe(3);
  expect(listLeftovers()).toEqual([]);
});

test('the next address is tried when the first has nothing', async () => {
  const record = await get({ urls: ['https://i.ytimg.com/vi/a/max.jpg', address] });
  expect(record.source).toBe('https://i.ytimg.com/vi/a/hq.jpg');
  await expect(get({ path: 'b.jpg', urls: ['https://i.ytimg.com/none.jpg'] })).rejects.toMatchObject({
    code: 'platform.not_found',
  });
});

test.each([
  ['a server that asks for a moment', { kind: 'status', status: 503, retryAfter: 0 }],
  ['a cut connection', { kind: 'cut', afterBytes: 5000 }],
  ['a clean but early end', { kind: 'cut', afterBytes: 5000, how: 'fin' }],
  ['no answer', { kind: 'drop' }],
] as [string, Fault][])('%s is got over', async (_name, fault) => {
  spoil(fault, 1);
  expect((await get()).bytes).toBe(picture.length);
  expect(served.requests.count()).toBe(2);
});

test.each([
  ['expired', { kind: 'status', status: 403 }, 'media.expired'],
  [
    'an answer about slowing down that lasts',
    { kind: 'status', status: 429, retryAfter: 300 },
    'platform.rate_limited',
  ],
  ['a page instead of a picture', { kind: 'body', body: '<!doctype html>Sorry' }, 'media.wrong_type'],
  [
    'a redirect to another site',
    { kind: 'redirect', to: 'https://other.example/x.jpg' },
    'input.url_refused',
  ],
  ['a redirect to this machine', { kind: 'redirect', to: 'https://127.0.0.1/x.jpg' }, 'input.url_refused'],
  [
    'a redirect to a cloud’s secrets',
    { kind: 'redirect', to: 'http://169.254.169.254/latest' },
    'input.url_refused',
  ],
  ['a redirect to a file', { kind: 'redirect', to: 'file:///etc/passwd' }, 'input.url_refused'],
  ['a redirect in circles', { kind: 'redirect', to: address }, 'net.http'],
] as [string, Fault, string][])('%s is told and leaves nothing', async (_name, fault, code) => {
  spoil(fault);
  await expect(get()).rejects.toMatchObject({ code });
  expect(readdirSync(archive.path).sort()).toEqual(['.partial', '.star-export.json', 'media']);
  expect(readdirSync(join(archive.path, 'media', 'images', 'youtube'))).toEqual([]);
  expect(listLeftovers()).toEqual([]);
  expect(served.requests.list().filter(({ host }) => host === 'other.example')).toEqual([]);
});

test('a redirect inside the platform is followed', async () => {
  served.faults.add({ match: { host: 'www.youtube.com' }, fault: { kind: 'redirect', to: address } });
  expect((await get({ urls: ['https://www.youtube.com/img.jpg'] })).bytes).toBe(picture.length);
});

test('an address of another site is refused before anything is asked', async () => {
  await expect(get({ urls: [address, 'https://other.example/x.jpg'] })).rejects.toMatchObject({
    code: 'input.url_refused',
  });
  expect(served.requests.count()).toBe(0);
});

test.each(['1', '0'])(
  'a certificate nobody vouches for is refused, also with NODE_TLS_REJECT_UNAUTHORIZED=%s',
  async (value) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', value);
    // Node warns of this setting once, on the terminal.
    vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    host = createHost({ STAR_EXPORT_TEST_PROXY: served.proxyUrl }, host.config.root);
    await expect(get()).rejects.toMatchObject({ code: 'net.failed' });
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  },
  30_000,
);

test('giving up closes the request and leaves nothing', async () => {
  spoil({ kind: 'stall', afterBytes: 1000 });
  const abort = new AbortController();
  const getting = get({}, abort.signal);
  while (served.requests.count() === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  abort.abort();
  await expect(getting).rejects.toThrow();
  expect(listLeftovers()).toEqual([]);
});
