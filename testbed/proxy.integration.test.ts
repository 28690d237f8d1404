import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { connect as tlsConnect } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { serveSites, type Testbed } from './serve-sites.ts';
import type { Site, SiteRequest, SiteResponse } from './site.ts';

const run = promisify(execFile);
const clip = randomBytes(300_000);
let dir: string;
let testbed: Testbed;

function createTestSite(file: string): Site {
  const pages: Record<string, (request: SiteRequest) => SiteResponse> = {
    '/page': () => ({
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: `<title>page</title><script>var data = {"secret":{"name":"</scrip"},"kept":1};</script>${'x'.repeat(2000)}`,
    }),
    '/json': () => ({
      headers: { 'content-type': 'application/json' },
      body: '{"list":[{"id":"a","gone":1}]}',
    }),
    '/echo': ({ method, url, body, cookies }) => ({
      headers: { 'content-type': 'application/json', 'set-cookie': ['a=1; Path=/', 'b=2; Path=/'] },
      body: JSON.stringify({ method, href: url.href, body: body.toString(), cookies: [...cookies] }),
    }),
    '/file': () => ({ headers: { 'content-type': 'video/mp4' }, body: { file } }),
    '/broken': () => {
      throw new Error('broken on purpose');
    },
  };
  return {
    id: 'test',
    hosts: ['www.youtube.com', '*.googlevideo.com'],
    respond: async (request) =>
      pages[request.url.pathname]?.(request) ?? { status: 404, body: 'no such page' },
    truth: () => ({ videos: 1 }),
  };
}

interface Received {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  /** Set when the connection ended before the answer did. */
  error?: string;
}

interface Wanted {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  trustNothing?: boolean;
}

/** CONNECT through the proxy, then one request over TLS that is verified against the testbed's authority. */
async function fetchThrough(url: string, wanted: Wanted = {}): Promise<Received> {
  const { host, hostname, port } = new URL(url);
  const proxy = new URL(testbed.proxyUrl);
  const ca = wanted.trustNothing ? [] : [await readFile(testbed.caFile, 'utf8')];
  return new Promise((resolve, reject) => {
    const target = `${hostname}:${port || 443}`;
    const tunnel = httpRequest({ host: proxy.hostname, port: proxy.port, method: 'CONNECT', path: target });
    tunnel.on('error', reject);
    tunnel.on('connect', (answer, socket) => {
      if (answer.statusCode !== 200)
        return resolve({ status: answer.statusCode ?? 0, headers: {}, body: Buffer.alloc(0) });
      const tls = tlsConnect({ socket, servername: hostname, ca });
      const { method = 'GET', headers, body } = wanted;
      const request = httpsRequest(url, {
        method,
        headers: { host, ...headers },
        createConnection: () => tls,
        agent: new Agent(),
      });
      request.on('error', reject);
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        const finish = (error?: string) => {
          tls.destroy();
          const received = {
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          };
          resolve(error === undefined ? received : { ...received, error });
        };
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', (error) => finish(error.message));
        response.on('end', () => finish());
      });
      request.end(body);
    });
    tunnel.end();
  });
}

