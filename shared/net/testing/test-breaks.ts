/** What must hold in the browser and in the companion of connections that break, fall silent or are several. */
import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { begin, hashOf, type Respond, serveCut, serveFile, serveSlowly } from '../../../testbed/origin.ts';
import { type FetchStage, listRanges, mebibyte } from './fetch-stage.ts';

function testBrokenOnes(stage: () => FetchStage): void {
  test.each(['fin', 'reset', 'close'] as const)('N02: once, by %s, is gone on with', async (how) => {
    const { origin, version } = stage();
    origin.serve((request, response, count) =>
      (count === 0 ? serveCut(version, 3 * mebibyte, how) : serveFile(version))(request, response, count),
    );
    await stage().expectWhole(version);
    // What had arrived when it broke may be lost with it, and is asked for again.
    expect(new Set(listRanges(stage())).size).toBeGreaterThanOrEqual(origin.requests.length - 1);
  });

  test.each(['fin', 'reset', 'close'] as const)(
    'N02: always, by %s, is never called complete',
    async (how) => {
      const { origin, version } = stage();
      origin.serve(serveCut({ body: version.body.subarray(0, 4 * mebibyte) }, mebibyte, how));
      expect(await stage().fail()).toMatchObject({ code: 'media.incomplete' });
      expect(origin.requests).toHaveLength(4);
      expect(await stage().listFiles()).toEqual([]);
    },
  );

  test('N02: behind a body whose length nobody told is not called complete either', async () => {
    stage().origin.serve((_request, response) => {
      response.useChunkedEncodingByDefault = false;
      response.removeHeader('transfer-encoding');
      response.writeHead(200, { connection: 'close' });
      response.end(stage().version.body.subarray(0, mebibyte));
    });
    expect(await stage().fail()).toMatchObject({ code: 'media.incomplete' });
    expect(await stage().listFiles()).toEqual([]);
  });

  test('N02: in the middle of chunks is noticed', async () => {
    stage().origin.serve((_request, response) => {
      response.write(stage().version.body.subarray(0, mebibyte), () => response.socket?.destroy());
    });
    expect(await stage().fail()).toMatchObject({ code: 'media.incomplete' });
  });

  test('a body in chunks, whole, is saved', async () => {
    const { origin, version } = stage();
    origin.serve((_request, response) => {
      response.write(version.body.subarray(0, 1000));
      response.end(version.body.subarray(1000));
    });
    await stage().expectWhole(version);
  });
}

function testParts(stage: () => FetchStage): void {
  const readFrom = (): number => Number(/^bytes=(\d+)-/.exec(listRanges(stage())[0] ?? '')?.[1] ?? 0);

  test.each(['?token=1', '?token=2'])('N10: is gone on with from the address with %s', async (query) => {
    const { origin, version } = stage();
    await stage().leavePart(version);
    origin.serve(serveFile(version));
    await stage().expectWhole(version, { addresses: [`${origin.base}/clip.mp4${query}`] });
    expect(readFrom()).toBeGreaterThanOrEqual(2 * mebibyte);
    expect(origin.requests[0]?.headers['if-range']).toBe(version.etag);
  });

  test('is gone on with when only its date is known', async () => {
    const dated = { body: stage().version.body, lastModified: 'Sat, 01 Nov 2025 10:00:00 GMT' };
    await stage().leavePart(dated);
    stage().origin.serve(serveFile(dated));
    await stage().expectWhole(dated);
    expect(stage().origin.requests[0]?.headers['if-range']).toBe(dated.lastModified);
  });

  test('of another file is thrown away', async () => {
    const { origin, version, other } = stage();
    await stage().leavePart(version);
    origin.serve(serveFile(other));
    await stage().expectWhole(other, { addresses: [`${origin.base}/other.mp4`] });
    expect(readFrom()).toBe(0);
  });

  test('of another file is vouched for by nothing as soon as its bytes are replaced', async () => {
    const { origin, version, other } = stage();
    await stage().leavePart(version);
    const begun = Promise.withResolvers<ServerResponse>();
    origin.serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': other.body.length });
      response.write(other.body.subarray(0, mebibyte), () => begun.resolve(response));
    });
    const failing = stage().fail({ addresses: [`${origin.base}/other.mp4`] }, { stallTimeoutMs: 10_000 });
    const response = await begun.promise;
    // What lies here now is what is left by whoever is killed now.
    await expect
      .poll(() => stage().listFiles(), { timeout: 3000 })
      .not.toContainEqual(expect.stringMatching(/\.json$/));
    origin.serve((_request, refused) => void refused.writeHead(404, { 'content-length': 0 }).end());
    response.destroy();
    expect(await failing).toMatchObject({ code: 'platform.not_found' });
  });

  test.each([
    ['has no tag and no date', {}],
    ['has a weak tag only', { etag: 'W/"one"' }],
    ['was changed just now', { lastModified: new Date(Date.now() + 60_000).toUTCString() }],
  ])('that %s is not kept', async (_name, known) => {
    const weak = { body: stage().version.body.subarray(0, 4 * mebibyte), ...known };
    stage().origin.serve(serveCut(weak, mebibyte));
    expect(await stage().fail()).toMatchObject({ code: 'media.incomplete' });
    expect(await stage().listFiles()).toEqual([]);
  });
}

