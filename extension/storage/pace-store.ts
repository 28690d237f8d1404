/** The request buckets of the platforms. */

import type { PlatformId } from '../../shared/model/source.ts';
import type { Pace } from '../core/pace.ts';
import { openLibrary } from './database.ts';

/** Changes a bucket in one transaction, so that two jobs cannot take the same turn. */
export async function changePace<T extends { pace: Pace }>(
  platform: PlatformId,
  change: (pace: Pace | undefined) => T,
): Promise<T> {
  const transaction = (await openLibrary()).transaction('paces', 'readwrite');
  const result = change(await transaction.store.get(platform));
  await transaction.store.put(result.pace, platform);
  await transaction.done;
  return result;
}
