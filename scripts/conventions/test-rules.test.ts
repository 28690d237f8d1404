import { describe, expect, it } from 'vitest';
import { createProjectOf } from './project.ts';
import { findEmptyTests } from './test-rules.ts';

const problemsOf = (text: string, path = 'shared/a.test.ts'): string[] =>
  findEmptyTests(createProjectOf({ [path]: text }));

describe('tests', () => {
  it.each([
    ["it.todo('reads pages');", 'later'],
    ["it.skip('reads pages', () => { expect(a).toBe(1); });", 'without a reason'],
    ["describe.skip('pages', () => {});", 'without a reason'],
    ["it.skip.each([1])('reads %s', () => { expect(a).toBe(1); });", 'without a reason'],
    ["it('reads pages', () => {});", 'nothing in this test can fail'],
    ["it('reads pages', async () => { await readPages(); });", 'nothing in this test can fail'],
    ["it.each([1])('reads %s', (n) => { readPage(n); });", 'nothing in this test can fail'],
    ["it('reads pages', () => { expect(true).toBe(true); });", 'expects a constant'],
  ])('such as %s are refused', (text, reason) => {
    const [problem, ...others] = problemsOf(text);
    expect(others).toEqual([]);
    expect(problem).toContain(reason);
  });

  it.each([
    "it('reads pages', () => { expect(readPage()).toBe(1); });",
    "it.skipIf(!hasPages)('reads pages', () => { expect(readPage()).toBe(1); });",
    "it('reads pages', () => { fc.assert(property); });",
    "it('reads pages', () => { expectPage(readPage()); });",
    "test.skip(!hasBrowser, 'needs a browser');",
    'test.beforeEach(async () => { await open(); });',
    "describe('pages', () => { it('are read', () => { expect(readPage()).toBe(1); }); });",
    "it.each([1])('reads %s', readAndExpect);",
    "it('shows pages', async () => { await page.waitForSelector('a'); });",
    "it('reads pages', () => { readAll(pages); });\nfunction readAll(all) { expect(all).toEqual([]); }",
  ])('such as %s are fine', (text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  it('are looked at in test files only', () => {
    expect(problemsOf("it('is a word', () => {});", 'shared/a.ts')).toEqual([]);
  });
});
