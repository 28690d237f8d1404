import { describe, expect, it } from 'vitest';
import { toWire } from '../../../shared/app-error.ts';
import type { Job, JobState } from '../../../shared/model/job.ts';
import { toBadgeText } from './badge.ts';

const error = toWire(new Error('login'));
const makeJob = (state: JobState, saved = 0, seen = 0): Pick<Job, 'state' | 'counts'> => ({
  state,
  counts: { seen, saved, refused: 0, files: 0, bytes: 0 },
});
const running = { status: 'running' } as const;

describe('the toolbar badge', () => {
  it('shows how far the only export is, and rounds down so that 100% means all', () => {
    expect(toBadgeText([makeJob(running, 999, 1000), makeJob({ status: 'done' }, 5, 5)], 0)).toBe('99%');
  });

  it('shows that a list is still being looked for', () => {
    expect(toBadgeText([makeJob(running)], 0)).toBe('…');
  });

  it('counts exports when there are several', () => {
    expect(toBadgeText([makeJob(running, 1, 2), makeJob({ status: 'queued' })], 0)).toBe('2');
  });

  it('counts downloads with them', () => {
    expect(toBadgeText([], 1)).toBe('↓');
    expect(toBadgeText([makeJob(running, 1, 2)], 2)).toBe('3');
  });

  it('calls the user when an export waits for them, and says when one waits for its time', () => {
    expect(toBadgeText([makeJob({ status: 'blocked', error })], 0)).toBe('!');
    expect(toBadgeText([makeJob({ status: 'waiting', until: '2026-11-21T12:00:00Z', error })], 0)).toBe('⏸');
  });

  it('is empty when nothing is under way', () => {
    expect(toBadgeText([makeJob({ status: 'done' }), makeJob({ status: 'cancelled' })], 0)).toBe('');
  });
});
