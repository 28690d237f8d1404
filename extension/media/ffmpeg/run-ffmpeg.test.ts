import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AppError, toWire } from '../../../shared/app-error.ts';
import { FakeWorker } from '../testing/fake-worker.ts';
import { type FfmpegRun, type FfmpegWorker, maxInputBytes } from './ffmpeg-worker.ts';
import { probeByFfmpeg, runFfmpeg } from './run-ffmpeg.ts';

const never = () => new Promise<never>(() => undefined);

let api: FfmpegWorker;
let started: FakeWorker[];
const listEnded = (): boolean[] => started.map(({ isEnded }) => isEnded);

beforeEach(() => {
  started = [];
  api = { run: never, probe: never };
  vi.stubGlobal(
    'Worker',
    class extends FakeWorker {
      constructor() {
        super(api);
        started.push(this);
      }
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const source = new Blob(['film']);
const { signal } = new AbortController();
const run: FfmpegRun = { inputs: [source], target: null, small: [], args: [] };
const start = (timeLimitMs = 10_000, lines: string[] = []) =>
  runFfmpeg(run, { signal, timeLimitMs, onLine: (line) => lines.push(line) });

it('after its work the worker is ended, and the next one gets another', async () => {
  api.run = async (_run, onLine) => {
    await onLine('frame=1');
    return { exitCode: 0, bytes: 5 };
  };
  const lines: string[] = [];
  expect(await start(10_000, lines)).toEqual({ bytes: 5 });
  expect(lines).toEqual(['frame=1']);
  expect(listEnded()).toEqual([true]);
  await start();
  expect(listEnded()).toEqual([true, true]);
});

it('a run that takes longer than it may is ended, however much it still says', async () => {
  let timer: ReturnType<typeof setInterval> | undefined;
  const lines: string[] = [];
  api.run = (_run, onLine) => {
    timer = setInterval(() => onLine('frame=1'), 5);
    return never();
  };
  await expect(start(200, lines)).rejects.toMatchObject({ code: 'ffmpeg.stalled' });
  clearInterval(timer);
  expect(lines.length).toBeGreaterThan(0);
  expect(listEnded()).toEqual([true]);
});

it('one that says nothing for two minutes is ended before its time is up', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const refused = expect(start(3_600_000)).rejects.toMatchObject({ code: 'ffmpeg.stalled' });
  await vi.advanceTimersByTimeAsync(0);
  expect(listEnded()).toEqual([false]);
  await vi.advanceTimersByTimeAsync(120_000);
  await refused;
  expect(listEnded()).toEqual([true]);
});

it('a look at a file ends after a minute, and with it its worker', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const refused = expect(probeByFfmpeg(source, signal)).rejects.toMatchObject({ code: 'ffmpeg.stalled' });
  await vi.advanceTimersByTimeAsync(59_000);
  expect(listEnded()).toEqual([false]);
  await vi.advanceTimersByTimeAsync(1000);
  await refused;
  expect(listEnded()).toEqual([true]);
});

it.each([
  ['Unknown decoder', 'ffmpeg.failed'],
  ['Cannot allocate memory', 'ffmpeg.memory'],
])('one that gives up with "%s" is ended with %s', async (line, code) => {
  api.run = async (_run, onLine) => {
    await onLine(line);
    return { exitCode: 1, bytes: 0 };
  };
  await expect(start()).rejects.toMatchObject({ code, context: { reason: line, exitCode: 1 } });
  expect(listEnded()).toEqual([true]);
});

it('one whose core breaks down is ended too', async () => {
  const error = toWire(new AppError('media.unsupported', 'Aborted(OOM)'));
  api.run = async () => ({ error });
  await expect(start()).rejects.toMatchObject({ code: 'ffmpeg.memory' });
  api.probe = async () => ({ error });
  await expect(probeByFfmpeg(source, signal)).rejects.toMatchObject({ code: 'ffmpeg.memory' });
  expect(listEnded()).toEqual([true, true]);
});

it('for a file that is larger than it can take none is started', async () => {
  const large = Object.defineProperty(new Blob(), 'size', { value: maxInputBytes + 1 });
  const control = { signal, timeLimitMs: 1000, onLine: () => undefined };
  const context = { bytes: maxInputBytes + 1, maxBytes: maxInputBytes };
  const refused = { code: 'ffmpeg.too_large', context };
  await expect(runFfmpeg({ ...run, inputs: [source, large] }, control)).rejects.toMatchObject(refused);
  await expect(probeByFfmpeg(large, signal)).rejects.toMatchObject(refused);
  expect(started).toEqual([]);
});
