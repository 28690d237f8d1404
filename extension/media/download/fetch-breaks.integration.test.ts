/** Connections that break, fall silent or are several, in a real browser. */
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { begin, hashOf, type Respond, readRange, serveCut, serveFile } from '../testing/origin.ts';
import { body, mebibyte, openStage, type Stage, version } from '../testing/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.stop());
beforeEach(() => stage.reset());

const small = { body: body.subarray(0, 3 * mebibyte), etag: '"small"' };

/** So many bytes every 20 ms. */
const serveSlowly =
  (bytes: number): Respond =>
  (request, response) => {
    const part = begin(request, response, version);
    let at = 0;
    const timer = setInterval(() => {
      if (at < part.length) response.write(part.subarray(at, at + bytes));
      else response.end();
      at += bytes;
    }, 20);
    response.on('close', () => clearInterval(timer));
  };

describe('a connection that breaks', () => {
  test('N01: at 50 places ends in the same bytes, each asked for where the last ended', async () => {
    stage.origin.serve(serveCut(version, Math.ceil(body.length / 51)));
    await stage.expectWhole(version);
    const starts = stage.origin.requests.map((request) => readRange(request)?.from);
    expect(starts).toEqual(starts.toSorted((one, two) => (one ?? 0) - (two ?? 0)));
    expect(new Set(starts).size).toBeGreaterThanOrEqual(50);
    expect(stage.origin.requests.slice(1).every(({ headers }) => headers['if-range'] === '"one"')).toBe(true);
  });

  test('N01: after every 64 KiB of a small file ends in the same bytes', async () => {
    stage.origin.serve(serveCut(small, 64 * 1024));
    await stage.expectWhole(small);
    // What had arrived when a connection broke may be lost with it.
    expect(stage.origin.requests.length).toBeGreaterThanOrEqual(48);
  });

  test.each(['fin', 'reset', 'close'] as const)('N02: once, by %s, is gone on with', async (how) => {
    stage.origin.serve((request, response, count) =>
      (count === 0 ? serveCut(small, mebibyte, how) : serveFile(small))(request, response, count),
    );
    await stage.expectWhole(small);
    expect(stage.origin.requests).toHaveLength(2);
  });

  test.each(['fin', 'reset', 'close'] as const)(
    'N02: always, by %s, is never called complete',
    async (how) => {
      stage.origin.serve(serveCut({ body: small.body }, mebibyte, how));
      expect(await stage.getError()).toMatchObject({ code: 'media.incomplete' });
      expect(stage.origin.requests).toHaveLength(4);
      expect(await stage.listFiles()).toEqual([]);
    },
  );

  test('N02: behind a body whose length nobody told is not called complete either', async () => {
    stage.origin.serve((_request, response) => {
      response.useChunkedEncodingByDefault = false;
      response.removeHeader('transfer-encoding');
      response.writeHead(200, { connection: 'close' });
      response.end(small.body.subarray(0, mebibyte));
    });
    expect(await stage.getError()).toMatchObject({ code: 'media.incomplete' });
    expect(await stage.listFiles()).toEqual([]);
  });

  test('N02: in the middle of chunks is noticed', async () => {
    stage.origin.serve((_request, response) => {
      response.write(small.body.subarray(0, mebibyte), () => response.socket?.destroy());
    });
    expect(await stage.getError()).toMatchObject({ code: 'media.incomplete' });
  });
});

test('a body in chunks, whole, is saved', async () => {
  stage.origin.serve((_request, response) => {
    response.write(small.body.subarray(0, 1000));
    response.end(small.body.subarray(1000));
  });
  await stage.expectWhole(small);
});

test('an empty file is a file', async () => {
  stage.origin.serve((_request, response) => {
    response.writeHead(416, { 'content-range': 'bytes */0', 'content-length': 0 }).end();
  });
  expect(await stage.get({ expect: null })).toMatchObject({ file: { bytes: 0, crc32: 0 } });
});

describe('a part', () => {
  /** Where the first request begins. */
  const readFrom = (): number => readRange(stage.origin.requests[0] as IncomingMessage)?.from ?? -1;

  test('of an earlier call is gone on with, from where it ends', async () => {
    await stage.leavePart(version);
    stage.origin.serve(serveFile(version));
    await stage.expectWhole(version);
    expect(readFrom()).toBeGreaterThanOrEqual(8 * mebibyte);
  });

  test('N10: is gone on with from another signed address of the same file', async () => {
    await stage.leavePart(version);
    stage.origin.serve((_request, response) => void response.writeHead(403).end());
    expect(await stage.getError()).toMatchObject({ code: 'media.expired' });
    stage.origin.serve(serveFile(version));
    await stage.expectWhole(version, { addresses: [`${stage.origin.base}/clip.mp4?token=2`] });
    expect(readFrom()).toBeGreaterThanOrEqual(8 * mebibyte);
  });

  test('of another file is thrown away', async () => {
    await stage.leavePart(version);
    stage.origin.serve(serveFile(small));
    await stage.expectWhole(small, { addresses: [`${stage.origin.base}/other.mp4`] });
    expect(stage.listRanges()[0]).toMatch(/^bytes=0-/);
  });

  test.each([
    ['has no tag and no date', { body }],
    ['has a weak tag only', { body, etag: 'W/"one"' }],
    ['was changed just now', { body, lastModified: new Date(Date.now() + 60_000).toUTCString() }],
  ])('of what %s is not kept', async (_name, weak) => {
    stage.origin.serve(serveCut(weak, mebibyte));
    expect(await stage.getError()).toMatchObject({ code: 'media.incomplete' });
    expect(await stage.listFiles()).toEqual([]);
  });

  test('whose state is broken is begun anew', async () => {
    await stage.leavePart(version);
    const state = (await stage.listFiles()).find((path) => path.endsWith('.json')) ?? '';
    await stage.ask('breakState', state);
    stage.origin.serve(serveFile(version));
    await stage.expectWhole(version);
    expect(stage.listRanges()[0]).toMatch(/^bytes=0-/);
  });
});

