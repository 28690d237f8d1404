/** What a check has found, and the last lines that sum all of them up. */

/** The result of one check. What failed has been printed by then. */
export interface Outcome {
  /** Tests that passed. Types, lint and build are no tests and add nothing here. */
  passed: number;
  /** Tests that failed; a room with wrong types, a lint or a build that fails count as one each. */
  failed: number;
  /** Names of tests that were left out. */
  skipped: string[];
  /** Names of those among the passed that needed a second try. */
  unsteady: string[];
}

/** A check that is not made of tests. */
export const toOutcome = (isGood: boolean): Outcome => ({
  passed: 0,
  failed: isGood ? 0 : 1,
  skipped: [],
  unsteady: [],
});

/** All of them together. */
export const addOutcomes = (outcomes: Outcome[]): Outcome => ({
  passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
  failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
  skipped: outcomes.flatMap(({ skipped }) => skipped),
  unsteady: outcomes.flatMap(({ unsteady }) => unsteady),
});

const nameAll = (what: string, names: string[]): string[] =>
  names.length > 0 ? [`${names.length} ${what}:`, ...names.map((name) => `  ${name}`)] : [];

/** The end of the output: what is less than a plain pass by name, then `N passed, N failed` as the very last line. */
export const buildSummary = ({ passed, failed, skipped, unsteady }: Outcome): string =>
  [
    ...nameAll('skipped', skipped),
    ...nameAll('passed at the second try only', unsteady),
    `${passed} passed, ${failed} failed`,
  ].join('\n');

/** 0 only when something was tested and nothing failed. */
export const toExitCode = ({ passed, failed }: Outcome): number => (failed === 0 && passed > 0 ? 0 : 1);
