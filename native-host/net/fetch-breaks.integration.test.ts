/** Connections that break, fall silent or are several, over real TLS. */
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { minShareBytes } from '../../shared/net/segments.ts';
import { begin, hashOf, type Respond, readRange, serveCut, serveFile } from './__fixtures__/origin.ts';
import {
  body,
  mebibyte,
  noCredentials,
  openStage,
  other,
  type Stage,
  version,
} from './__fixtures__/stage.ts';
import { fetchFile } from './fetch-file.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.origin.stop());
beforeEach(() => stage.reset());

describe('a connection that breaks', () => {
  test('after every 64 KiB ends in the same bytes, with each byte asked for once', async () => {
    const small = { body: body.subarray(0, mebibyte), etag: '"small"' };
    stage.origin.serve(serveCut(small, 64 * 1024));
    await stage.expectWhole(small);
    expect(stage.listRanges()).toEqual([
      undefined,
      ...Array.from({ length: 15 }, (_, n) => `bytes=${(n + 1) * 64 * 1024}-${mebibyte - 1}`),
    ]);
    expect(stage.origin.requests.slice(1).every(({ headers }) => headers['if-range'] === '"small"')).toBe(
      true,
    );
  });

  test.each(['fin', 'reset', 'close'] as const)('once, by %s, is gone on with', async (how) => {
    stage.origin.serve((request, response, count) =>
      (count === 0 ? serveCut(version, 3 * mebibyte, how) : serveFile(version))(request, response, count),
    );
    await stage.expectWhole(version);
    expect(stage.origin.requests).toHaveLength(2);
  });

  test.each(['fin', 'reset', 'close'] as const)('always, by %s, is never called complete', async (how) => {
    stage.origin.serve(serveCut({ body }, 3 * mebibyte, how));
    await expect(stage.get()).rejects.toMatchObject({ code: 'media.incomplete' });
    expect(stage.origin.requests).toHaveLength(4);
    expect(stage.listFiles()).toEqual([]);
  });

  test('behind a body whose length nobody told is not called complete either', async () => {
    stage.origin.serve((_request, response) => {
      response.useChunkedEncodingByDefault = false;
      response.removeHeader('transfer-encoding');
      response.writeHead(200, { connection: 'close' });
      response.end(body.subarray(0, mebibyte));
    });
    await expect(stage.get()).rejects.toMatchObject({ code: 'media.incomplete' });
    expect(stage.listFiles()).toEqual([]);
  });

  test('in the middle of chunks is noticed', async () => {
    stage.origin.serve((_request, response) => {
      response.write(body.subarray(0, mebibyte), () => response.socket?.destroy());
    });
    await expect(stage.get()).rejects.toMatchObject({ code: 'media.incomplete' });
  });
});

test('a body in chunks, whole, is saved', async () => {
  stage.origin.serve((_request, response) => {
    response.write(body.subarray(0, 1000));
    response.end(body.subarray(1000));
  });
  await stage.expectWhole(version);
});

describe('a part of an earlier call', () => {
  test('is gone on with, from where it ends', async () => {
    await stage.leavePart(version);
    stage.origin.serve(serveFile(version));
    await stage.expectWhole(version);
    expect(stage.listRanges()).toEqual([`bytes=${2 * mebibyte}-${body.length - 1}`]);
  });

  test('is gone on with from another signed address of the same file', async () => {
    await stage.leavePart(version);
    stage.origin.serve(serveFile(version));
    await stage.expectWhole(version, { addresses: [`${stage.origin.base}/clip.mp4?token=2`] });
    expect(stage.listRanges()).toEqual([`bytes=${2 * mebibyte}-${body.length - 1}`]);
  });

  test('of another file is thrown away', async () => {
    await stage.leavePart(version);
    stage.origin.serve(serveFile(other));
    await stage.expectWhole(other, { addresses: [`${stage.origin.base}/other.mp4`] });
    expect(stage.listRanges()).toEqual([undefined]);
  });

  const dated = { body, lastModified: 'Sat, 01 Nov 2025 10:00:00 GMT' };
  test('is gone on with when only its date is known', async () => {
    await stage.leavePart(dated);
    stage.origin.serve(serveFile(dated));
    await stage.expectWhole(dated);
    expect(stage.origin.requests[0]?.headers['if-range']).toBe(dated.lastModified);
  });

  test.each([
    ['has no tag and no date', { body }],
    ['has a weak tag only', { body, etag: 'W/"one"' }],
    ['was changed just now', { body, lastModified: new Date(Date.now() + 60_000).toUTCString() }],
  ])('that %s is not kept', async (_name, weak) => {
    stage.origin.serve(serveCut(weak, mebibyte));
    await expect(stage.get()).rejects.toMatchObject({ code: 'media.incomplete' });
    expect(stage.listFiles()).toEqual([]);
  });
});

