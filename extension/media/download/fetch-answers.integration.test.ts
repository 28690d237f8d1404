/** Answers that are no file, wait, or are not what was asked for, and disks that are full, in a real browser. */
import { gzipSync } from 'node:zlib';
import type { CDPSession } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mebibyte } from '../../../shared/net/testing/fetch-stage.ts';
import { testAnswers } from '../../../shared/net/testing/test-answers.ts';
import { hashOf, type Respond, readRange, serveFile, startOrigin } from '../../../testbed/origin.ts';
import { body, openStage, other, type Stage, version } from '../testing/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.stop());
beforeEach(() => stage.reset());

const small = { body: body.subarray(0, 2 * mebibyte), etag: '"small"' };

testAnswers(() => stage);

describe('N04: ranges that cannot be relied on', () => {
  /** The first answer as it should be, the others as the test says. */
  const lie =
    (
      change: (range: { from: number; last: number }) => { status?: number; range?: string; body?: Buffer },
    ): Respond =>
    (request, response, count) => {
      const range = readRange(request);
      if (!range || range.from === 0) return serveFile(version)(request, response, count);
      const { status = 206, range: said, body: sent } = change(range);
      const bytes = sent ?? body.subarray(range.from, range.last + 1);
      const headers = {
        etag: '"one"',
        'content-length': bytes.length,
        ...(said && { 'content-range': said }),
      };
      response.writeHead(status, headers).end(bytes);
    };

  test.each([
    ['a whole file in place of a part', lie(() => ({ status: 200, body }))],
    ['another part', lie(({ from, last }) => ({ range: `bytes ${from - 1}-${last - 1}/${body.length}` }))],
    [
      'a part of another length',
      lie(({ from, last }) => ({ range: `bytes ${from}-${last}/${body.length + 1}` })),
    ],
    ['a part without a name', lie(() => ({}))],
    ['no such part', lie(() => ({ status: 416, range: `bytes */${body.length}`, body: Buffer.alloc(0) }))],
    [
      'a part that is not as long as it says',
      lie(({ from }) => ({ range: `bytes ${from}-${from + 5}/${body.length}` })),
    ],
  ])('%s: the file is fetched whole', async (_name, respond) => {
    stage.origin.serve(respond);
    await stage.expectWhole(version);
  });

  test('more bytes than were asked for do no harm', async () => {
    stage.origin.serve((request, response, count) => {
      const range = readRange(request);
      if (!range) return serveFile(version)(request, response, count);
      const all = body.subarray(range.from);
      const said = `bytes ${range.from}-${body.length - 1}/${body.length}`;
      response
        .writeHead(206, { etag: '"one"', 'content-length': all.length, 'content-range': said })
        .end(all);
    });
    await stage.expectWhole(version);
  });

  test('another version in the middle is never mixed with the first', async () => {
    stage.origin.serve((request, response, count) =>
      serveFile(count === 0 ? version : other)(request, response, count),
    );
    await stage.expectWhole(other);
  });

  test('another version while it was away is fetched whole', async () => {
    await stage.leavePart(version);
    stage.origin.serve(serveFile(other));
    await stage.expectWhole(other);
  });

  test('a version that changes with every request is fetched in one go', async () => {
    stage.origin.serve((request, response, count) => {
      if (readRange(request)) serveFile({ body, etag: `"${count}"` })(request, response, count);
      else serveFile(version)(request, response, count);
    });
    await stage.expectWhole(version);
  });
});

