import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type SiteServer, serveSites } from './serve-sites.ts';
import { startTestSite, type TestSite } from './test-site.ts';

const run = promisify(execFile);
const clip = randomBytes(300_000);
let dir: string;
let testbed: SiteServer;
let site: TestSite;
const fetchThrough: TestSite['fetch'] = (url, wanted) => site.fetch(url, wanted);

const file = 'https://rr3---sn-abc.googlevideo.com/file';
const page = 'https://www.youtube.com/page';

beforeAll(async () => {
  site = await startTestSite(clip);
  ({ dir, testbed } = site);
});
afterEach(() => {
  testbed.faults.clear();
  testbed.requests.clear();
});
afterAll(() => site.stop());

describe('the proxy', () => {
  it('serves a site under its real name with a certificate that verifies', async () => {
    const { status, body } = await fetchThrough(page);
    expect(status).toBe(200);
    expect(body.toString()).toContain('<title>page</title>');
  });

  it('is not trusted by a client that does not know its authority', async () => {
    await expect(fetchThrough(page, { trustNothing: true })).rejects.toThrow(
      /unable to verify|self-signed|issuer/,
    );
  });

  it('covers wildcard hosts in the certificate, one level deep', async () => {
    expect((await fetchThrough(file)).status).toBe(200);
    expect((await fetchThrough('https://a.b.googlevideo.com/file')).status).toBe(403);
  });

  it('refuses every other host and port and logs it', async () => {
    expect((await fetchThrough('https://example.org/')).status).toBe(403);
    expect((await fetchThrough('https://www.youtube.com:8443/page')).status).toBe(403);
    expect(testbed.requests.refusals().map(({ target }) => target)).toEqual([
      'example.org:443',
      'www.youtube.com:8443',
    ]);
    expect(testbed.requests.count()).toBe(0);
  });

  it('refuses a Host header that names another host than the tunnel does', async () => {
    const { status } = await fetchThrough(page, { headers: { host: 'internal.example' } });
    expect(status).toBe(421);
    expect(testbed.requests.refusals('internal.example')).toHaveLength(1);
  });

  it('sends http:// to https for its own hosts and refuses it for others', async () => {
    const { stdout } = await run('curl', [
      '-s',
      '-o',
      '/dev/null',
      '-w',
      '%{http_code} %{redirect_url}',
      '--proxy',
      testbed.proxyUrl,
      'http://www.youtube.com/page',
    ]);
    expect(stdout).toBe('301 https://www.youtube.com/page');
    const other = await run('curl', [
      '-s',
      '-o',
      '/dev/null',
      '-w',
      '%{http_code}',
      '--proxy',
      testbed.proxyUrl,
      'http://169.254.169.254/latest',
    ]);
    expect(other.stdout).toBe('403');
    expect(testbed.requests.refusals('169.254.169.254')).toHaveLength(1);
  });

  it('answers curl, which verifies with the CA file', async () => {
    const { stdout } = await run('curl', [
      '-sS',
      '--proxy',
      testbed.proxyUrl,
      '--cacert',
      testbed.caFile,
      '--compressed',
      page,
    ]);
    expect(stdout).toContain('<title>page</title>');
  });

  it('passes method, body, cookies and query on and several cookies back', async () => {
    const { body, headers } = await fetchThrough('https://www.youtube.com/echo?a=%C3%A9', {
      method: 'POST',
      body: 'hello',
      headers: { cookie: 'SID=x=y; PREF=hl=en' },
    });
    expect(JSON.parse(body.toString())).toEqual({
      method: 'POST',
      href: 'https://www.youtube.com/echo?a=%C3%A9',
      body: 'hello',
      cookies: [
        ['SID', 'x=y'],
        ['PREF', 'hl=en'],
      ],
    });
    expect(headers['set-cookie']).toHaveLength(2);
  });

  it('compresses text for those who accept it', async () => {
    const { headers, body } = await fetchThrough(page, { headers: { 'accept-encoding': 'gzip' } });
    expect(headers['content-encoding']).toBe('gzip');
    expect(Number(headers['content-length'])).toBe(body.length);
  });

  it('logs what was asked and answered', async () => {
    await fetchThrough(`${file}?id=7`, { headers: { 'user-agent': 'curl/8', range: 'bytes=0-9' } });
    await vi.waitFor(() => expect(testbed.requests.list()[0]?.outcome).toBe('complete'));
    expect(testbed.requests.list('GET https://rr3---sn-abc.googlevideo.com/file?id=7')).toMatchObject([
      { path: '/file', query: '?id=7', status: 206, client: 'curl/8', bytesSent: 10 },
    ]);
  });

  it('turns a failure inside a site into a 500 and remembers it', async () => {
    expect((await fetchThrough('https://www.youtube.com/broken')).status).toBe(500);
    expect(testbed.errors.join()).toContain('broken on purpose');
  });

  it('keeps the private key to its owner and makes certificates once', async () => {
    const before = await stat(testbed.caFile);
    const again = await serveSites({ sites: site.sites, cacheDir: join(dir, 'cache') });
    await again.stop();
    expect(again.spki).toBe(testbed.spki);
    expect((await stat(testbed.caFile)).mtimeMs).toBe(before.mtimeMs);
    expect((await stat(join(dirname(testbed.caFile), 'leaf.key'))).mode & 0o777).toBe(0o600);
  });
});