describe('what ends in the middle goes on where it was', () => {
  const ends: [string, () => Promise<void>][] = [
    ['it is given up', () => stage.ask('abort')],
    ['its worker is killed', () => stage.killWorker()],
    ['its document is closed', () => stage.reload()],
    ['the browser is killed', () => stage.killBrowser()],
  ];

  test.each(ends)('when %s', async (_name, end) => {
    stage.origin.serve(serveSlowly(256 * 1024));
    const waiting = stage.get().catch(() => null);
    // Until its state is written down.
    const isSaved = ([path, bytes]: [string, number]): boolean => path.endsWith('.json') && bytes > 100;
    const list = () => stage.ask<Record<string, number>>('list');
    await expect.poll(async () => Object.entries(await list()).some(isSaved), { timeout: 20_000 }).toBe(true);
    await end();
    stage.origin.serve(serveFile(version));
    await stage.expectWhole(version);
    const starts = stage.origin.requests.map((request) => readRange(request)?.from ?? 0);
    expect(Math.min(...starts)).toBeGreaterThan(0);
    // A page that is gone answers, a worker that is gone does not.
    await Promise.race([waiting, Promise.resolve()]);
  });
});

describe('several connections', () => {
  test('fetch blocks in order, and every byte once', async () => {
    stage.origin.serve(serveFile(version));
    await stage.expectWhole(version);
    expect(stage.listRanges()).toEqual([
      'bytes=0-8388607',
      'bytes=8388608-16777215',
      `bytes=16777216-${body.length - 1}`,
    ]);
  });

  test('are one when the server allows no more', async () => {
    stage.origin.serve((request, response, count) => {
      if (count === 0 || count > 4) serveFile(version)(request, response, count);
      else response.writeHead(503, { 'content-length': 0 }).end();
    });
    await stage.expectWhole(version, { connections: 4 });
  });

  test('are added where each makes it faster', async () => {
    let open = 0;
    let most = 0;
    stage.origin.serve((request, response, count) => {
      open += 1;
      most = Math.max(most, open);
      response.on('close', () => {
        open -= 1;
      });
      serveSlowly(64 * 1024)(request, response, count);
    });
    await stage.expectWhole(version, { connections: null });
    expect(most).toBeGreaterThan(2);
    expect(most).toBeLessThanOrEqual(6);
  });

  test('are not used where a mixture could not be noticed', async () => {
    stage.origin.serve(serveFile({ body }));
    await stage.expectWhole({ body }, { connections: 4 });
    expect(stage.listRanges()).toEqual(['bytes=0-8388607', undefined]);
  });
});

describe('N06: silence', () => {
  test.each([
    ['before the answer', () => undefined],
    [
      'after the head',
      (request, response) => {
        begin(request, response, version);
        response.flushHeaders();
      },
    ],
    ['byte by byte', serveSlowly(1)],
  ] as [string, Respond][])('%s ends after a while, and other files go on', async (_name, respond) => {
    stage.origin.serve((request, response, count) => {
      if (request.url?.startsWith('/quick')) serveFile(small)(request, response, count);
      else respond(request, response, count);
    });
    const slow = stage.getError({}, { stallTimeoutMs: 400 });
    const addresses = [`${stage.origin.base}/quick.mp4`];
    expect(await stage.get({ path: 'media/quick.mp4', addresses })).toMatchObject({
      file: { sha256: hashOf(small.body) },
    });
    expect(await slow).toMatchObject({ code: 'net.timeout' });
    expect(await stage.listFiles()).toEqual(['media/quick.mp4']);
  });
});

test('progress is told with the whole length, and not above it', async () => {
  stage.origin.serve(serveSlowly(512 * 1024));
  const result = await stage.get();
  const told = 'told' in result ? result.told : [];
  expect(told.length).toBeGreaterThan(0);
  expect(told.every(({ totalBytes, bytes }) => totalBytes === body.length && bytes <= body.length)).toBe(
    true,
  );
});
