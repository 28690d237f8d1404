/** How fast something is, over the last seconds. */
export interface RateMeter {
  /** Notes the count as it is now and gives the speed; null until there is a span to measure. */
  read(bytes: number, nowMs: number): number | null;
}

const spanMs = 3000;
const leastSpanMs = 200;

/** Bytes per second between the oldest note of the last three seconds and the newest. */
export function createRateMeter(): RateMeter {
  let notes: { bytes: number; atMs: number }[] = [];
  return {
    read(bytes, nowMs) {
      notes = [...notes.filter(({ atMs }) => nowMs - atMs <= spanMs), { bytes, atMs: nowMs }];
      const [oldest] = notes;
      if (!oldest || nowMs - oldest.atMs < leastSpanMs) return null;
      return (Math.max(0, bytes - oldest.bytes) / (nowMs - oldest.atMs)) * 1000;
    },
  };
}
