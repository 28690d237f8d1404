import { AppError, fromWire } from '../../../shared/errors.ts';
import type { Item } from '../../../shared/model/item.ts';
import { readFacts } from './facts.ts';
import type { Desk } from './first-page.ts';
import type { Json } from './json.ts';
import { readPlayability } from './negative.ts';
import { isLiveNow, readPlayer } from './player.ts';
import { mergeWatch, readWatch } from './watch.ts';

/** Everything that the player and the watch page know about one video. Throws AppError when it cannot be watched. */
export async function readVideoDetails(desk: Desk, videoId: string): Promise<Item> {
  const [player, next] = await Promise.all([
    desk.tube.call('player', toPlayerBody(desk, videoId)),
    desk.tube.call('next', { videoId }),
  ]);
  // A session that ended would else make a private video of one's own look like somebody else's.
  if (desk.tube.config().LOGGED_IN === true && readFacts(player).loggedOut === true)
    throw new AppError('platform.login_required');
  const refusal = readPlayability(player);
  if (refusal) throw fromWire(refusal.error);
  if (isLiveNow(player)) throw new AppError('platform.not_finished');
  const item = readPlayer(player);
  if (!item || item.id !== videoId) throw new AppError('platform.page_changed');
  return mergeWatch(item, readWatch(next));
}

/** The time stamp of the player's script, which the page sends along. */
function toPlayerBody({ tube }: Desk, videoId: string): Json {
  const signatureTimestamp = tube.config().STS;
  if (signatureTimestamp === undefined) return { videoId };
  return { videoId, playbackContext: { contentPlaybackContext: { signatureTimestamp } } };
}
