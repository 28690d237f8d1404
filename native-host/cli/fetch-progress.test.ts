import { expect, test } from 'vitest';
import { createFetchProgress } from './fetch-progress.ts';
import type { ProgressStep } from './progress-bar.ts';

const watch = (count: number) => {
  const shown: ProgressStep[] = [];
  const bar = { show: (step: ProgressStep) => void shown.push(step), clear: () => undefined };
  return { shown, progress: createFetchProgress(count, bar) };
};
const file = (path: string) => ({ address: `https://x.org${path}`, path });

test('of one file the bytes are shown, also while its length is not known', () => {
  const { shown, progress } = watch(1);
  progress.show(file('/a'), { bytes: 1000, totalBytes: null, bytesPerSec: null });
  progress.show(file('/a'), { bytes: 1000, totalBytes: 4000, bytesPerSec: 2000 });
  expect(shown).toEqual([
    { fraction: null, text: '1.0 KB, 0 B/s' },
    { fraction: 0.25, text: '1.0 KB of 4.0 KB, 2.0 KB/s' },
  ]);
});

test('of several files those that have ended are counted, and the others by their part', () => {
  const { shown, progress } = watch(4);
  progress.show(file('/a'), { bytes: 1000, totalBytes: 2000, bytesPerSec: 1000 });
  progress.show(file('/b'), { bytes: 1000, totalBytes: 2000, bytesPerSec: 1000 });
  progress.finish(file('/a'));
  expect(shown.at(1)).toEqual({ fraction: 0.25, text: '0 of 4 files, 2.0 KB/s' });
  expect(shown.at(2)).toEqual({ fraction: 0.375, text: '1 of 4 files, 1.0 KB/s' });
});
