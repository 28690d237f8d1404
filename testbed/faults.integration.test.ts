import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SiteServer } from './serve-sites.ts';
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
    const target = join(dir, 'short');
    await run('curl', ['-sS', '-o', target, '--proxy', testbed.proxyUrl, '--cacert', testbed.caFile, file]);
    expect((await readFile(target)).equals(clip.subarray(0, 299_993))).toBe(true);
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
