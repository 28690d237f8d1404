import { AppError, toAppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { PlatformId } from '../../../shared/model/source.ts';
import { readRetryAfterSec } from '../../../shared/retry-after.ts';
import { createRequestLanes, type LanePorts } from '../../jobs/accounts/request-lanes.ts';
import { findPlatform } from '../../platforms/index.ts';
import { changeLedger, listLedgers, moveLedger } from '../../storage/ledger-store.ts';
import { readBudget } from '../../storage/saved-options.ts';
import { sleep } from './sleep.ts';

/** The ledgers of the library, the budgets of the settings, and the real clock. */
export const lanePorts: LanePorts = {
  changeLedger,
  moveLedger,
  listLedgers,
  async readBudget(id) {
    const platform = findPlatform(id);
    if (!platform) throw new AppError('input.not_supported');
    return readBudget(id, platform.budget);
  },
  nowMs: Date.now,
  random: Math.random,
  toLocalHour: (atMs) => new Date(atMs).getHours(),
  sleep,
};

/** The lanes of this browser's accounts, kept in the library. */
export const requestLanes = createRequestLanes(lanePorts);

/** What yt-dlp says of a video may be the video's own fault; these two are said of who asks. */
const ofTheAccount: readonly ErrorCode[] = ['platform.rate_limited', 'platform.checkpoint'];

/**
 * Lets the companion read a video's page with what the account has left: its requests are made with the login of the
 * browser, so they count as the browser's own.
 */
export async function extractInLane<T>(
  id: PlatformId,
  signal: AbortSignal,
  run: () => Promise<T>,
): Promise<T> {
  const lane = await requestLanes.findCurrent(id);
  await requestLanes.take(lane, findPlatform(id)?.requests.extraction ?? 1, signal);
  try {
    return await run();
  } catch (thrown) {
    const error = toAppError(thrown);
    if (ofTheAccount.includes(error.code)) await requestLanes.note(lane, error, readRetryAfterSec(error));
    throw thrown;
  }
}
