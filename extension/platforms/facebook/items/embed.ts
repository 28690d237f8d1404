/** The player that other sites embed: one video's files and nothing of the post. */
import type { Item } from '../../../../shared/model/item.ts';
import { toWhole } from '../../../core/json.ts';
import { readModule } from '../documents/html.ts';
import { seek, type Unread } from '../documents/seek.ts';
import { matchUrl, toVideoUrl } from '../urls.ts';
import { readNumericId } from './ids.ts';
import { createItem, withUnread } from './item.ts';
import { toSiteUrl } from './links.ts';
import { readVideoFiles } from './video-files.ts';

/** Finds what the page hands to its player; undefined when there is no player. */
export function readVideoConfig(text: string): unknown {
  return text.includes('"VideoConfig"') ? readModule(text, 'VideoConfig') : undefined;
}

/** The video of an embedded player; null when it has no id. */
export function readEmbeddedVideo(config: unknown): Item | null {
  const video = seek(config, 'videoData', 0);
  const id = readNumericId(seek(config, 'video_id')) ?? readNumericId(seek(video, 'video_id'));
  if (id === null) return null;
  const unread: Unread = new Set();
  const url = toSiteUrl(seek(video, 'video_url'));
  const isReel = url !== null && matchUrl(new URL(url))?.kind === 'reel';
  const isLive = seek(video, 'is_live_stream') === true;
  if (url === null) unread.add('url');
  const item = createItem(isReel ? 'reel' : isLive ? 'live' : 'video', id, url ?? toVideoUrl(id));
  const variants = readVideoFiles(video, unread);
  if (toWhole(seek(video, 'original_width')) === null) unread.add('media');
  item.media = [{ id, kind: 'video', variants }];
  return withUnread(item, unread);
}
