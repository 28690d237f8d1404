import { defineConfig } from '@playwright/test';

/** Each test has a browser, a companion and a testbed of its own; they wait more than they work, so three run at once. */
export default defineConfig({
  testDir: '.',
  projects: [
    { name: 'e2e', testMatch: '*.spec.ts', testIgnore: '*.large.spec.ts', timeout: 180_000 },
    /** Thousands of posts and gigabytes: by `npm run test:large`. */
    { name: 'large', testMatch: '*.large.spec.ts', timeout: 1_800_000, workers: 1 },
  ],
  workers: 3,
  fullyParallel: false,
  retries: 0,
  outputDir: '../test-results',
  use: { trace: 'off' },
});