describe('several connections', () => {
  test('fetch a share each, and every byte once', async () => {
    stage.origin.serve(serveFile(version));
    await stage.expectWhole(version, { connections: 4 });
    const asked = stage.origin.requests.map(readRange);
    expect(asked.filter((range) => range === null)).toHaveLength(1);
    const starts = asked.map((range) => range?.from ?? 0).sort((one, two) => one - two);
    expect(new Set(starts).size).toBe(starts.length);
    expect(starts.length).toBeGreaterThanOrEqual(4);
    expect(Math.min(...starts.slice(1).map((start, n) => start - (starts[n] ?? 0)))).toBeGreaterThanOrEqual(
      minShareBytes / 2,
    );
  });

  test('are one when the server allows no more', async () => {
    stage.origin.serve((request, response, count) => {
      if (count === 0) serveFile(version)(request, response, count);
      else if (count < 4) response.writeHead(503, { 'content-length': 0 }).end();
      else serveFile(version)(request, response, count);
    });
    await stage.expectWhole(version, { connections: 4 });
  });

  test('that all break are all gone on with', async () => {
    stage.origin.serve((request, response, count) =>
      (count < 8 ? serveCut(version, 300_000) : serveFile(version))(request, response, count),
    );
    await stage.expectWhole(version, { connections: 4 });
  });

  test('are added where each makes it faster, up to four at once', async () => {
    let open = 0;
    let most = 0;
    stage.origin.serve((request, response) => {
      const part = begin(request, response, version);
      let at = 0;
      open += 1;
      most = Math.max(most, open);
      const timer = setInterval(() => {
        if (at < part.length) response.write(part.subarray(at, at + 64 * 1024));
        else response.end();
        at += 64 * 1024;
      }, 50);
      response.on('close', () => {
        open -= 1;
        clearInterval(timer);
      });
    });
    await stage.expectWhole(version, { connections: null });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
  });

  test('are one where one is quick', async () => {
    stage.origin.serve(serveFile(version));
    await stage.expectWhole(version, { connections: null });
    expect(stage.origin.requests).toHaveLength(1);
  });

  test('are not used where a mixture could not be noticed', async () => {
    stage.origin.serve(serveFile({ body }));
    await stage.expectWhole({ body }, { connections: 4 });
    expect(stage.origin.requests).toHaveLength(1);
  });
});

describe('silence', () => {
  const slowly: Respond = (request, response) => {
    const part = begin(request, response, version);
    let at = 0;
    const timer = setInterval(() => {
      response.write(part.subarray(at, at + 1));
      at += 1;
    }, 20);
    response.on('close', () => clearInterval(timer));
  };

  test.each([
    ['before the answer', () => undefined],
    [
      'after the head',
      (request, response) => {
        begin(request, response, version);
        response.flushHeaders();
      },
    ],
    ['byte by byte', slowly],
  ] as [string, Respond][])('%s ends after a while, and other files go on', async (_name, respond) => {
    stage.origin.serve((request, response, count) => {
      if (request.url?.startsWith('/quick')) serveFile(version)(request, response, count);
      else respond(request, response, count);
    });
    const waiting = stage.get();
    const slow = expect(waiting).rejects.toMatchObject({ code: 'net.timeout' });
    const quick = join(stage.place.target, '..', 'quick');
    await fetchFile(
      {
        ...{ addresses: [`${stage.origin.base}/quick`], parse: (text) => new URL(text), expect: null },
        ...{ bytes: null, sha256: hashOf(body), connections: 1 },
        credentials: noCredentials,
      },
      { target: `${quick}.mp4`, draft: `${quick}.part` },
      { client: stage.origin.client, signal: new AbortController().signal },
    );
    await slow;
    expect(stage.origin.requests.filter(({ url }) => url?.startsWith('/clip'))).toHaveLength(4);
    expect(stage.listFiles()).toEqual(['quick.mp4']);
  });
});

test('two writers of one file are not let at it together', async () => {
  stage.origin.serve(serveCut(version, mebibyte));
  const abort = new AbortController();
  const first = stage.get({}, { signal: abort.signal, timing: { stallTimeoutMs: 5000, pace: 1000 } });
  while (stage.origin.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await expect(stage.get()).rejects.toMatchObject({ code: 'host.busy' });
  abort.abort();
  await expect(first).rejects.toThrow();
});

test('progress is told with the whole length, and not above it', async () => {
  const told: { bytes: number; totalBytes: number | null }[] = [];
  stage.origin.serve((request, response) => {
    const part = begin(request, response, version);
    let at = 0;
    const timer = setInterval(() => {
      response.write(part.subarray(at, at + mebibyte));
      at += mebibyte;
      if (at < part.length) return;
      clearInterval(timer);
      response.end();
    }, 150);
  });
  await stage.get({}, { onProgress: (progress) => told.push(progress) });
  expect(told.length).toBeGreaterThan(0);
  expect(told.every(({ totalBytes, bytes }) => totalBytes === body.length && bytes <= body.length)).toBe(
    true,
  );
});