describe('files', () => {
  const range = (value: string, headers = {}) =>
    fetchThrough(file, { headers: { range: value, ...headers } });

  it('come whole with length, type and validators', async () => {
    const { status, headers, body } = await fetchThrough(file);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-length': '300000',
      'accept-ranges': 'bytes',
      'content-type': 'video/mp4',
    });
    expect(body.equals(clip)).toBe(true);
  });

  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=100-199', 100, 199],
    ['bytes=299999-', 299_999, 299_999],
    ['bytes=-5', 299_995, 299_999],
    ['bytes=299000-400000', 299_000, 299_999],
  ])('answer %s with that part', async (header, first, last) => {
    const { status, headers, body } = await range(header);
    expect(status).toBe(206);
    expect(headers['content-range']).toBe(`bytes ${first}-${last}/300000`);
    expect(body.equals(clip.subarray(first, last + 1))).toBe(true);
  });

  it('answer 416 beyond the end', async () => {
    const { status, headers } = await range('bytes=300000-');
    expect(status).toBe(416);
    expect(headers['content-range']).toBe('bytes */300000');
  });

  it('honour If-Range and If-None-Match', async () => {
    const { headers } = await fetchThrough(file);
    const etag = String(headers.etag);
    expect((await range('bytes=0-9', { 'if-range': etag })).status).toBe(206);
    expect((await range('bytes=0-9', { 'if-range': String(headers['last-modified']) })).status).toBe(206);
    expect((await range('bytes=0-9', { 'if-range': '"other"' })).status).toBe(200);
    expect((await fetchThrough(file, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('answer HEAD with the length and no body', async () => {
    const { status, headers, body } = await fetchThrough(file, { method: 'HEAD' });
    expect([status, headers['content-length'], body.length]).toEqual([200, '300000', 0]);
  });
});

describe('the admin address', () => {
  const admin = (method: string, path: string, body?: unknown) =>
    fetch(testbed.adminUrl + path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });

  it('adds, lists and clears faults from another process', async () => {
    const rule = { match: { path: { regex: 'pa+ge$' } }, times: 1, fault: { kind: 'status', status: 418 } };
    expect((await admin('POST', '/faults', rule)).status).toBe(201);
    expect((await fetchThrough(page)).status).toBe(418);
    expect(await (await admin('GET', '/faults')).json()).toEqual([{ ...rule, hits: 1 }]);
    await admin('DELETE', '/faults');
    expect(await (await admin('GET', '/faults')).json()).toEqual([]);
  });

  it('says what was asked and what exists', async () => {
    await fetchThrough(page);
    expect(await (await admin('GET', '/requests?match=/page')).json()).toMatchObject({
      requests: [{ path: '/page' }],
      refusals: [],
    });
    expect(await (await admin('GET', '/truth')).json()).toEqual({ test: { videos: 1 } });
    await admin('DELETE', '/requests');
    expect(testbed.requests.count()).toBe(0);
  });

  it('answers nobody who does not know its path', async () => {
    expect((await fetch(`${testbed.proxyUrl}/requests`)).status).toBe(404);
    expect((await admin('POST', '/faults', { match: {}, fault: {} })).status).toBe(400);
  });
});
