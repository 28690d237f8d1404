import { describe, expect, it } from 'vitest';
import { defaultJobOptions, type JobOptions } from '../../../shared/model/job-options.ts';
import { isSameChoice, toLastingChoice } from './same-choice.ts';

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

  it('lasts but for what is chosen for one export at a time', () => {
    const limited = {
      ...defaultJobOptions,
      comments: true,
      onlyNew: true,
      maxItems: 3,
      quality: 'low',
    } as const;
    expect(toLastingChoice(limited)).toEqual({ ...defaultJobOptions, quality: 'low' });
  });
});
