/** The requests of one go at a file, which all end together. */
import { AppError } from '../../../shared/app-error.ts';
import type { Pauses } from '../../../shared/net/patience.ts';
import type { Line } from '../../../shared/net/transfer.ts';
import type { FileRequests } from './file-request.ts';
import { pause } from './pause.ts';

/** Waits that end with a signal. */
export const toPauses = (signal: AbortSignal): Pauses => ({
  throwIfAborted: () => signal.throwIfAborted(),
  sleep: (ms) => pause(ms, signal),
});

/** A line over the requests for one address. */
export function openLine(requests: FileRequests, outer: AbortSignal): Line {
  const ending = new AbortController();
  const signal = AbortSignal.any([outer, ending.signal]);
  return {
    ...toPauses(signal),
    askFirst: (upTo) => requests.askFirst(upTo, signal),
    askPart: (part) => requests.askPart(part, signal),
    end: () => ending.abort(new AppError('job.cancelled')),
  };
}
