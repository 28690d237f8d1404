/** The player's answer about one video: exact times and counts, description, tags, captions. */
import type { CreatedAt, Item, ItemKind, Privacy } from '../../../../shared/model/item.ts';
import type { Media } from '../../../../shared/model/media.ts';
import { at, type Json, toArray, toObject, toText, toWhole } from '../../../core/json.ts';
import { toExactCount } from '../../../core/pages/counts.ts';
import { readText } from '../documents/text.ts';
import { createItem, putCount, readId, toAuthor, toCreatedAt, toPlayableMedia } from './item.ts';

/** Reads a player response, also one cut to its microformat; null when it does not say which video it is about. */
export function readPlayer(player: unknown): Item | null {
  const details = toObject(at(player, 'videoDetails')) ?? {};
  const format = toObject(at(player, 'microformat', 'playerMicroformatRenderer')) ?? {};
  const id = readId(details.videoId) ?? readId(format.externalVideoId);
  if (id === null) return null;
  const item = createItem(toKind(details, format), id);
  item.title = readText(details.title) ?? readText(format.title) ?? '';
  item.text = readText(details.shortDescription) ?? readText(format.description);
  item.author = readOwner(details, format);
  item.createdAt = readCreatedAt(format);
  item.durationSec = readLength(details, format);
  item.category = toText(format.category);
  item.tags = toArray(details.keywords).flatMap((tag) => readText(tag) ?? []);
  item.privacy = readPrivacy(details, format);
  putCount(item, 'views', toExactCount(format.viewCount) ?? toExactCount(details.viewCount));
  putCount(item, 'likes', toExactCount(format.likeCount));
  item.media = [...toPlayableMedia(id), ...readCaptions(player)];
  return item;
}

function toKind(details: Json, format: Json): ItemKind {
  if (details.isLiveContent === true || details.isLive === true || format.liveBroadcastDetails !== undefined)
    return 'live';
  const path = toText(format.canonicalUrl) ?? '';
  return path.includes('/shorts/') || (format.isShortsEligible === true && isPortrait(format))
    ? 'short'
    : 'video';
}

/** Eligible are also square videos that are shown as ordinary ones; a portrait player is what makes a short. */
function isPortrait(format: Json): boolean {
  const width = toWhole(at(format, 'embed', 'width'));
  const height = toWhole(at(format, 'embed', 'height'));
  return width === null || height === null || height > width;
}

function readOwner(details: Json, format: Json): Item['author'] {
  const name = readText(details.author) ?? readText(format.ownerChannelName);
  const id = readId(details.channelId) ?? readId(format.externalChannelId);
  const path = /\/@[^/?#]+/.exec(toText(format.ownerProfileUrl) ?? '')?.[0] ?? null;
  return toAuthor(name, { browseId: id, canonicalBaseUrl: path });
}

function readCreatedAt(format: Json): CreatedAt {
  const live = toText(at(format, 'liveBroadcastDetails', 'startTimestamp'));
  const stated = toText(format.publishDate) ?? toText(format.uploadDate) ?? live;
  return toInstant(stated) ?? toCreatedAt(stated);
}

/** An instant with its offset as YouTube gives it; null for a day without a time. */
function toInstant(stated: string | null): CreatedAt | null {
  const exact = stated !== null && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(stated);
  return exact && !Number.isNaN(Date.parse(stated)) ? { precision: 'exact', at: stated } : null;
}

function readLength(details: Json, format: Json): number | null {
  const length = toWhole(details.lengthSeconds) ?? toWhole(format.lengthSeconds);
  // A running or coming stream says 0.
  return length === 0 ? null : length;
}

function readPrivacy(details: Json, format: Json): Privacy {
  if (details.isPrivate === true) return 'private';
  if (format.isUnlisted === true) return 'unlisted';
  return details.isPrivate === false && format.isUnlisted === false ? 'public' : 'unknown';
}

function readCaptions(player: unknown): Media[] {
  const tracks = toArray(at(player, 'captions', 'playerCaptionsTracklistRenderer', 'captionTracks'));
  const seen = new Set<string>();
  return tracks.slice(0, 300).flatMap((value) => {
    const track = toObject(value);
    const language = toText(track?.languageCode);
    if (!track || !language || !/^[\w-]{1,40}$/.test(language)) return [];
    const automatic = track.kind === 'asr';
    const id = `subtitle-${language}${automatic ? '-auto' : ''}`;
    if (seen.has(id)) return [];
    seen.add(id);
    return [{ id, kind: 'subtitle' as const, language, automatic, variants: readTrackVariants(track) }];
  });
}

/**
 * The address of a caption track as WebVTT. One that needs a token of origin (`exp=xpe`) answers nothing, and one
 * that names the user's own address must not be written down: both are left to yt-dlp.
 */
function readTrackVariants(track: Json): Media['variants'] {
  const base = toText(track.baseUrl);
  if (!base || !URL.canParse(base, 'https://www.youtube.com')) return [];
  const url = new URL(base, 'https://www.youtube.com');
  const ip = url.searchParams.get('ip') ?? '0.0.0.0';
  const isOurs = url.protocol === 'https:' && /(^|\.)youtube\.com$/.test(url.hostname);
  if (!isOurs || ip !== '0.0.0.0' || /(^|,)xpe(,|$)/.test(url.searchParams.get('exp') ?? '')) return [];
  url.searchParams.set('fmt', 'vtt');
  return [{ url: url.href, mimeType: 'text/vtt' }];
}

/** True while a stream is on: it can only be saved whole when it is over. */
export function isLiveNow(player: unknown): boolean {
  return (
    at(player, 'videoDetails', 'isLive') === true ||
    at(player, 'microformat', 'playerMicroformatRenderer', 'liveBroadcastDetails', 'isLiveNow') === true
  );
}
