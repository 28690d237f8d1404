/** Signals, as browsers and Node both have them; declared here because this room is typed for neither. */
import { callAfter } from './clock.ts';
import type { Pauses } from './patience.ts';

/** What is used of one. */
export interface Signal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', call: () => void, options: { once: true }): void;
  removeEventListener(type: 'abort', call: () => void): void;
}

declare class AbortController<Own extends Signal> {
  readonly signal: Own;
  abort(reason: unknown): void;
}
declare const AbortSignal: { any<Own extends Signal>(signals: readonly Own[]): Own };

/** A signal that aborts with `outer`, or at the call of `end`. */
export function createEnding<Own extends Signal>(outer: Own): { signal: Own; end(reason: unknown): void } {
  const controller = new AbortController<Own>();
  return {
    signal: AbortSignal.any([outer, controller.signal]),
    end: (reason) => controller.abort(reason),
  };
}

/** Resolves after `ms`; rejects with the signal's reason as soon as it aborts. */
function pause(ms: number, signal: Signal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      cancel();
      reject(signal.reason);
    };
    const cancel = callAfter(ms, () => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

/** Waits that end with a signal. */
export const toPauses = (signal: Signal): Pauses => ({
  throwIfAborted: () => signal.throwIfAborted(),
  sleep: (ms) => pause(ms, signal),
});
