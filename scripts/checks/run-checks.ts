/** Runs checks one after another, whatever the ones before found, and sums them up. */
import { addOutcomes, buildSummary, type Outcome, toExitCode, toOutcome } from './outcome.ts';

export interface Check {
  name: string;
  run(): Promise<Outcome>;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function runCheck({ name, run }: Check): Promise<Outcome> {
  const startMs = Date.now();
  say(`── ${name}`);
  const outcome = await run().catch((reason: unknown) => {
    say(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason));
    return toOutcome(false);
  });
  const sec = ((Date.now() - startMs) / 1000).toFixed(1);
  const found = outcome.passed > 0 ? `${outcome.passed} passed, ${outcome.failed} failed` : '';
  say(`── ${name}: ${found || (outcome.failed > 0 ? 'failed' : 'ok')} (${sec} s)`);
  return outcome;
}

/** Prints as it goes; the last line is `N passed, N failed`. Returns the exit code. */
export async function runChecks(checks: Check[]): Promise<number> {
  const outcomes: Outcome[] = [];
  for (const check of checks) outcomes.push(await runCheck(check));
  const sum = addOutcomes(outcomes);
  say(buildSummary(sum));
  return toExitCode(sum);
}
