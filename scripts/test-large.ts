/** `npm run test:large`: what takes gigabytes of disk and tens of minutes, and so is not in `npm test`. */
import { createBuiltChecks } from './checks/built.ts';
import { checkEndToEnd } from './checks/playwright.ts';
import { runChecks } from './checks/run-checks.ts';
import { checkTests } from './checks/vitest.ts';

const hourMs = 3_600_000;

process.exitCode = await runChecks([
  { name: 'large integration tests', run: () => checkTests('large', hourMs) },
  ...createBuiltChecks({ name: 'large end-to-end tests', run: () => checkEndToEnd('large', hourMs) }),
]);
