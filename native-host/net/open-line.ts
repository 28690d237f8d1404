/** The requests of one go at a file, which all end together. */
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../shared/app-error.ts';
import type { Pauses } from '../../shared/net/patience.ts';
import type { Line } from '../../shared/net/transfer.ts';
import type { AskForFile } from './file-request.ts';

/** Waits that end with a signal. */
export const toPauses = (signal: AbortSignal): Pauses => ({
  throwIfAborted: () => signal.throwIfAborted(),
  sleep: (ms) => sleep(ms, undefined, { signal }),
});

/** Parts are asked for when something of the file is known, never first. */
export function openLine(ask: AskForFile, outer: AbortSignal): Line {
  const ending = new AbortController();
  const signal = AbortSignal.any([outer, ending.signal]);
  return {
    ...toPauses(signal),
    askFirst: () => ask(null, signal),
    askPart: (part) => ask(part, signal),
    end: () => ending.abort(new AppError('job.cancelled')),
  };
}
