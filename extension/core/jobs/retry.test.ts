import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { chooseRemedy } from './retry.ts';

const remedyFor = (
  code: ErrorCode,
  change: { attempt?: number; waits?: number; retryAfterSec?: number } = {},
) =>
  chooseRemedy({
    error: new AppError(code),
    attempt: change.attempt ?? 1,
    waits: change.waits ?? 0,
    retryAfterSec: change.retryAfterSec ?? null,
    random: 0,
  });

describe('what a job does about an error', () => {
  it('waits as long as the server says, and does not knock before', () => {
    expect(remedyFor('platform.rate_limited', { retryAfterSec: 300 })).toEqual({
      type: 'wait',
      afterMs: 300_000,
    });
  });

  it('waits longer each time without a stated end, up to half an hour', () => {
    const waits = [0, 1, 2, 9].map((count) => remedyFor('platform.rate_limited', { waits: count }));
    expect(waits).toEqual([1, 2, 4, 30].map((minutes) => ({ type: 'wait', afterMs: minutes * 60_000 })));
  });

  it('tries a broken connection again a few times and then pauses the job', () => {
    const attempts = [1, 2, 3, 4].map((attempt) => remedyFor('net.failed', { attempt }).type);
    expect(attempts).toEqual(['again', 'again', 'again', 'wait']);
  });

  it('lets a site that says nothing be, after a few tries', () => {
    const attempts = [1, 4].map((attempt) => remedyFor('platform.no_answer', { attempt }).type);
    expect(attempts).toEqual(['again', 'wait']);
  });

  it('gives up one file that stays broken, and not the job', () => {
    expect(remedyFor('media.incomplete', { attempt: 4 })).toEqual({ type: 'refuse' });
  });

  it.each([
    'platform.login_required',
    'platform.tab_hidden',
    'storage.full',
    'storage.folder_missing',
    'ytdlp.outdated',
    'host.forbidden',
  ] as const)('asks the user about %s', (code) => {
    expect(remedyFor(code)).toEqual({ type: 'ask_user' });
  });

  it.each(['platform.private', 'platform.age_gate', 'media.wrong_type', 'bug.unexpected'] as const)(
    'takes %s as final for the item',
    (code) => {
      expect(remedyFor(code)).toEqual({ type: 'refuse' });
    },
  );
});