function testSeveral(stage: () => FetchStage): void {
  test('are one when the server allows no more', async () => {
    const { origin, version } = stage();
    let open = 0;
    let refused = 0;
    origin.serve((request, response, count) => {
      if (open > 0) {
        refused += 1;
        response.writeHead(503, { 'content-length': 0 }).end();
        return;
      }
      open += 1;
      response.on('close', () => {
        open -= 1;
      });
      serveSlowly(version, { bytes: 512 * 1024, everyMs: 10 })(request, response, count);
    });
    await stage().expectWhole(version, { connections: 4 });
    expect(refused).toBeGreaterThan(0);
  });

  test('that all break are all gone on with', async () => {
    const { origin, version } = stage();
    origin.serve((request, response, count) =>
      (count < 8 ? serveCut(version, 300_000) : serveFile(version))(request, response, count),
    );
    await stage().expectWhole(version, { connections: 4 });
  });

  test('are added where each makes it faster, up to four at once', async () => {
    const { origin, version } = stage();
    let open = 0;
    let most = 0;
    const everyMs = (50 * 5 * mebibyte) / version.body.length;
    origin.serve((request, response, count) => {
      open += 1;
      most = Math.max(most, open);
      response.on('close', () => {
        open -= 1;
      });
      serveSlowly(version, { bytes: 64 * 1024, everyMs })(request, response, count);
    });
    await stage().expectWhole(version, { connections: null });
    expect(most).toBeGreaterThan(stage().firstConnections);
    expect(most).toBeLessThanOrEqual(4);
  });

  test('are not used where a mixture could not be noticed', async () => {
    const { origin, version } = stage();
    const unmarked = { body: version.body };
    origin.serve(serveFile(unmarked));
    await stage().expectWhole(unmarked, { connections: 4 });
    // What is asked for is the whole, at the latest when it is known that nothing tells versions apart.
    expect(listRanges(stage()).at(-1)).toBeUndefined();
    expect(origin.requests.length).toBeLessThanOrEqual(2);
  });
}

function testSilence(stage: () => FetchStage): void {
  const silences: [string, Respond][] = [
    ['before the answer', () => undefined],
    [
      'after the head',
      (request, response) => {
        begin(request, response, stage().version);
        response.flushHeaders();
      },
    ],
    ['byte by byte', (...asked) => serveSlowly(stage().version, { bytes: 1, everyMs: 20 })(...asked)],
  ];

  test.each(silences)('%s ends after a while, and other files go on', async (_name, respond) => {
    const { origin, version } = stage();
    origin.serve((request, response, count) => {
      if (request.url?.startsWith('/quick')) serveFile(version)(request, response, count);
      else respond(request, response, count);
    });
    const slow = stage().fail({}, { stallTimeoutMs: 400 });
    expect(await stage().fetchBeside(`${origin.base}/quick.mp4`)).toBe(hashOf(version.body));
    expect(await slow).toMatchObject({ code: 'net.timeout' });
    expect(origin.requests.filter(({ url }) => url?.startsWith('/clip'))).toHaveLength(4);
    expect(await stage().listFiles()).toEqual([expect.stringMatching(/quick\.mp4$/)]);
  });
}

/** `stage` is called inside tests. */
export function testBreaks(stage: () => FetchStage): void {
  describe('a connection that breaks', () => testBrokenOnes(stage));
  describe('a part of an earlier call', () => testParts(stage));
  describe('several connections', () => testSeveral(stage));
  describe('N06: silence', () => testSilence(stage));

  test('progress is told with the whole length, and not above it', async () => {
    const { origin, version } = stage();
    const length = version.body.length;
    origin.serve(serveSlowly(version, { bytes: Math.ceil(length / 6), everyMs: 150 }));
    const told = await stage().fetch();
    expect(told.length).toBeGreaterThan(0);
    expect(told.every(({ totalBytes, bytes }) => totalBytes === length && bytes <= length)).toBe(true);
  });
}
