import { AppError, fromWire } from '../../../../shared/app-error.ts';
import type { Item } from '../../../../shared/model/item.ts';
import type { Json } from '../../../core/json.ts';
import { readFacts } from '../documents/facts.ts';
import { isLiveNow, readPlayer } from '../items/player.ts';
import { mergeWatch, readWatch } from '../items/watch.ts';
import { readPlayability } from '../pages/negative.ts';
import type { Desk } from '../session/desk.ts';

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
