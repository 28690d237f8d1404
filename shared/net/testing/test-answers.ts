/** What must hold in the browser and in the companion of answers that wait, or are not what was asked for. */
import { describe, expect, test } from 'vitest';
import { mp4Head, type Respond, serveFile } from '../../../testbed/origin.ts';
import { type FetchStage, mebibyte } from './fetch-stage.ts';

function testSlowServers(stage: () => FetchStage): void {
  const busy =
    (status: number, retryAfter: () => string | null, times: number): Respond =>
    (request, response, count) => {
      const header = retryAfter();
      if (count >= times) serveFile(stage().version)(request, response, count);
      else
        response.writeHead(status, { ...(header && { 'retry-after': header }), 'content-length': 0 }).end();
    };

  test.each([
    ['in seconds', () => '1'],
    ['with a date', () => new Date(Date.now() + 1500).toUTCString()],
  ])('%s is given that time', async (_name, header) => {
    stage().origin.serve(busy(429, header, 1));
    const startedMs = performance.now();
    await stage().expectWhole(stage().version);
    expect(performance.now() - startedMs).toBeGreaterThan(400);
  });

  test('without saying how long is asked again', async () => {
    stage().origin.serve(busy(503, () => null, 2));
    await stage().expectWhole(stage().version);
  });

  test('for minutes is the caller’s to wait for', async () => {
    stage().origin.serve(busy(429, () => '300', 9));
    expect(await stage().fail()).toMatchObject({
      code: 'platform.rate_limited',
      context: { status: 429, retryAfterSec: 300 },
    });
    expect(stage().origin.requests).toHaveLength(1);
  });

  test('for ever is left alone after four tries', async () => {
    stage().origin.serve(busy(503, () => '0', 99));
    expect(await stage().fail()).toMatchObject({ code: 'net.http' });
    expect(stage().origin.requests).toHaveLength(4);
  });
}

function testWrongFiles(stage: () => FetchStage): void {
  test.each([
    [404, 'platform.not_found'],
    [410, 'media.expired'],
    [403, 'media.expired'],
    [429, 'platform.rate_limited'],
    [500, 'net.http'],
  ])('an answer with %i is %s', async (status, code) => {
    stage().origin.serve((_request, response) => {
      response.writeHead(status, { 'retry-after': '100', 'content-length': 0 }).end();
    });
    expect(await stage().fail()).toMatchObject({ code });
  });

  test('N11: a page in place of a video is not read to its end', async () => {
    stage().origin.serve((_request, response) => {
      response.writeHead(200, { 'content-length': 500 * mebibyte, 'content-type': 'video/mp4' });
      response.write(`<!doctype html>${' '.repeat(2 * mebibyte)}`);
    });
    expect(await stage().fail()).toMatchObject({ code: 'media.wrong_type' });
    expect(await stage().listFiles()).toEqual([]);
  });

  test.each([
    ['small', 5000],
    ['large', 3 * mebibyte],
  ])(
    'a %s film of which the end is missing where it lies is refused, and nothing of it stays',
    async (_, bytes) => {
      const body = Buffer.alloc(bytes, 'film');
      mp4Head.copy(body);
      body.writeUInt32BE(bytes, mp4Head.length - 8);
      stage().origin.serve(serveFile({ body, etag: '"cut"' }));
      expect(await stage().fail()).toMatchObject({
        code: 'media.damaged',
        message: expect.stringContaining('ends before'),
      });
      expect(await stage().listFiles()).toEqual([]);
    },
  );

  test('an image that says it is huge is not begun', async () => {
    stage().origin.serve((_request, response) => {
      response.writeHead(200, { 'content-length': 65 * mebibyte });
      response.write(Buffer.from([0xff, 0xd8, 0xff, 0xe0]));
    });
    expect(await stage().fail({ expect: 'image' })).toMatchObject({ code: 'media.wrong_type' });
    expect(await stage().listFiles()).toEqual([]);
  });

  test('an image without an end is cut off', async () => {
    const block = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(mebibyte)]);
    stage().origin.serve((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(block));
      };
      response.on('drain', more);
      more();
    });
    expect(await stage().fail({ expect: 'image' })).toMatchObject({ code: 'media.wrong_type' });
    expect(await stage().listFiles()).toEqual([]);
  });
}

function testLargeFiles(stage: () => FetchStage): void {
  test('is refused before it is fetched, where the server says how long it is', async () => {
    const { version, origin } = stage();
    origin.serve(serveFile(version));
    expect(await stage().fail({ maxBytes: version.body.length - 1 })).toMatchObject({
      code: 'media.over_limit',
      context: { bytes: version.body.length },
    });
    expect(await stage().listFiles()).toEqual([]);
    expect(origin.requests).toHaveLength(1);
  });

  test('is fetched when it is exactly as large', async () => {
    const { version, origin } = stage();
    origin.serve(serveFile(version));
    await stage().expectWhole(version, { maxBytes: version.body.length });
  });

  test('is cut off where it turns out to be', async () => {
    stage().origin.serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4' }).end(stage().version.body);
    });
    expect(await stage().fail({ maxBytes: mebibyte })).toMatchObject({ code: 'media.over_limit' });
  });
}

/** `stage` is called inside tests. */
export function testAnswers(stage: () => FetchStage): void {
  describe('N07: a server that asks us to slow down', () => testSlowServers(stage));
  describe('an answer that is not what it should be', () => testWrongFiles(stage));
  describe('a file that is larger than was chosen', () => testLargeFiles(stage));
}
