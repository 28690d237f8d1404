/** `npm test`: everything, in order, whatever fails on the way. */
import { buildProduct } from './build-product.ts';
import { checkLint } from './checks/lint.ts';
import { type Outcome, toOutcome } from './checks/outcome.ts';
import { checkEndToEnd } from './checks/playwright.ts';
import { runChecks } from './checks/run-checks.ts';
import { checkTypes } from './checks/types.ts';
import { checkTests } from './checks/vitest.ts';

const minuteMs = 60_000;

let isBuilt = false;

async function checkBuild(): Promise<Outcome> {
  await buildProduct({ output: 'kept' });
  isBuilt = true;
  return toOutcome(true);
}

async function checkBuilt(): Promise<Outcome> {
  if (isBuilt) return checkEndToEnd(18 * minuteMs);
  process.stdout.write('Not run, because there is nothing built to run them on.\n');
  return toOutcome(false);
}

process.exitCode = await runChecks([
  { name: 'types', run: checkTypes },
  { name: 'lint', run: checkLint },
  { name: 'conventions and unit tests', run: () => checkTests('unit', 10 * minuteMs) },
  { name: 'integration tests', run: () => checkTests('integration', 20 * minuteMs) },
  { name: 'build', run: checkBuild },
  { name: 'end-to-end tests', run: checkBuilt },
]);
