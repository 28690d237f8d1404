/** Builds the product and runs a check on it; what cannot be built is not checked. */
import { buildProduct } from '../build-product.ts';
import { type Outcome, toOutcome } from './outcome.ts';
import type { Check } from './run-checks.ts';

/** The build, and after it the check, which fails where there is nothing built to run it on. */
export function createBuiltChecks({ name, run }: Check): Check[] {
  let isBuilt = false;

  async function checkBuild(): Promise<Outcome> {
    await buildProduct({ output: 'kept' });
    isBuilt = true;
    return toOutcome(true);
  }

  async function checkBuilt(): Promise<Outcome> {
    if (isBuilt) return run();
    process.stdout.write('Not run, because there is nothing built to run it on.\n');
    return toOutcome(false);
  }

  return [
    { name: 'build', run: checkBuild },
    { name, run: checkBuilt },
  ];
}
