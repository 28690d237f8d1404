/** `npm run check`: types, lint, conventions and unit tests. */
import { checkLint } from './checks/lint.ts';
import { runChecks } from './checks/run-checks.ts';
import { checkTypes } from './checks/types.ts';
import { checkTests } from './checks/vitest.ts';

const minuteMs = 60_000;

process.exitCode = await runChecks([
  { name: 'types', run: checkTypes },
  { name: 'lint', run: checkLint },
  { name: 'conventions and unit tests', run: () => checkTests('unit', 5 * minuteMs) },
]);
