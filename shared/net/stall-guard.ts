import { callAfter, readClockMs } from './clock.ts';

/** A connection that brings less than this in a whole time span is as good as silent. */
const minBytes = 8 * 1024;

/** Watches one answer. */
export interface StallGuard {
  /** So many bytes have arrived. */
  add(bytes: number): void;
  /** While we ourselves do not read, silence is no fault of the server. */
  pause(): void;
  resume(): void;
  stop(): void;
}

/** Calls `onStall` once when less than 8 KiB arrive in `timeoutMs`. One timer for each span, not for each chunk. */
export function createStallGuard(timeoutMs: number, onStall: () => void): StallGuard {
  let arrivedBytes = 0;
  let sinceMs = readClockMs();
  let isPaused = false;
  const look = (): void => {
    const leftMs = isPaused ? timeoutMs : sinceMs + timeoutMs - readClockMs();
    if (leftMs > 0) stop = callAfter(leftMs, look);
    else onStall();
  };
  const begin = (): void => {
    arrivedBytes = 0;
    sinceMs = readClockMs();
  };
  let stop = callAfter(timeoutMs, look);
  return {
    add(bytes) {
      arrivedBytes += bytes;
      if (arrivedBytes >= minBytes) begin();
    },
    pause() {
      isPaused = true;
    },
    resume() {
      isPaused = false;
      begin();
    },
    stop: () => stop(),
  };
}