const file = 'https://rr3---sn-abc.googlevideo.com/file';
const page = 'https://www.youtube.com/page';

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'testbed-'));
  await writeFile(join(dir, 'clip.bin'), clip);
  testbed = await serveSites({
    sites: [createTestSite(join(dir, 'clip.bin'))],
    cacheDir: join(dir, 'cache'),
  });
});
afterEach(() => {
  testbed.faults.clear();
  testbed.requests.clear();
});
afterAll(async () => {
  await testbed.stop();
  await rm(dir, { recursive: true });
});

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
    expect(testbed.requests.list('/file?id=7')).toMatchObject([
      {
        method: 'GET',
        host: 'rr3---sn-abc.googlevideo.com',
        path: '/file',
        query: '?id=7',
        status: 206,
        client: 'curl/8',
        bytesSent: 10,
        outcome: 'complete',
      },
    ]);
  });

  it('turns a failure inside a site into a 500 and remembers it', async () => {
    expect((await fetchThrough('https://www.youtube.com/broken')).status).toBe(500);
    expect(testbed.errors.join()).toContain('broken on purpose');
  });

  it('keeps the private key to its owner and makes certificates once', async () => {
    const before = await stat(testbed.caFile);
    const again = await serveSites({ sites: testbed.sites, cacheDir: join(dir, 'cache') });
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

describe('faults', () => {
  it('status answers in the place of the site, with Retry-After in seconds or as a date, and then stops', async () => {
    testbed.faults.add({
      match: { path: '/page' },
      times: 1,
      fault: { kind: 'status', status: 429, retryAfter: 3, body: 'slow down' },
    });
    const date = 'Sat, 21 Nov 2026 09:00:00 GMT';
    testbed.faults.add({
      match: { path: '/page' },
      times: 1,
      fault: { kind: 'status', status: 503, retryAfter: date },
    });
    const answers = [await fetchThrough(page), await fetchThrough(page), await fetchThrough(page)];
    expect(answers.map(({ status, headers }) => [status, headers['retry-after']])).toEqual([
      [429, '3'],
      [503, date],
      [200, undefined],
    ]);
    expect(answers[0]?.body.toString()).toBe('slow down');
    expect(testbed.requests.list().map(({ fault }) => fault)).toEqual(['status', 'status', undefined]);
  });

  it('skip lets the first requests pass', async () => {
    testbed.faults.add({
      match: { host: '*.googlevideo.com' },
      skip: 1,
      times: 1,
      fault: { kind: 'status', status: 403 },
    });
    expect([
      (await fetchThrough(file)).status,
      (await fetchThrough(file)).status,
      (await fetchThrough(file)).status,
    ]).toEqual([200, 403, 200]);
  });

  it('drop closes without an answer', async () => {
    testbed.faults.add({ match: {}, fault: { kind: 'drop' } });
    await expect(fetchThrough(page)).rejects.toThrow(/hang up|ECONNRESET/);
  });

  it.each(['destroy', 'fin', 'reset'] as const)(
    'cut (%s) ends the body early under the full Content-Length',
    async (how) => {
      testbed.faults.add({ match: {}, fault: { kind: 'cut', afterBytes: 100_000, how } });
      const { headers, body, error } = await fetchThrough(file);
      expect(headers['content-length']).toBe('300000');
      expect(error).toMatch(/aborted|ECONNRESET/);
      if (how === 'fin') expect(body.equals(clip.subarray(0, 100_000))).toBe(true);
      expect(body.length).toBeLessThanOrEqual(100_000);
      expect(testbed.requests.list()).toMatchObject([{ bytesSent: 100_000, outcome: 'cut' }]);
    },
  );

  it('wrong_length promises more than comes', async () => {
    testbed.faults.add({ match: {}, fault: { kind: 'wrong_length', byBytes: 7 } });
    const { headers, body, error } = await fetchThrough(file);
    expect([headers['content-length'], body.length]).toEqual(['300007', 300_000]);
    expect(error).toMatch(/aborted/);
  });

  it('wrong_length can promise less than comes', async () => {
    testbed.faults.add({ match: {}, fault: { kind: 'wrong_length', byBytes: -7 } });
    const { headers, body } = await fetchThrough(file);
    expect([headers['content-length'], body.length]).toEqual(['299993', 299_993]);
  });

  it('ignore_range answers 200 with everything', async () => {
    testbed.faults.add({ match: {}, fault: { kind: 'ignore_range' } });
    const { status, body } = await fetchThrough(file, { headers: { range: 'bytes=5-9' } });
    expect([status, body.length]).toEqual([200, 300_000]);
  });

  it('wrong_content_range names other bytes than it sends', async () => {
    testbed.faults.add({ match: {}, fault: { kind: 'wrong_content_range', byBytes: 2 } });
    const { headers, body } = await fetchThrough(file, { headers: { range: 'bytes=5-9' } });
    expect(headers['content-range']).toBe('bytes 7-11/300000');
    expect(body.equals(clip.subarray(5, 10))).toBe(true);
  });

  it('slow sends the whole body in many small pieces', async () => {
    testbed.faults.add({ match: {}, fault: { kind: 'slow', bytesPerSec: 1_000_000 } });
    const { body } = await fetchThrough(file);
    expect(body.equals(clip)).toBe(true);
  });

  it('stall sends a part and then keeps the connection open', async () => {
    testbed.faults.add({ match: {}, fault: { kind: 'stall', afterBytes: 1000 } });
    const failed = run('curl', [
      '-sS',
      '-m',
      '1',
      '-o',
      join(dir, 'part'),
      '--proxy',
      testbed.proxyUrl,
      '--cacert',
      testbed.caFile,
      file,
    ]);
    await expect(failed).rejects.toMatchObject({ code: 28 });
    expect((await stat(join(dir, 'part'))).size).toBe(1000);
  });

  it('delay answers normally, later', async () => {
    testbed.faults.add({ match: {}, fault: { kind: 'delay', delayMs: 50 } });
    expect((await fetchThrough(page)).status).toBe(200);
  });

  it('redirect points elsewhere', async () => {
    testbed.faults.add({ match: {}, fault: { kind: 'redirect', to: 'http://127.0.0.1/x' } });
    const { status, headers } = await fetchThrough(page);
    expect([status, headers.location]).toEqual([302, 'http://127.0.0.1/x']);
  });

  it('body replaces the answer', async () => {
    testbed.faults.add({
      match: { path: /^\/pa/ },
      fault: { kind: 'body', body: '<h1>Before you continue</h1>' },
    });
    expect((await fetchThrough(page)).body.toString()).toBe('<h1>Before you continue</h1>');
  });

  it('json changes keys in answers and in the scripts of pages', async () => {
    testbed.faults.add({
      match: {},
      fault: { kind: 'json', remove: ['gone'], rename: { id: 'key', secret: 'renamed' }, set: { kept: 2 } },
    });
    expect((await fetchThrough('https://www.youtube.com/json')).body.toString()).toBe(
      '{"list":[{"key":"a"}]}',
    );
    const html = (await fetchThrough(page)).body.toString();
    expect(html).toContain('var data = {"renamed":{"name":"\\u003c/scrip"},"kept":2};</script>');
  });
});

describe('the admin address', () => {
  const admin = (method: string, path: string, body?: unknown) =>
    fetch(testbed.adminUrl + path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });

  it('adds, lists and clears faults from another process', async () => {
    const rule = { match: { path: { regex: '^/pa' } }, times: 1, fault: { kind: 'status', status: 418 } };
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
