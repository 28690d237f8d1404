import { type Lane, parseLaneName } from '../../core/requests/lane-name.ts';
import { type RequestLedger, readLastUse } from '../../core/requests/request-ledger.ts';
import type { LanePorts } from './request-lanes.ts';

/** The lane of an account that was asked for before. */
export interface KnownLane {
  lane: Lane;
  ledger: RequestLedger;
}

/** Those of all platforms, or of one; the one that was asked for last is the first. */
export async function listKnownLanes(
  { listLedgers }: Pick<LanePorts, 'listLedgers'>,
  platform?: Lane['platform'],
): Promise<KnownLane[]> {
  const known = (await listLedgers()).flatMap(({ lane: name, ledger }) => {
    const lane = parseLaneName(name);
    return lane && (platform === undefined || lane.platform === platform) ? [{ lane, ledger }] : [];
  });
  return known.sort((one, other) => readLastUse(other.ledger) - readLastUse(one.ledger));
}
