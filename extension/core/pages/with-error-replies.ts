import { toAppError, toWire } from '../../../shared/app-error.ts';
import { readRetryAfterSec } from '../../../shared/retry-after.ts';
import type { CollectorReply, CollectorRequest } from './page-read.ts';

type Answer = (request: CollectorRequest) => Promise<CollectorReply>;

function toErrorReply(thrown: unknown): CollectorReply {
  const error = toAppError(thrown);
  return { error: toWire(error), retryAfterSec: readRetryAfterSec(error) };
}

/** Answers that never throw: errors are replies, with the seconds that the site wants to be left alone. */
export const withErrorReplies =
  (answer: Answer): Answer =>
  (request) =>
    answer(request).catch(toErrorReply);
