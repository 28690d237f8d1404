/** What a site may say to any question. */
import { AppError } from '../../../shared/app-error.ts';
import { parseRetryAfter } from '../../../shared/retry-after.ts';
import type { PageAnswer } from './page-tap.ts';

/** Throws AppError: `platform.rate_limited`, or `platform.no_answer` for an answer without a word. */
export function throwRefusal({ status, headers, body }: PageAnswer, nowMs: number): void {
  throwRateLimit(status, headers['retry-after'], nowMs);
  if (status === 200 && body.trim() === '') throw new AppError('platform.no_answer');
}

/** Throws `platform.rate_limited` for "too many requests", with the seconds that the site wants to be left alone. */
export function throwRateLimit(status: number, retryAfter: string | null | undefined, nowMs: number): void {
  if (status !== 429) return;
  const retryAfterSec = parseRetryAfter(retryAfter, nowMs);
  throw new AppError('platform.rate_limited', undefined, {
    context: { status, ...(retryAfterSec !== null && { retryAfterSec }) },
  });
}
