import { defineConfig } from '@playwright/test';

/** One worker: each test has a browser, a companion and a testbed of its own, and two cores to run them on. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  timeout: 180_000,
  workers: 1,
  fullyParallel: false,
  retries: 0,
  outputDir: '../test-results',
  use: { trace: 'off' },
});
