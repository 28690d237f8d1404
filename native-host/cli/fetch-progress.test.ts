import { expect, test } from 'vitest';
import { createFetchProgress, toReadableBytes } from './fetch-progress.ts';
import type { ProgressStep } from './progress-bar.ts';

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 KiB'],
  [1.5 * 1024 ** 2, '1.5 MiB'],
  [512 * 1024 ** 2, '512 MiB'],
  [3 * 1024 ** 4, '3.0 TiB'],
])('%i is read as %s', (bytes, text) => {
  expect(toReadableBytes(bytes)).toBe(text);
});

const watch = (count: number) => {
  const shown: ProgressStep[] = [];
  const bar = { show: (step: ProgressStep) => void shown.push(step), clear: () => undefined };
  return { shown, progress: createFetchProgress(count, bar) };
};
const file = (path: string) => ({ address: `https://x.org${path}`, path });

test('of one file the bytes are shown, also while its length is not known', () => {
  const { shown, progress } = watch(1);
  progress.show(file('/a'), { bytes: 1024, totalBytes: null, bytesPerSec: null });
  progress.show(file('/a'), { bytes: 1024, totalBytes: 4096, bytesPerSec: 2048 });
  expect(shown).toEqual([
    { fraction: null, text: '1.0 KiB, 0 B/s' },
    { fraction: 0.25, text: '1.0 KiB of 4.0 KiB, 2.0 KiB/s' },
  ]);
});

test('of several files those that have ended are counted, and the others by their part', () => {
  const { shown, progress } = watch(4);
  progress.show(file('/a'), { bytes: 1024, totalBytes: 2048, bytesPerSec: 1024 });
  progress.show(file('/b'), { bytes: 1024, totalBytes: 2048, bytesPerSec: 1024 });
  progress.finish(file('/a'));
  expect(shown.at(1)).toEqual({ fraction: 0.25, text: '0 of 4 files, 2.0 KiB/s' });
  expect(shown.at(2)).toEqual({ fraction: 0.375, text: '1 of 4 files, 1.0 KiB/s' });
});