describe('what is not what it should be', () => {
  test('only a missing file is replaced by the next one', async () => {
    const addresses = [`${stage.origin.base}/max.mp4`, `${stage.origin.base}/hq.mp4`];
    stage.origin.serve((request, response, count) => {
      if (request.url === '/max.mp4') response.writeHead(404).end();
      else serveFile(small)(request, response, count);
    });
    expect(await stage.get({ addresses })).toMatchObject({ file: { address: addresses[1] } });
  });

  test.each([
    ['a film of another kind', { types: ['webm' as const], maxBytes: 4 * mebibyte }, 'media.wrong_type'],
    ['a longer one than it has', { types: null, maxBytes: 1000 }, 'media.over_site_limit'],
  ])('what the site does not serve is refused: %s', async (_name, rule, code) => {
    stage.origin.serve(serveFile(small));
    expect(await stage.getError({ rule })).toMatchObject({ code });
    expect(await stage.listFiles()).toEqual([]);
    expect(await stage.get({ rule: { types: ['mp4'], maxBytes: 4 * mebibyte } })).toHaveProperty('file');
  });

  test.each(['http://files.test/a.mp4', 'file:///etc/passwd', 'https://10.0.0.1/a', 'https://[::1]/a'])(
    'N08: %s is refused before anything is asked',
    async (address) => {
      stage.origin.serve(serveFile(small));
      const addresses = [`${stage.origin.base}/clip.mp4`, address];
      expect((await stage.getError({ addresses })).code).toMatch(/input\.url_refused|net\.private_address/);
      expect(stage.origin.requests).toHaveLength(0);
    },
  );

  test('N08: of what a redirect leads to that is not encrypted no byte is kept', async () => {
    const plain = await startOrigin();
    try {
      plain.serve((request, response, count) => {
        response.setHeader('access-control-allow-origin', stage.origin.base);
        response.setHeader('access-control-allow-credentials', 'true');
        serveFile(small)(request, response, count);
      });
      stage.origin.serve((_request, response) => {
        response.writeHead(302, { location: `${plain.base}/clip.mp4` }).end();
      });
      expect(await stage.getError()).toMatchObject({ code: 'input.url_refused' });
      expect(await stage.listFiles()).toEqual([]);
    } finally {
      await plain.stop();
    }
  });

  test('packed captions are unpacked, and are whole', async () => {
    const text = `WEBVTT\n\n${'00:00.000 --> 00:01.000\nHi\n\n'.repeat(1000)}`;
    stage.origin.serve((_request, response) => {
      const packed = gzipSync(text);
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed);
    });
    expect(await stage.get({ expect: 'subtitle', path: 'a.vtt' })).toMatchObject({
      file: { bytes: text.length, sha256: hashOf(Buffer.from(text)) },
    });
  });

  test('N13: a picture that unpacks without an end is cut off', async () => {
    const packed = gzipSync(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(80 * mebibyte)]));
    stage.origin.serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed);
    });
    expect(await stage.getError({ expect: 'image', path: 'a.jpg' })).toMatchObject({
      code: 'media.wrong_type',
    });
    expect(await stage.listFiles()).toEqual([]);
  });

  test('a packed video is refused', async () => {
    stage.origin.serve((request, response) => {
      expect(request.headers['accept-encoding']).toBe('identity');
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(small.body));
    });
    // The browser does not even begin to unpack what it said it cannot read.
    expect(await stage.getError()).toMatchObject({ code: 'net.failed' });
    expect(await stage.listFiles()).toEqual([]);
  });

  test('a file that was there before is replaced', async () => {
    stage.origin.serve(serveFile(other));
    await stage.get();
    stage.origin.serve(serveFile(version));
    await stage.expectWhole(version);
  });
});

describe('F16, F17: a disk that is full', () => {
  let session: CDPSession;
  beforeAll(async () => {
    session = await stage.page.context().newCDPSession(stage.page);
  });
  const setQuota = async (quotaSize?: number): Promise<void> => {
    await session.send('Storage.overrideQuotaForOrigin', {
      origin: stage.origin.base,
      ...(quotaSize !== undefined && { quotaSize }),
    });
  };

  test('is told before anything is written, and again gone on with when there is room', async () => {
    await setQuota(4 * mebibyte);
    stage.origin.serve(serveFile(version));
    expect(await stage.getError()).toMatchObject({ code: 'storage.full' });
    expect(await stage.listFiles()).toEqual([]);
    await setQuota();
    await stage.expectWhole(version);
  });

  test('in the middle of a file of unknown length ends it at the first byte that was not taken', async () => {
    await setQuota(4 * mebibyte);
    stage.origin.serve((_request, response) => {
      response.write(body.subarray(0, 1000));
      response.end(body.subarray(1000));
    });
    expect(await stage.getError()).toMatchObject({ code: 'storage.full' });
    expect(await stage.listFiles()).toEqual([]);
    await setQuota();
  });
});
