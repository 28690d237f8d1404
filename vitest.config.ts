import { defineConfig } from 'vitest/config';
import { TestOrder } from './scripts/checks/test-order.ts';

/**
 * unit: pure and fast, beside the source. integration: real processes (yt-dlp, ffmpeg, the testbed), `*.integration.test.ts`.
 * large: the same with gigabytes, `*.large.integration.test.ts`, by `npm run test:large`.
 */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    globalSetup: 'scripts/checks/temp-folder.ts',
    sequence: { sequencer: TestOrder },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{shared,extension,native-host,testbed,scripts,bench,docs}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
          testTimeout: 20_000,
          // Half of the time went into loading the same modules for each file; `own-modules.ts` says what is kept apart.
          isolate: false,
          setupFiles: ['scripts/checks/own-modules.ts'],
          // By itself vitest leaves one core idle, which is half of two.
          maxWorkers: '100%',
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['{shared,extension,native-host,testbed,scripts}/**/*.integration.test.ts'],
          exclude: ['**/*.large.integration.test.ts', '**/node_modules/**'],
          testTimeout: 120_000,
          hookTimeout: 600_000,
          // They wait more than they work.
          maxWorkers: 4,
        },
      },
      {
        extends: true,
        test: {
          name: 'large',
          include: ['{shared,extension,native-host,testbed,scripts}/**/*.large.integration.test.ts'],
          testTimeout: 1_200_000,
          hookTimeout: 600_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
