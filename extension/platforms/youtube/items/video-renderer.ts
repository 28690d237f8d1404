/** The list entries of the generation before view models: one renderer per place, all alike. */
import type { Item, ItemKind } from '../../../../shared/model/item.ts';
import { at, type Json, toArray, toLoose, toText, toWhole } from '../../../core/json.ts';
import { parseCount } from '../../../core/pages/counts.ts';
import { readCount } from '../documents/counts.ts';
import { readDuration } from '../documents/duration.ts';
import { readLabel, readPlainText, readText } from '../documents/text.ts';
import { type Badges, readRendererBadges } from './badge.ts';
import { createItem, putByline, putCount, readId, toCreatedAt, toPlayableMedia } from './item.ts';

/**
 * Reads `videoRenderer`, `gridVideoRenderer`, `compactVideoRenderer`, `playlistVideoRenderer`,
 * `playlistPanelVideoRenderer` and `reelItemRenderer`; null when there is no video id.
 */
export function readVideoRenderer(renderer: Json): Item | null {
  const id = readId(renderer.videoId);
  if (id === null) return null;
  const badges = readRendererBadges(renderer);
  const item = createItem(toKind(renderer, badges), id);
  item.title = readText(renderer.title) ?? readText(renderer.headline) ?? '';
  item.durationSec = readLength(renderer, badges);
  item.privacy = badges.privacy;
  item.media = toPlayableMedia(id);
  putByline(item, renderer.ownerText ?? renderer.longBylineText ?? renderer.shortBylineText);
  putViewsAndDate(item, renderer);
  if (renderer.isPlayable === false) item.unavailable = readRefusal(renderer, item.title);
  return item;
}

function toKind(renderer: Json, badges: Badges): ItemKind {
  if (badges.live) return 'live';
  const endpoint = toLoose(renderer.navigationEndpoint);
  return badges.short || endpoint?.reelWatchEndpoint ? 'short' : 'video';
}

function readLength(renderer: Json, badges: Badges): number | null {
  if (badges.live || badges.upcoming) return null;
  return toWhole(renderer.lengthSeconds) ?? readDuration(renderer.lengthText) ?? badges.durationSec;
}

function putViewsAndDate(item: Item, renderer: Json): void {
  const info = toArray(toLoose(renderer.videoInfo)?.runs);
  const count =
    readCount(renderer.viewCountText) ??
    readCount(renderer.shortViewCountText) ??
    (info.length > 0 ? readCount(toLoose(info[0])?.text) : null);
  putCount(item, 'views', count);
  const date = readPlainText(renderer.publishedTimeText) ?? (info.length > 1 ? readLastInfo(info) : null);
  item.createdAt = toCreatedAt(date ?? readPlainText(at(renderer, 'upcomingEventData', 'upcomingEventText')));
}

function readLastInfo(info: unknown[]): string | null {
  return readPlainText(at(info.at(-1), 'text'));
}

/** A playlist says what became of a video only in its place: "[Deleted video]", "[Private video]". */
function readRefusal(renderer: Json, title: string): string {
  return readPlainText(renderer.unplayableText) || title || readLabel(renderer.title) || 'not playable';
}

/** A chart entry of charts.youtube.com, which has exact values. */
export function readChartVideo(entry: Json): Item | null {
  const id = readId(entry.id);
  if (id === null) return null;
  const item = createItem('video', id);
  item.title = readText(entry.title) ?? '';
  item.durationSec = toWhole(entry.videoDuration);
  item.media = toPlayableMedia(id);
  const name = toText(entry.channelName);
  const channelId = readId(entry.externalChannelId);
  if (name || channelId)
    putByline(item, {
      runs: [{ text: name ?? '', navigationEndpoint: { browseEndpoint: { browseId: channelId } } }],
    });
  putCount(item, 'views', toWhole(entry.viewCount) === null ? null : parseCount(String(entry.viewCount)));
  const { year, month, day } = {
    year: at(entry, 'releaseDate', 'year'),
    month: at(entry, 'releaseDate', 'month'),
    day: at(entry, 'releaseDate', 'day'),
  };
  const parts = [year, month, day].map(toWhole).filter((part) => part !== null);
  item.createdAt = toCreatedAt(parts.map((part) => String(part).padStart(2, '0')).join('-') || null);
  return item;
}
