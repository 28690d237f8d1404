/** Connections that break, fall silent or are several, over real TLS. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { minShareBytes } from '../../shared/net/segments.ts';
import { listRanges, mebibyte } from '../../shared/net/testing/fetch-stage.ts';
import { testBreaks } from '../../shared/net/testing/test-breaks.ts';
import { readRange, serveCut, serveFile } from '../../testbed/origin.ts';
import { body, openStage, type Stage, version } from './__fixtures__/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.origin.stop());
beforeEach(() => stage.reset());

testBreaks(() => stage);

describe('a connection that breaks', () => {
  test('after every 64 KiB ends in the same bytes, with each byte asked for once', async () => {
    const small = { body: body.subarray(0, mebibyte), etag: '"small"' };
    stage.origin.serve(serveCut(small, 64 * 1024));
    await stage.expectWhole(small);
    expect(listRanges(stage)).toEqual([
      undefined,
      ...Array.from({ length: 15 }, (_, n) => `bytes=${(n + 1) * 64 * 1024}-${mebibyte - 1}`),
    ]);
    expect(stage.origin.requests.slice(1).every(({ headers }) => headers['if-range'] === '"small"')).toBe(
      true,
    );
  });
});

test('a part of an earlier call is gone on with by one request, from where it ends', async () => {
  await stage.leavePart(version);
  stage.origin.serve(serveFile(version));
  await stage.expectWhole(version);
  expect(listRanges(stage)).toEqual([`bytes=${2 * mebibyte}-${body.length - 1}`]);
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

test('two writers of one file are not let at it together', async () => {
  stage.origin.serve(serveCut(version, mebibyte));
  const abort = new AbortController();
  const first = stage.get({}, { signal: abort.signal, timing: { stallTimeoutMs: 5000, pace: 1000 } });
  while (stage.origin.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await expect(stage.get()).rejects.toMatchObject({ code: 'host.busy' });
  abort.abort();
  await expect(first).rejects.toThrow();
});
