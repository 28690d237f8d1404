/** `npm test`: everything, in order, whatever fails on the way. */
import { createBuiltChecks } from './checks/built.ts';
import { checkLint } from './checks/lint.ts';
import { checkEndToEnd } from './checks/playwright.ts';
import { runChecks } from './checks/run-checks.ts';
import { checkTypes } from './checks/types.ts';
import { checkTests } from './checks/vitest.ts';

const minuteMs = 60_000;

process.exitCode = await runChecks([
  { name: 'types', run: checkTypes },
  { name: 'lint', run: checkLint },
  { name: 'conventions and unit tests', run: () => checkTests('unit', 10 * minuteMs) },
  { name: 'integration tests', run: () => checkTests('integration', 20 * minuteMs) },
  ...createBuiltChecks({ name: 'end-to-end tests', run: () => checkEndToEnd('e2e', 18 * minuteMs) }),
]);
