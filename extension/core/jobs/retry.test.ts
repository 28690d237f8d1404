import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { type ErrorCode, errorCodes } from '../../../shared/error-codes.ts';
import { chooseRemedy } from './retry.ts';

const remedyFor = (
  code: ErrorCode,
  change: {
    attempt?: number;
    waits?: number;
    offlineWaits?: number;
    isOnline?: boolean;
    retryAfterSec?: number;
    isOneOfMany?: boolean;
    retryable?: boolean;
  } = {},
) => {
  const { retryable, ...trouble } = change;
  return chooseRemedy({
    error: new AppError(code, undefined, retryable === undefined ? {} : { retryable }),
    attempt: 1,
    waits: 0,
    offlineWaits: 0,
    isOnline: true,
    retryAfterSec: null,
    random: 0,
    isOneOfMany: true,
    ...trouble,
  });
};

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

  it.each(['media.incomplete', 'net.http'] as const)(
    'gives up one file that stays broken, and not the job: %s',
    (code) => {
      const attempts = [1, 2, 3, 4].map((attempt) => remedyFor(code, { attempt }).type);
      expect(attempts).toEqual(['again', 'again', 'again', 'refuse']);
    },
  );

  it('takes an answer as final that says so itself, whatever its code', () => {
    expect(remedyFor('net.http', { retryable: false })).toEqual({ type: 'refuse' });
    expect(remedyFor('net.failed', { retryable: false, isOneOfMany: false })).toEqual({ type: 'refuse' });
  });

  it('looks for a connection that is gone within seconds, and never more seldom than every two minutes', () => {
    const waits = [0, 1, 9].map((count) => remedyFor('net.offline', { waits: count, isOneOfMany: false }));
    expect(waits).toEqual([10, 20, 120].map((seconds) => ({ type: 'wait', afterMs: seconds * 1000 })));
  });

  it.each(['net.failed', 'net.offline', 'net.timeout'] as const)(
    'gives up nothing while the browser has no connection: %s',
    (code) => {
      const offline = { isOnline: false, attempt: 4, waits: 50 };
      const remedies = [0, 1, 9].map((offlineWaits) => remedyFor(code, { ...offline, offlineWaits }));
      expect(remedies).toEqual([10, 20, 120].map((seconds) => ({ type: 'wait', afterMs: seconds * 1000 })));
    },
  );

  it('looks whether there is a connection after all, of which the browser does not know, after half an hour', () => {
    const lost = { isOnline: false, attempt: 4, offlineWaits: 18 };
    expect(remedyFor('net.failed', lost).type).toBe('look');
    expect(remedyFor('net.failed', { ...lost, isOneOfMany: false }).type).toBe('wait');
  });

  it.each(['net.failed', 'host.disconnected'] as const)(
    'waits as often as it takes while nothing can be had: %s',
    (code) => {
      const remedy = remedyFor(code, { attempt: 4, waits: 50, isOneOfMany: false });
      expect(remedy).toEqual({ type: 'wait', afterMs: 30 * 60_000 });
    },
  );

  it('looks whether it is one file alone that cannot be reached, after half an hour', () => {
    const remedies = [0, 4, 5, 50].map((waits) => remedyFor('net.failed', { attempt: 4, waits }).type);
    expect(remedies).toEqual(['wait', 'wait', 'look', 'look']);
  });

  it('looks whether it is the way to one file alone that is closed, before it takes a connection for gone for good', () => {
    const remedies = [0, 4, 5, 50].map((waits) => remedyFor('net.offline', { attempt: 4, waits }));
    expect(remedies.map(({ type }) => type)).toEqual(['wait', 'wait', 'look', 'look']);
    expect(remedies.at(-1)).toMatchObject({ afterMs: 120_000 });
    expect(remedyFor('net.offline', { waits: 5 }).type).toBe('again');
  });

  it.each(['net.timeout', 'platform.no_answer'] as const)(
    'waits for half an hour where it may be the site or this one alone, and then goes on with the others: %s',
    (code) => {
      const remedies = [0, 4, 5, 50].map((waits) => remedyFor(code, { attempt: 4, waits }).type);
      expect(remedies).toEqual(['wait', 'wait', 'refuse', 'refuse']);
    },
  );

  it('is as patient with a site that answers a whole list with an error', () => {
    const remedies = [0, 4, 5].map(
      (waits) => remedyFor('net.http', { attempt: 4, waits, isOneOfMany: false }).type,
    );
    expect(remedies).toEqual(['wait', 'wait', 'refuse']);
  });

  it.each(Object.keys(errorCodes) as ErrorCode[])(
    'tries %s again exactly when the list of errors says so',
    (code) => {
      const isTried = ['again', 'wait'].includes(remedyFor(code).type);
      expect(isTried).toBe(errorCodes[code].retryable);
    },
  );

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
