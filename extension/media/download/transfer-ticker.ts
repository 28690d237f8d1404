import { createRateMeter } from '../../../shared/net/rate-meter.ts';
import type { Go } from './transfer.ts';

const tickMs = 250;
/** Connections are added one by one, and only while each of them gains something. */
const growEveryTicks = 2;
const leastGain = 1.1;
/** A server this quick needs no further connection. */
const quickBytesPerSec = 32 * 1024 * 1024;

/** Whether another connection makes enough of a difference, asked about twice a second. */
function createGrowth(now: () => number): (bytes: number) => boolean {
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

/** The connections, as far as the ticker is concerned. */
interface Crew {
  startMore(count: number): void;
  countActive(): number;
  save(): Promise<void>;
}

/** What happens while the connections work: progress is told, the state is saved, connections are added. */
export function startTicker({ transfer, remote, map }: Go, { startMore, countActive, save }: Crew) {
  const meter = createRateMeter();
  const mayGrow = createGrowth(() => performance.now());
  let ticks = 0;
  let savedAtMs = performance.now();
  let saving: Promise<void> = Promise.resolve();
  const tick = (): void => {
    ticks += 1;
    const bytes = map.receivedBytes();
    transfer.onProgress({
      bytes,
      totalBytes: remote.totalBytes,
      bytesPerSec: meter.read(bytes, performance.now()),
    });
    // A state that cannot be written costs the resume, not the download.
    if (performance.now() - savedAtMs >= transfer.timing.saveEveryMs) {
      savedAtMs = performance.now();
      saving = saving.then(save).catch(() => undefined);
    }
    if (transfer.connections === null && ticks % growEveryTicks === 0 && mayGrow(bytes))
      startMore(countActive() + 1);
  };
  const timer = setInterval(tick, tickMs);
  return {
    async stop() {
      clearInterval(timer);
      await saving;
    },
  };
}
