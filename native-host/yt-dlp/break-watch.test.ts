import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { AppError } from '../../shared/app-error.ts';
import { type BreakWatch, createBreakWatch } from './break-watch.ts';
import { readFailure } from './failures.ts';

const piece = Buffer.alloc(40_000);

let part: string;
let waits: number[];
let givenUp: AppError[];
let watch: BreakWatch;

/** With what an earlier run has left. */
async function begin(leftBytes = 0): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'star-break-'));
  part = join(folder, 'video.18.mp4.part');
  waits = [];
  givenUp = [];
  writeFileSync(part, Buffer.alloc(leftBytes));
  watch = createBreakWatch({
    folder,
    pauses: { throwIfAborted: () => undefined, sleep: async (ms) => void waits.push(ms) },
    toError: (words) => readFailure({ exitCode: null, signal: null, errorLines: [`ERROR: ${words}`] }),
    onGivenUp: (error) => givenUp.push(error),
  });
  await watch.pause();
}

beforeEach(() => begin());

const breakOff = async (words = '64512 bytes read, 9999 more expected'): Promise<void> => {
  watch.read(`[download] Got error: ${words}. Retrying (7/inf)...`);
  await watch.pause();
};

test('breaks with progress between them are no reason to give up, and cost no wait', async () => {
  for (let round = 0; round < 30; round += 1) {
    appendFileSync(part, piece);
    await breakOff();
  }
  expect(givenUp).toEqual([]);
  expect(waits).toHaveLength(30);
  expect(Math.max(...waits)).toBeLessThan(1000);
});

test('small gains add up', async () => {
  for (let round = 0; round < 30; round += 1) {
    appendFileSync(part, piece.subarray(0, 12_000));
    await breakOff();
  }
  expect(givenUp).toEqual([]);
});

test('without a gain each wait is longer, and the fourth break is the last, which can be tried again later', async () => {
  await begin(500_000);
  for (let round = 0; round < 4; round += 1) await breakOff();
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits).toHaveLength(3);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(1000);
  expect(givenUp).toMatchObject([{ code: 'media.incomplete', retryable: true }]);
});

test('what only comes again up to where it came before is no gain, and not tried again', async () => {
  for (let round = 0; round < 5; round += 1) {
    if (round > 0) watch.read('[download] Unable to resume');
    rmSync(part);
    writeFileSync(part, piece);
    await breakOff('[Errno 104] Connection reset by peer');
  }
  expect(givenUp).toMatchObject([{ code: 'net.failed', retryable: false }]);
});

test('a break after which nothing helps is the last at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'star-break-'));
  const refused = new AppError('net.private_address');
  watch = createBreakWatch({
    folder,
    pauses: { throwIfAborted: () => undefined, sleep: async (ms) => void waits.push(ms) },
    toError: () => refused,
    onGivenUp: (error) => givenUp.push(error),
  });
  await breakOff('Tunnel connection failed: 403 Forbidden');
  expect(givenUp).toEqual([refused]);
  expect(waits).toEqual([]);
});

test('other lines are none of its business, those of a stream’s parts neither, which yt-dlp counts itself', async () => {
  for (let round = 0; round < 9; round += 1) {
    watch.read('[download] Got error: HTTP Error 404: Not Found. Retrying fragment 3 (1/5)...');
    watch.read('[download] Resuming download at byte 64512');
    await watch.pause();
  }
  expect([...waits, ...givenUp]).toEqual([]);
});
