import { toAppError, toWire } from '../../../shared/app-error.ts';
import type { CollectorReply, CollectorRequest } from './page-read.ts';

type Answer = (request: CollectorRequest) => Promise<CollectorReply>;

function toErrorReply(thrown: unknown): CollectorReply {
  const error = toAppError(thrown);
  const { retryAfterSec } = error.context;
  return { error: toWire(error), retryAfterSec: typeof retryAfterSec === 'number' ? retryAfterSec : null };
}

/** Answers that never throw: errors are replies, with the seconds that the site wants to be left alone. */
export const withErrorReplies =
  (answer: Answer): Answer =>
  (request) =>
    answer(request).catch(toErrorReply);
