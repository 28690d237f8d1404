import { callEvery, readClockMs } from './clock.ts';
import type { Go } from './go.ts';
import { createGrowth } from './growth.ts';
import { createRateMeter } from './rate-meter.ts';

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
  const mayGrow = createGrowth(readClockMs);
  let ticks = 0;
  let savedAtMs = readClockMs();
  let saving: Promise<void> = Promise.resolve();
  const tick = (): void => {
    ticks += 1;
    const bytes = map.receivedBytes();
    const nowMs = readClockMs();
    transfer.onProgress({ bytes, totalBytes: remote.totalBytes, bytesPerSec: meter.read(bytes, nowMs) });
    // A state that cannot be written costs the resume, not the download.
    if (nowMs - savedAtMs >= transfer.timing.saveEveryMs) {
      savedAtMs = nowMs;
      saving = saving.then(save).catch(() => undefined);
    }
    if (transfer.connections === null && ticks % growEveryTicks === 0 && mayGrow(bytes))
      startMore(countActive() + 1);
  };
  const end = callEvery(tickMs, tick);
  return {
    async stop() {
      end();
      await saving;
    },
  };
}
