/** Connections are added one by one, and only while each of them gains something. */
const leastGain = 1.1;
/** A server this quick needs no further connection. */
const quickBytesPerSec = 32 * 1024 * 1024;

/** Says whether one more connection is worth it, when it is asked at even times; `now` in milliseconds. */
export function createGrowth(now: () => number): (bytes: number) => boolean {
  let last = { bytes: 0, atMs: now() };
  let rateBefore = 0;
  let isEnough = false;
  return (bytes) => {
    const rate = ((bytes - last.bytes) / (now() - last.atMs)) * 1000;
    last = { bytes, atMs: now() };
    isEnough ||= rate >= quickBytesPerSec || rate < rateBefore * leastGain;
    rateBefore = rate;
    return !isEnough;
  };
}
