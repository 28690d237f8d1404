/** Runs the end-to-end tests and counts what Playwright's report says. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../tools.ts';
import type { Outcome } from './outcome.ts';
import { runProgram } from './run-program.ts';

const statusSchema = z.enum(['expected', 'unexpected', 'flaky', 'skipped']);
type Status = z.infer<typeof statusSchema>;

const specSchema = z.object({
  title: z.string(),
  tests: z.array(z.object({ status: statusSchema })),
});
type Spec = z.infer<typeof specSchema>;

const suiteSchema = z.object({
  specs: z.array(specSchema).default([]),
  get suites() {
    return z.array(suiteSchema).default([]);
  },
});
type Suite = z.infer<typeof suiteSchema>;

const reportSchema = z.object({
  suites: z.array(suiteSchema),
  /** What went wrong outside a test, such as a file that cannot be loaded. */
  errors: z.array(z.object({ message: z.string().optional() })).default([]),
});

const listSpecs = (suite: Suite): Spec[] => [...suite.specs, ...suite.suites.flatMap(listSpecs)];

/** Counts the tests of a JSON report. One that passed only at its second try has passed and is named. */
export function readPlaywrightReport(report: unknown, isGood: boolean): Outcome {
  const { suites, errors } = reportSchema.parse(report);
  const tests = suites
    .flatMap(listSpecs)
    .flatMap(({ title, tests }) => tests.map(({ status }) => ({ title, status })));
  const list = (wanted: Status) => tests.filter(({ status }) => status === wanted).map(({ title }) => title);
  const failed = list('unexpected').length + errors.length;
  const unsteady = list('flaky');
  return {
    passed: list('expected').length + unsteady.length,
    failed: failed === 0 && !isGood ? 1 : failed,
    skipped: list('skipped'),
    unsteady,
  };
}

/** Runs the end-to-end tests of one project of its configuration against what was built. */
export async function checkEndToEnd(project: 'e2e' | 'large', timeoutMs: number): Promise<Outcome> {
  const path = join(projectRoot, '.cache', 'reports', `${project}-browser.json`);
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  const { isGood } = await runProgram({
    packageName: '@playwright/test',
    program: 'playwright',
    args: ['test', '--config', 'e2e/playwright.config.ts', '--project', project, '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: path },
    timeoutMs,
    output: 'shown',
  });
  return readPlaywrightReport(JSON.parse(await readFile(path, 'utf8')), isGood);
}
