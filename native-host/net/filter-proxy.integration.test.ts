/** The real yt-dlp behind the filter, led astray by a real server. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readTools } from '../../scripts/tools.ts';
import { type SiteServer, serveSites } from '../../testbed/serve-sites.ts';
import type { Site, SiteResponse } from '../../testbed/site.ts';
import { buildDefaultConfig } from '../config.ts';
import { readMachine } from '../directories.ts';
import { type FilterProxy, openFilterProxy } from './filter-proxy.ts';

const { ytDlp } = await readTools();
const site: Site = {
  id: 'astray',
  hosts: ['media.example', 'other.example'],
  async respond({ url }): Promise<SiteResponse> {
    if (url.pathname === '/go')
      return { status: 302, headers: { location: url.searchParams.get('to') ?? '' } };
    if (url.pathname.endsWith('.m3u8'))
      return {
        headers: { 'content-type': 'application/vnd.apple.mpegurl' },
        body: `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n${url.searchParams.get('to')}\n#EXT-X-ENDLIST\n`,
      };
    return { headers: { 'content-type': 'video/mp4' }, body: Buffer.alloc(1000, 1) };
  },
  truth: () => null,
};

/** Ports of this machine that count who comes. */
const visits: Socket[] = [];
const listeners = ['127.0.0.1', '::1'].map((host) => ({
  host,
  server: createServer((socket) => void visits.push(socket.on('error', () => undefined))),
}));
let ports: number[];
let served: SiteServer;
let filter: FilterProxy;
let folder: string;

beforeAll(async () => {
  served = await serveSites({ sites: [site], cacheDir: mkdtempSync(join(tmpdir(), 'star-filter-cache-')) });
  ports = await Promise.all(
    listeners.map(async ({ host, server }) => {
      // Not every machine speaks IPv6.
      await once(server.listen(0, host), 'listening').catch(() => null);
      return (server.address() as AddressInfo | null)?.port ?? 9;
    }),
  );
});
afterAll(async () => {
  for (const { server } of listeners) server.close();
  await served.stop();
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'star-filter-'));
  const env = { STAR_EXPORT_TEST_PROXY: served.proxyUrl, STAR_EXPORT_TEST_CA: served.caFile };
  const machine = { ...readMachine(), env, temp: folder };
  filter = await openFilterProxy(
    { machine, config: buildDefaultConfig(machine) },
    { signal: new AbortController().signal },
  );
  served.requests.clear();
  return () => filter.close();
});

/** Settles with what it said, whatever its exit code was. */
function runYtDlp(args: string[]): Promise<string> {
  const all = [
    ...ytDlp.args,
    ...[
      '--ignore-config',
      '--no-update',
      '--no-cache-dir',
      '--compat-options',
      'no-certifi',
      '--ignore-errors',
    ],
    ...['--retries', '0', '--fragment-retries', '0', '-o', join(folder, '%(autonumber)s.%(ext)s'), ...args],
  ];
  const env = { PATH: process.env.PATH, HOME: folder, ...ytDlp.env, ...filter.env };
  return new Promise((resolve) => {
    execFile(ytDlp.command, all, { env, cwd: folder }, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
}

const listSaved = (): string[] =>
  readdirSync(folder).filter((name) => /\.(mp4|part|unknown_video)$/.test(name));

test('no redirect leads it into this machine or its networks', async () => {
  const [port4 = 0, port6 = 0] = ports;
  const ways = [
    `http://127.0.0.1:${port4}/`,
    `https://127.0.0.1:${port4}/`,
    `http://localhost:${port4}/`,
    `https://localhost:${port4}/`,
    'https://localhost/',
    `http://[::1]:${port6}/`,
    `https://[::1]:${port6}/`,
    `http://[::ffff:127.0.0.1]:${port4}/`,
    'https://[::ffff:10.0.0.1]/',
    `http://2130706433:${port4}/`,
    `https://0x7f000001:${port4}/`,
    `http://127.1:${port4}/`,
    'http://169.254.169.254/latest/meta-data/',
    'https://169.254.169.254/',
    'https://10.0.0.1/',
    'file:///etc/passwd',
    'data:video/mp4;base64,AAAA',
  ];
  const said = await runYtDlp(ways.map((way) => `https://media.example/go?to=${encodeURIComponent(way)}`));
  expect(served.requests.count('https://media.example/go')).toBeGreaterThanOrEqual(ways.length);
  expect(visits).toEqual([]);
  expect(listSaved()).toEqual([]);
  expect(said).not.toContain('root:');
  const refused = filter.refusals();
  expect(refused.filter(({ code }) => code === 'net.private_address').map(({ host }) => host)).toEqual(
    expect.arrayContaining(['localhost:443', '169.254.169.254:443', '10.0.0.1:443']),
  );
  expect(refused.length).toBeGreaterThanOrEqual(ways.length - 2);
});

test('no playlist does', async () => {
  const [port4 = 0] = ports;
  const ways = [`http://127.0.0.1:${port4}/1.ts`, `https://localhost:${port4}/1.ts`, 'file:///etc/passwd'];
  await runYtDlp(ways.map((way) => `https://media.example/list.m3u8?to=${encodeURIComponent(way)}`));
  expect(served.requests.count('/list.m3u8')).toBeGreaterThanOrEqual(ways.length);
  expect(visits).toEqual([]);
  expect(filter.refusals().length).toBeGreaterThanOrEqual(2);
});

test('a redirect to another public site is followed, without the cookies of the first', async () => {
  const cookies = join(folder, 'cookies.txt');
  writeFileSync(cookies, '# Netscape HTTP Cookie File\n.media.example\tTRUE\t/\tTRUE\t0\tlogin\tsecret\n');
  const to = encodeURIComponent('https://other.example/clip.mp4');
  await runYtDlp(['--cookies', cookies, `https://media.example/go?to=${to}`]);
  const sent = (host: string) =>
    served.requests.list(`https://${host}/`).map(({ headers }) => headers.cookie ?? '');
  expect(sent('media.example')[0]).toContain('login=secret');
  expect(sent('other.example').length).toBeGreaterThan(0);
  expect(sent('other.example').join()).not.toContain('secret');
  expect(listSaved()).toHaveLength(1);
  expect(filter.refusals()).toEqual([]);
});
