/** Answers that are no file: wait, go elsewhere, or are not what was asked for, over real TLS. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mebibyte } from '../../shared/net/testing/fetch-stage.ts';
import { testAnswers } from '../../shared/net/testing/test-answers.ts';
import { hashOf, type Respond, serveCut, serveFile } from '../../testbed/origin.ts';
import { body, openStage, other, type Stage, version } from './__fixtures__/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.origin.stop());
beforeEach(() => stage.reset());

testAnswers(() => stage);

describe('redirects', () => {
  const lead =
    (to: string): Respond =>
    (request, response, count) => {
      if (request.headers.host?.startsWith('other.') || request.url?.startsWith('/real'))
        serveFile(version)(request, response, count);
      else response.writeHead(302, { location: to, 'content-length': 0 }).end();
    };
  const session = {
    name: 'login',
    value: 'secret',
    domain: '.files.example',
    path: '/',
    secure: true,
    httpOnly: true,
    hostOnly: false,
    expiresAt: null,
  };

  test('to another domain lose the cookies and the referer', async () => {
    stage.origin.serve(lead(`https://other.example:${stage.origin.port}/clip.mp4`));
    await stage.get({
      credentials: {
        platform: null,
        cookies: [session],
        userAgent: 'Mozilla/5.0 (test)',
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

  test.each([
    ['another hash', { sha256: hashOf(other.body) }],
    ['another length', { bytes: body.length + 1 }],
  ])('%s than the known one', async (_name, wanted) => {
    stage.origin.serve(serveFile(version));
    await expect(stage.get(wanted)).rejects.toMatchObject({ code: 'media.damaged' });
    expect(await stage.listFiles()).toEqual([]);
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
    expect(await stage.listFiles()).toEqual([]);
  });

  test('keeps nothing out that it does serve', async () => {
    stage.origin.serve(serveFile(version));
    await stage.expectWhole(version, { rule: { types: ['mp4'], maxBytes: body.length } });
  });
});
