/** What a check has found, and the last lines that sum all of them up. */

/** The result of one check. What failed has been printed by then. */
export interface Outcome {
  /** Tests that passed. Types, lint and build are no tests and add nothing here. */
  passed: number;
  /** Tests that failed; a room with wrong types, a lint or a build that fails count as one each. */
  failed: number;
  /** Names of tests that were left out. */
  skipped: string[];
}

/** A check that is not made of tests. */
export const toOutcome = (isGood: boolean): Outcome => ({ passed: 0, failed: isGood ? 0 : 1, skipped: [] });

/** All of them together. */
export const addOutcomes = (outcomes: Outcome[]): Outcome => ({
  passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
  failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
  skipped: outcomes.flatMap(({ skipped }) => skipped),
});

/** The end of the output: what was skipped by name, then `N passed, N failed` as the very last line. */
export function buildSummary({ passed, failed, skipped }: Outcome): string {
  const names = skipped.map((name) => `  ${name}`);
  const head = skipped.length > 0 ? [`${skipped.length} skipped:`, ...names] : [];
  return [...head, `${passed} passed, ${failed} failed`].join('\n');
}

/** 0 only when something was tested and nothing failed. */
export const toExitCode = ({ passed, failed }: Outcome): number => (failed === 0 && passed > 0 ? 0 : 1);
