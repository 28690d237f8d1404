import { describe, expect, it } from 'vitest';
import { defaultJobOptions, type JobOptions } from '../../../shared/model/job-options.ts';
import { isSameChoice, withLimitsOf } from './same-choice.ts';

describe('the choice of an export', () => {
  it('is the same however its lists are ordered', () => {
    const { lists } = defaultJobOptions;
    expect(isSameChoice(defaultJobOptions, { ...defaultJobOptions, lists: lists.toReversed() })).toBe(true);
  });

  it.each<Partial<JobOptions>>([
    { quality: 'low' },
    { from: '2026-01-01' },
    { lists: [] },
    { target: { kind: 'downloads' } },
  ])('is another one with %j', (change) => {
    expect(isSameChoice(defaultJobOptions, { ...defaultJobOptions, ...change })).toBe(false);
  });

  it('takes from another one what is chosen for one export at a time, and nothing else', () => {
    const limits = { comments: true, onlyNew: true, maxItems: 3 };
    const limited: JobOptions = { ...defaultJobOptions, ...limits, quality: 'low' };
    expect(withLimitsOf(defaultJobOptions, limited)).toEqual({ ...defaultJobOptions, ...limits });
  });
});
