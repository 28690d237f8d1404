/** Lint and format. */
import { type Outcome, toOutcome } from './outcome.ts';
import { runProgram } from './run-program.ts';

/** Warnings count as failures: what is only a warning is never repaired. */
export async function checkLint(): Promise<Outcome> {
  const { isGood, output } = await runProgram({
    packageName: '@biomejs/biome',
    program: 'biome',
    args: ['check', '--error-on-warnings', '--max-diagnostics=500'],
    timeoutMs: 2 * 60_000,
    output: 'kept',
  });
  if (!isGood) process.stdout.write(`${output}\nMost of it can be repaired with: npm run format\n`);
  return toOutcome(isGood);
}
