/** Runs vitest and counts what its report says. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../tools.ts';
import type { Outcome } from './outcome.ts';
import { runProgram } from './run-program.ts';

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/**
 * Counts the tests of a JSON report. A file that could not be loaded is one failure, and so is a run that failed
 * without a test that did, as with an error nobody caught.
 */
export function readVitestReport(report: unknown, isGood: boolean): Outcome {
  const { testResults } = reportSchema.parse(report);
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const count = (status: string): number => tests.filter((test) => test.status === status).length;
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = count('failed') + brokenFiles.length;
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
  return {
    passed: count('passed'),
    failed: failed === 0 && !isGood ? 1 : failed,
    skipped: skipped.map(({ fullName }) => fullName),
    unsteady: [],
  };
}

/** Runs one vitest project; its failures are printed in full. */
export async function checkTests(
  project: 'unit' | 'integration' | 'large',
  timeoutMs: number,
): Promise<Outcome> {
  const path = join(projectRoot, '.cache', 'reports', `${project}.json`);
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${path}`];
  const { isGood } = await runProgram({
    packageName: 'vitest',
    args: ['run', '--project', project, '--silent=passed-only', ...reporters],
    timeoutMs,
    output: 'shown',
  });
  return readVitestReport(JSON.parse(await readFile(path, 'utf8')), isGood);
}
