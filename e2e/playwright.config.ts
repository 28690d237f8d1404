import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { projectRoot } from '../scripts/tools.ts';

// The companion and `verify` are started hundreds of times; Node then reads what it compiled the first time.
process.env.NODE_COMPILE_CACHE ??= join(projectRoot, '.cache', 'node');

/**
 * Each file has a browser, a companion and a testbed of its own, some have one for each test (share-session.ts). They wait
 * more than they work, so four run at once.
 */
export default defineConfig({
  testDir: '.',
  projects: [
    { name: 'e2e', testMatch: '*.spec.ts', testIgnore: '*.large.spec.ts', timeout: 180_000 },
    /** Thousands of posts and gigabytes: by `npm run test:large`. */
    { name: 'large', testMatch: '*.large.spec.ts', timeout: 1_800_000, workers: 1 },
  ],
  workers: 4,
  // What comes late because others work at the same time is not wrong.
  expect: { timeout: 15_000 },
  fullyParallel: false,
  // Whatever needs it is named above the last line of `npm test`, and is a fault to be found.
  retries: 1,
  outputDir: '../test-results',
  use: { trace: 'off' },
});
