import { expect, test } from 'vitest';
import { createStageGate } from './event-gate.ts';

test('four events a second go through, and every change of stage', () => {
  let now = 0;
  const seen: string[] = [];
  const tell = createStageGate<{ stage: string; bytes: number }>(
    ({ stage, bytes }) => seen.push(`${stage} ${bytes}`),
    () => now,
  );
  for (const at of [0, 100, 249, 250, 400, 500]) {
    now = at;
    tell({ stage: 'downloading', bytes: at });
  }
  tell({ stage: 'merging', bytes: 0 });
  expect(seen).toEqual(['downloading 0', 'downloading 250', 'downloading 500', 'merging 0']);
});
