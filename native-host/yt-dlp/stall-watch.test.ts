import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { createStallWatch } from './stall-watch.ts';

const timeoutMs = 800;

/** Keeps doing something for several times the timeout; true when the watch stayed quiet. */
async function staysQuiet(folder: string, act: (touch: () => void) => void): Promise<boolean> {
  let stalled = false;
  const watch = createStallWatch(folder, timeoutMs, () => {
    stalled = true;
  });
  for (let round = 0; round < 30; round += 1) {
    act(watch.touch);
    await new Promise((resolve) => setTimeout(resolve, timeoutMs / 10));
  }
  watch.stop();
  return !stalled;
}

const createFolder = (): string => mkdtempSync(join(tmpdir(), 'star-stall-'));

test.concurrent('silence is noticed', async ({ expect }) => {
  expect(await staysQuiet(createFolder(), () => undefined)).toBe(false);
});

test.concurrent('lines keep it quiet', async ({ expect }) => {
  expect(await staysQuiet(createFolder(), (touch) => touch())).toBe(true);
});

test.concurrent('so does a file that grows, since a merge says nothing', async ({ expect }) => {
  const folder = createFolder();
  expect(await staysQuiet(folder, () => appendFileSync(join(folder, 'merge.mp4'), 'x'))).toBe(true);
});
