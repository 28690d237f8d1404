import { createGrowth } from '../../../shared/net/growth.ts';
import { createRateMeter } from '../../../shared/net/rate-meter.ts';
import type { Go } from './transfer.ts';

const tickMs = 250;
const growEveryTicks = 2;

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
