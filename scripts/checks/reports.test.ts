import { describe, expect, it } from 'vitest';
import { addOutcomes, buildSummary, toExitCode, toOutcome } from './outcome.ts';
import { readPlaywrightReport } from './playwright.ts';
import { readVitestReport } from './vitest.ts';

const file = (status: string, ...tests: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: tests.map((result, index) => ({ fullName: `test ${index}`, status: result })),
});

describe("vitest's report", () => {
  it('is counted by test, and what was left out is named', () => {
    const report = { testResults: [file('passed', 'passed', 'skipped'), file('failed', 'passed', 'failed')] };
    expect(readVitestReport(report, false)).toMatchObject({
      passed: 2,
      failed: 1,
      skipped: ['test 1'],
    });
  });

  it('counts a file that could not be loaded as one failure', () => {
    expect(readVitestReport({ testResults: [file('failed')] }, false).failed).toBe(1);
  });

  it('counts a failure when the run failed and no test did', () => {
    expect(readVitestReport({ testResults: [file('passed', 'passed')] }, false).failed).toBe(1);
  });
});

describe("Playwright's report", () => {
  const spec = (title: string, status: string) => ({ title, tests: [{ status }] });

  it('is counted through nested suites; a test that needed a second try is named', () => {
    const report = {
      suites: [
        {
          specs: [spec('a', 'expected'), spec('b', 'flaky')],
          suites: [{ specs: [spec('c', 'skipped'), spec('d', 'unexpected')] }],
        },
      ],
      errors: [],
    };
    expect(readPlaywrightReport(report, false)).toEqual({
      passed: 2,
      failed: 1,
      skipped: ['c'],
      unsteady: ['b'],
    });
  });

  it('counts what went wrong outside the tests', () => {
    expect(readPlaywrightReport({ suites: [], errors: [{ message: 'no tests found' }] }, false).failed).toBe(
      1,
    );
    expect(readPlaywrightReport({ suites: [] }, false).failed).toBe(1);
  });
});

describe('the summary', () => {
  it('ends with the counts and names above them what was skipped or needed a second try', () => {
    const sum = addOutcomes([
      toOutcome(true),
      toOutcome(false),
      { passed: 3, failed: 0, skipped: ['reads pages'], unsteady: ['opens the popup'] },
    ]);
    expect(buildSummary(sum)).toBe(
      '1 skipped:\n  reads pages\n1 passed at the second try only:\n  opens the popup\n3 passed, 1 failed',
    );
  });

  it('is good only when something passed and nothing failed', () => {
    const nothing = toOutcome(true);
    expect(toExitCode({ ...nothing, passed: 3 })).toBe(0);
    expect(toExitCode({ ...nothing, passed: 3, failed: 1 })).toBe(1);
    expect(toExitCode(nothing)).toBe(1);
  });
});
