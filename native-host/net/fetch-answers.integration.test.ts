/** Answers that are no file: wait, go elsewhere, or not what was asked for. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashOf, type Respond, serveCut, serveFile } from './__fixtures__/origin.ts';
import { body, mebibyte, openStage, other, type Stage, version } from './__fixtures__/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.origin.stop());
beforeEach(() => stage.reset());

describe('a server that asks us to slow down', () => {
  const busy =
    (status: number, retryAfter: () => string | null, times: number): Respond =>
    (request, response, count) => {
      const header = retryAfter();
      if (count >= times) serveFile(version)(request, response, count);
      else
        response.writeHead(status, { ...(header && { 'retry-after': header }), 'content-length': 0 }).end();
    };

  test.each([
    ['in seconds', () => '1'],
    ['with a date', () => new Date(Date.now() + 1500).toUTCString()],
  ])('%s is given that time', async (_name, header) => {
    stage.origin.serve(busy(429, header, 1));
    const startedMs = performance.now();
    await stage.expectWhole(version);
    expect(performance.now() - startedMs).toBeGreaterThan(400);
  });

  test('without saying how long is asked again', async () => {
    stage.origin.serve(busy(503, () => null, 2));
    await stage.expectWhole(version);
  });

  test('for minutes is the caller’s to wait for', async () => {
    stage.origin.serve(busy(429, () => '300', 9));
    await expect(stage.get()).rejects.toMatchObject({
      code: 'platform.rate_limited',
      context: { status: 429, retryAfterSec: 300 },
    });
    expect(stage.origin.requests).toHaveLength(1);
  });

  test('for ever is left alone after four tries', async () => {
    stage.origin.serve(busy(503, () => '0', 99));
    await expect(stage.get()).rejects.toMatchObject({ code: 'net.http' });
    expect(stage.origin.requests).toHaveLength(4);
  });
});

describe('redirects', () => {
  const lead =
    (to: string): Respond =>
    (request, response, count) => {
      if (request.headers.host?.startsWith('other.') || request.url?.startsWith('/real'))
        serveFile(version)(request, response, count);
      else response.writeHead(302, { location: to, 'content-length': 0 }).end();
    };
  const session = {
    ...{ name: 'login', value: 'secret', domain: '.files.example', path: '/', secure: true },
    ...{ httpOnly: true, hostOnly: false, expiresAt: null },
  };

  test('to another domain lose the cookies and the referer', async () => {
    stage.origin.serve(lead(`https://other.example:${stage.origin.port}/clip.mp4`));
    await stage.get({
      credentials: {
        ...{ platform: null, cookies: [session], userAgent: 'Mozilla/5.0 (test)' },
        referer: 'https://files.example/watch',
      },
    });
    expect(stage.origin.requests.map(({ headers }) => [headers.cookie, headers.referer])).toEqual([
      ['login=secret', 'https://files.example/watch'],
      [undefined, undefined],
    ]);
    expect(stage.origin.requests.every(({ headers }) => headers['user-agent'] === 'Mozilla/5.0 (test)')).toBe(
      true,
    );
  });

  test.each(['https://10.0.0.1/x', 'https://[::1]/x', 'https://[::ffff:127.0.0.1]/x', 'https://0x7f.1/x'])(
    'into a private network (%s) are refused',
    async (to) => {
      stage.origin.serve(lead(to));
      await expect(stage.get()).rejects.toMatchObject({ code: 'net.private_address', retryable: false });
      expect(stage.origin.requests).toHaveLength(1);
    },
  );

  test('in circles end', async () => {
    stage.origin.serve(lead('/again'));
    await expect(stage.get()).rejects.toMatchObject({ code: 'net.http' });
    expect(stage.origin.requests).toHaveLength(6);
  });

  test('are remembered, and asked for anew once what they led to has expired', async () => {
    let signature = 1;
    stage.origin.serve((request, response, count) => {
      const { url = '' } = request;
      if (url.startsWith('/clip'))
        response.writeHead(302, { location: `/real?s=${signature}`, 'content-length': 0 }).end();
      else if (url !== `/real?s=${signature}`) response.writeHead(403, { 'content-length': 0 }).end();
      else if (signature === 1) {
        signature = 2;
        serveCut(version, 2 * mebibyte)(request, response, count);
      } else serveFile(version)(request, response, count);
    });
    await stage.expectWhole(version);
    const paths = stage.origin.requests.map(({ url }) => url?.split('?token')[0]);
    expect(paths).toEqual(['/clip.mp4', '/real?s=1', '/real?s=1', '/clip.mp4', '/real?s=2']);
  });

  test('to what has expired for good are told as that', async () => {
    stage.origin.serve((request, response) => {
      if (request.url?.startsWith('/clip')) response.writeHead(302, { location: '/gone' }).end();
      else response.writeHead(403, { 'content-length': 0 }).end();
    });
    await expect(stage.get()).rejects.toMatchObject({ code: 'media.expired' });
    expect(stage.origin.requests).toHaveLength(2);
  });
});

describe('what is not what it should be', () => {
  test('a packed answer is not unpacked', async () => {
    stage.origin.serve((request, response) => {
      expect(request.headers['accept-encoding']).toBe('identity');
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': 5 }).end('bombe');
    });
    await expect(stage.get({ expect: 'image' })).rejects.toMatchObject({ code: 'media.wrong_type' });
  });

  test('an image that says it is huge is not begun', async () => {
    stage.origin.serve((_request, response) => {
      response.writeHead(200, { 'content-length': 65 * mebibyte });
      response.write(Buffer.from([0xff, 0xd8, 0xff, 0xe0]));
    });
    await expect(stage.get({ expect: 'image' })).rejects.toMatchObject({ code: 'media.wrong_type' });
    expect(stage.listFiles()).toEqual([]);
  });

  test('an image without an end is cut off', async () => {
    const block = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(mebibyte)]);
    stage.origin.serve((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(block));
      };
      response.on('drain', more);
      more();
    });
    await expect(stage.get({ expect: 'image' })).rejects.toMatchObject({ code: 'media.wrong_type' });
    expect(stage.listFiles()).toEqual([]);
  });

  test('a page in place of a video is not read to its end', async () => {
    stage.origin.serve((_request, response) => {
      response.writeHead(200, { 'content-length': 500 * mebibyte });
      response.write(`<!doctype html>${' '.repeat(mebibyte)}`);
    });
    await expect(stage.get()).rejects.toMatchObject({ code: 'media.wrong_type' });
    expect(stage.listFiles()).toEqual([]);
  });

  test.each([
    ['another hash', { sha256: hashOf(other.body) }],
    ['another length', { bytes: body.length + 1 }],
  ])('%s than the known one', async (_name, wanted) => {
    stage.origin.serve(serveFile(version));
    await expect(stage.get(wanted)).rejects.toMatchObject({ code: 'media.damaged' });
    expect(stage.listFiles()).toEqual([]);
  });

  test('what is there and has another hash is replaced', async () => {
    stage.origin.serve(serveFile(other));
    await stage.get();
    stage.origin.serve(serveFile(version));
    await stage.expectWhole(version, { sha256: hashOf(body) });
  });
});

describe('what the site does not serve', () => {
  test.each([
    ['a film of another kind', { types: ['webm' as const], maxBytes: 2 * body.length }, 'media.wrong_type'],
    ['a longer one than it has', { types: null, maxBytes: body.length - 1 }, 'media.over_site_limit'],
  ])('is refused: %s', async (_name, rule, code) => {
    stage.origin.serve(serveFile(version));
    await expect(stage.get({ rule })).rejects.toMatchObject({ code });
    expect(stage.listFiles()).toEqual([]);
  });

  test('keeps nothing out that it does serve', async () => {
    stage.origin.serve(serveFile(version));
    await stage.expectWhole(version, { rule: { types: ['mp4'], maxBytes: body.length } });
  });
});

describe('a file that is larger than was chosen', () => {
  test('is refused before it is fetched, where the server says how long it is', async () => {
    stage.origin.serve(serveFile(version));
    await expect(stage.get({ maxBytes: body.length - 1 })).rejects.toMatchObject({
      code: 'media.over_limit',
      context: { bytes: body.length },
    });
    expect(stage.listFiles()).toEqual([]);
    expect(stage.origin.requests).toHaveLength(1);
  });

  test('is fetched when it is exactly as large', async () => {
    stage.origin.serve(serveFile(version));
    await stage.expectWhole(version, { maxBytes: body.length });
  });

  test('is cut off where it turns out to be', async () => {
    stage.origin.serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4' }).end(body);
    });
    await expect(stage.get({ maxBytes: mebibyte })).rejects.toMatchObject({ code: 'media.over_limit' });
  });
});
