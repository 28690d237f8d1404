/** Connections that break, fall silent or are several, in a real browser. */
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listRanges, mebibyte } from '../../../shared/net/testing/fetch-stage.ts';
import { testBreaks } from '../../../shared/net/testing/test-breaks.ts';
import { readRange, serveCut, serveFile, serveHalf } from '../../../testbed/origin.ts';
import { body, openStage, type Stage, version } from '../testing/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.stop());
beforeEach(() => stage.reset());

const small = { body: body.subarray(0, 3 * mebibyte), etag: '"small"' };

testBreaks(() => stage);

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

  test('N10: whose address has expired is gone on with from another signed one', async () => {
    await stage.leavePart(version);
    stage.origin.serve((_request, response) => void response.writeHead(403).end());
    expect(await stage.getError()).toMatchObject({ code: 'media.expired' });
    stage.origin.serve(serveFile(version));
    await stage.expectWhole(version, { addresses: [`${stage.origin.base}/clip.mp4?token=2`] });
    expect(readFrom()).toBeGreaterThanOrEqual(8 * mebibyte);
  });

  test('whose state is broken is begun anew', async () => {
    await stage.leavePart(version);
    const state = (await stage.listFiles()).find((path) => path.endsWith('.json')) ?? '';
    await stage.ask('breakState', state);
    stage.origin.serve(serveFile(version));
    await stage.expectWhole(version);
    expect(listRanges(stage)[0]).toMatch(/^bytes=0-/);
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
    stage.origin.serve(serveHalf(version));
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
    expect(listRanges(stage)).toEqual([
      'bytes=0-8388607',
      'bytes=8388608-16777215',
      `bytes=16777216-${body.length - 1}`,
    ]);
  });
});
