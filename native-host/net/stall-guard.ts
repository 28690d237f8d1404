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

/** Calls `onStall` once when less than 8 KiB arrive in `timeoutMs`. */
export function createStallGuard(timeoutMs: number, onStall: () => void): StallGuard {
  let timer = setTimeout(onStall, timeoutMs);
  let arrivedBytes = 0;
  return {
    add(bytes) {
      arrivedBytes += bytes;
      if (arrivedBytes < minBytes) return;
      arrivedBytes = 0;
      timer.refresh();
    },
    pause: () => clearTimeout(timer),
    resume() {
      clearTimeout(timer);
      timer = setTimeout(onStall, timeoutMs);
    },
    stop: () => clearTimeout(timer),
  };
}
