/** A connection that brings less than this in a whole time span is as good as silent. */
const minBytes = 8 * 1024;

/** Watches one answer. */
export interface StallGuard {
  /** So many bytes have arrived. */
  add(bytes: number): void;
  /** While we ourselves do not read, silence is no fault of the server. */
  excuse(): void;
  stop(): void;
}

/** Calls `onStall` once when less than 8 KiB arrive in a span of `timeoutMs`. One timer for each span, not for each chunk. */
export function createStallGuard(timeoutMs: number, onStall: () => void): StallGuard {
  let arrivedBytes = 0;
  const timer = setInterval(() => {
    if (arrivedBytes < minBytes) {
      clearInterval(timer);
      onStall();
    }
    arrivedBytes = 0;
  }, timeoutMs);
  return {
    add(bytes) {
      arrivedBytes += bytes;
    },
    excuse() {
      arrivedBytes = minBytes;
    },
    stop: () => clearInterval(timer),
  };
}
