/** Connections that break, fall silent or are several, in a real browser. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readRange, serveCut, serveFile } from '../__fixtures__/origin.ts';
import { body, openStage, type Stage, version } from '../__fixtures__/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.stop());
beforeEach(() => stage.reset());

test('a file is saved whole', async () => {
  stage.origin.serve(serveFile(version));
  await stage.expectWhole(version);
  expect(stage.listRanges()).toEqual([
    'bytes=0-8388607',
    'bytes=8388608-16777215',
    `bytes=16777216-${body.length - 1}`,
  ]);
});

test('N01: a connection that breaks at 50 places ends in the same bytes, with no byte asked for twice', async () => {
  stage.origin.serve(serveCut(version, Math.ceil(body.length / 51)));
  await stage.expectWhole(version);
  const starts = stage.origin.requests.map((request) => readRange(request)?.from);
  expect(new Set(starts).size).toBe(starts.length);
  expect(starts.length).toBeGreaterThanOrEqual(50);
});
