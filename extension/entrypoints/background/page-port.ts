import { AppError } from '../../../shared/errors.ts';
import type { PlatformId } from '../../../shared/model/source.ts';
import { fullPace, takeTurn } from '../../core/pace.ts';
import type { CollectorRequest } from '../../core/page-read.ts';
import type { PagePort } from '../../jobs/ports.ts';
import { askCollector } from '../../messaging/collector-tabs.ts';
import { findPlatform } from '../../platforms/index.ts';
import { changePace } from '../../storage/pace-store.ts';
import { readPaceLimits } from '../../storage/saved-options.ts';
import { sleep } from './sleep.ts';

/** Details are two requests of the page, the others one. */
const costOf = (request: CollectorRequest): number => (request.verb === 'details' ? 2 : 1);

/** Waits until the platform may be asked again; the turn is taken and stored before the wait. */
async function waitForTurn(platform: PlatformId, cost: number, signal: AbortSignal): Promise<void> {
  const limits = await readPaceLimits();
  const turn = { limits, nowMs: Date.now(), random: Math.random() };
  const { waitMs } = await changePace(platform, (stored) => {
    let taken = { waitMs: 0, pace: stored ?? fullPace(limits, turn.nowMs) };
    for (let count = 0; count < cost; count += 1) taken = takeTurn(taken.pace, turn);
    return taken;
  });
  if (waitMs > 0) await sleep(waitMs, signal);
}

/** Reads pages through tabs of the user's own browser, no faster than the platform's pace. */
export const pagePort: PagePort = {
  async ask(ref, request, signal) {
    const platform = findPlatform(ref.platform);
    if (!platform) throw new AppError('input.not_supported');
    await waitForTurn(ref.platform, costOf(request), signal);
    return askCollector({ platform, ref, request, signal });
  },
};
