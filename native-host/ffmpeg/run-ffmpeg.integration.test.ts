/** What ends a run of the real ffmpeg, and as which error. */
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { buildDefaultConfig } from '../config.ts';
import { readMachine } from '../directories.ts';
import type { Host } from '../host.ts';
import { silentLog } from '../log.ts';
import { locateFfmpeg } from './locate.ts';
import type { FfmpegProgress } from './progress.ts';
import { type FfmpegRun, runFfmpeg } from './run-ffmpeg.ts';

const machine = readMachine();
const host: Host = { machine, config: buildDefaultConfig(machine), log: silentLog };
const source = (size: string, sec: number): string[] => ['-f', 'lavfi', '-i', `testsrc2=s=${size}:d=${sec}`];

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'star-ffmpeg-'));
});

const run = async (args: string[], more: Partial<FfmpegRun> = {}): Promise<void> => {
  const ffmpeg = await locateFfmpeg(host);
  await runFfmpeg({
    host,
    ffmpeg,
    signal: new AbortController().signal,
    args,
    cwd,
    durationSec: null,
    ...more,
  });
};

test('tells how far it is, and ends', async () => {
  const told: FfmpegProgress[] = [];
  await run([...source('64x36', 2), '-c:v', 'mpeg4', '-f', 'mp4', 'file:a.mp4'], {
    onProgress: (progress) => told.push(progress),
  });
  expect(told.at(-1)?.outSec).toBeCloseTo(2, 0);
  expect(readdirSync(cwd)).toEqual(['a.mp4']);
});

test('more memory than it may use is told as such', async () => {
  const args = [...source('8000x8000', 1), '-vf', 'scale=12000:12000', '-f', 'null', '-'];
  await expect(run(args, { limits: { memoryBytes: 256 * 1024 ** 2 } })).rejects.toMatchObject({
    code: 'ffmpeg.memory',
  });
});

test('a run that does not move, and one that takes too long, are ended', async () => {
  // Real time, and an hour of it.
  const args = ['-re', ...source('64x36', 3600), '-f', 'null', '-'];
  await expect(run(args, { limits: { timeMs: 500 } })).rejects.toMatchObject({ code: 'ffmpeg.stalled' });
  await expect(run(args, { limits: { stallMs: 50 } })).rejects.toMatchObject({ code: 'ffmpeg.stalled' });
});

test('a network address in its place is refused', async () => {
  const args = ['-protocol_whitelist', 'file,pipe', '-i', 'http://127.0.0.1:9/x.mp4', '-f', 'null', '-'];
  await expect(run(args)).rejects.toMatchObject({ code: 'media.unsupported' });
});

test('a run that is aborted has ended when it says so', async () => {
  const abort = new AbortController();
  const running = run(['-re', ...source('64x36', 3600), '-f', 'null', '-'], {
    signal: abort.signal,
    onProgress: () => abort.abort(),
  });
  await expect(running).rejects.toMatchObject({ code: 'job.cancelled' });
});
