/** Keeps a download below a speed, over all its connections. */
export interface SpeedLimit {
  /** Milliseconds to wait before more is read, after so many bytes; 0 for none. */
  spend(bytes: number, nowMs: number): number;
}

/** Of what was not used, no more than this much time is made up for. */
const creditMs = 250;

/** Null: as fast as it goes. */
export function createSpeedLimit(bytesPerSec: number | null): SpeedLimit {
  let freeAtMs = 0;
  return {
    spend(bytes, nowMs) {
      if (bytesPerSec === null) return 0;
      freeAtMs = Math.max(freeAtMs, nowMs - creditMs) + (bytes / bytesPerSec) * 1000;
      return Math.max(0, freeAtMs - nowMs);
    },
  };
}
