import { describe, expect, it } from 'vitest';
import { toWire } from '../../../shared/app-error.ts';
import { canBecome, isActive, isDue } from './job-state.ts';

const waiting = {
  state: { status: 'waiting', until: '2026-11-21T12:00:00Z', error: toWire(new Error('slow')) },
} as const;

describe('states of a job', () => {
  it('lets a cancelled job only begin again, and a done one too', () => {
    expect(canBecome('cancelled', 'running')).toBe(false);
    expect(canBecome('cancelled', 'queued')).toBe(true);
    expect(canBecome('done', 'queued')).toBe(true);
  });

  it('does not let a job that was cancelled meanwhile become done', () => {
    expect(canBecome('cancelled', 'done')).toBe(false);
  });

  it('takes a waiting job up at its time and not before', () => {
    expect(isDue(waiting, Date.parse('2026-11-21T11:59:59Z'))).toBe(false);
    expect(isDue(waiting, Date.parse('2026-11-21T12:00:00Z'))).toBe(true);
    expect(isActive(waiting)).toBe(true);
  });

  it('takes up what was running when the worker was killed', () => {
    expect(isDue({ state: { status: 'running' } }, 0)).toBe(true);
  });

  it('leaves a job alone that needs the user', () => {
    expect(isActive({ state: { status: 'blocked', error: toWire(new Error('login')) } })).toBe(false);
  });
});
