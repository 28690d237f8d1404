/** The list entries of 2025 and later: view models whose texts stand in rows without names. */
import type { Item, ItemKind } from '../../../../shared/model/item.ts';
import { at, type Json, type Loose, toArray, toLoose, toObject, toText } from '../../../core/json.ts';
import { parseCount } from '../../../core/pages/counts.ts';
import { readCount } from '../documents/counts.ts';
import { readPlainText, readText } from '../documents/text.ts';
import { type Badges, readOverlayBadges } from './badge.ts';
import {
  createItem,
  putAuthors,
  putCount,
  readCollaborators,
  readId,
  readRunEndpoint,
  readThumbnails,
  toAuthor,
  toCreatedAt,
  toPlayableMedia,
} from './item.ts';

const listTypes = /_(PLAYLIST|PODCAST|ALBUM|COURSE|SHOW|MIX|RADIO)$/;

/** Reads `lockupViewModel`, whatever it stands for; null when it has no id or is no video, list or channel. */
export function readLockup(lockup: Json): Item | null {
  const id = readId(lockup.contentId);
  const type = toText(lockup.contentType) ?? 'LOCKUP_CONTENT_TYPE_VIDEO';
  if (id === null) return null;
  if (type === 'LOCKUP_CONTENT_TYPE_VIDEO') return readVideoLockup(lockup as Loose, id, type);
  if (listTypes.test(type)) return readListLockup(lockup as Loose, id);
  if (/_CHANNEL$/.test(type)) return readChannelLockup(lockup, id);
  return /_(VIDEO|SHORT|SHORTS|MOVIE|EPISODE|CLIP|UNSPECIFIED)$/.test(type)
    ? readVideoLockup(lockup as Loose, id, type)
    : null;
}

function readVideoLockup(lockup: Loose, id: string, type: string): Item {
  const badges = readOverlayBadges(lockup.contentImage?.thumbnailViewModel?.overlays);
  const meta = lockup.metadata?.lockupMetadataViewModel;
  const item = createItem(toVideoKind(lockup, badges, type), id);
  item.title = readText(meta?.title) ?? '';
  item.durationSec = badges.live || badges.upcoming ? null : badges.durationSec;
  item.privacy = badges.privacy;
  item.media = toPlayableMedia(id);
  const facts = putOwner(item, meta?.image, readRows(meta?.metadata));
  putFacts(item, facts, badges);
  if (isPlaceholder(item)) item.unavailable = item.title;
  return item;
}

/** What a playlist shows in the place of a video that is gone: a title in brackets and nothing else. */
function isPlaceholder(item: Item): boolean {
  return item.durationSec === null && item.author === null && /^\[[^\]]+\]$/.test(item.title);
}

function toVideoKind(lockup: Loose, badges: Badges, type: string): ItemKind {
  if (badges.live) return 'live';
  if (badges.short || /_SHORTS?$/.test(type)) return 'short';
  const tap = lockup.rendererContext?.commandContext?.onTap?.innertubeCommand;
  return tap?.reelWatchEndpoint === undefined ? 'video' : 'short';
}

type Row = Loose[];

/** The rows that hold text, each a list of parts. */
function readRows(metadata: Loose | undefined): Row[] {
  const rows: Row[] = [];
  for (const row of toArray(metadata?.contentMetadataViewModel?.metadataRows)) {
    const parts: Row = [];
    for (const part of toArray(toLoose(row)?.metadataParts)) if (toObject(part)) parts.push(part as Loose);
    if (parts.length > 0) rows.push(parts);
  }
  return rows;
}

/**
 * Takes the owner out of the rows and gives back the parts that are left. On a channel's own tabs there is no owner
 * row; elsewhere it is the first: it links to the channel, opens the dialog of a collaboration, or stands beside an
 * avatar.
 */
function putOwner(item: Item, image: Loose | undefined, rows: Row[]): Row {
  const part = rows[0]?.[0];
  if (!part) return [];
  const text = part.text ?? part.avatarStack?.avatarStackViewModel?.text;
  const link = readRunEndpoint(text);
  if (!link) putAuthors(item, readOwnersOf(text, image));
  const name = readPlainText(text);
  const besideAvatar = image !== undefined && (rows.length > 1 || !/\d/.test(name ?? ''));
  const isOwner = item.author !== null || Boolean(link) || besideAvatar;
  if (isOwner) item.author ??= toAuthor(name, link ?? readAvatarEndpoint(image));
  const parts: Row = [];
  for (const row of rows) for (const each of row) if (!isOwner || each !== part) parts.push(each);
  return parts;
}

function readOwnersOf(
  text: Loose | undefined,
  image: Loose | undefined,
): ReturnType<typeof readCollaborators> {
  const run = toLoose(toArray(text?.commandRuns)[0]);
  const own = readCollaborators(run?.onTap?.innertubeCommand);
  if (own.length > 0) return own;
  return readCollaborators(
    image?.avatarStackViewModel?.rendererContext?.commandContext?.onTap?.innertubeCommand,
  );
}

function readAvatarEndpoint(image: Loose | undefined): unknown {
  const context = image?.decoratedAvatarViewModel?.rendererContext?.commandContext;
  return context?.onTap?.innertubeCommand?.browseEndpoint;
}

/** Of two parts the first counts views and the second tells the time. A single one has to be looked at. */
function putFacts(item: Item, parts: Row, badges: Badges): void {
  const texts: string[] = [];
  for (const part of parts) {
    const text = readPlainText(part.text);
    if (text) texts.push(text);
  }
  const first = texts[0];
  const second = texts[1];
  if (first === undefined) return;
  if (second !== undefined) {
    if (!badges.upcoming) putCount(item, 'views', parseCount(first));
    item.createdAt = toCreatedAt(second);
  } else if (badges.live || isViews(first)) {
    putCount(item, 'views', parseCount(first));
  } else {
    item.createdAt = toCreatedAt(first);
  }
}

/** A lone text is a count when it says so, is rounded, or has more digits than "11 months ago" ever has. */
function isViews(text: string): boolean {
  if (/\b(views?|watching|waiting)\b/i.test(text)) return true;
  if (/\b(ago|streamed|premiere[sd]?|scheduled|yesterday|today)\b/i.test(text)) return false;
  const count = parseCount(text);
  return count !== null && (count.precision === 'rounded' || (count.value > 999 && !/\d[/.:-]\d/.test(text)));
}

function readListLockup(lockup: Loose, id: string): Item {
  const item = createItem('playlist', id);
  const meta = lockup.metadata?.lockupMetadataViewModel;
  const image = lockup.contentImage?.collectionThumbnailViewModel?.primaryThumbnail?.thumbnailViewModel;
  item.title = readText(meta?.title) ?? '';
  putCount(item, 'items', readCount(readOverlayBadges(image?.overlays).text));
  item.media = readThumbnails(image?.image?.sources);
  const part = readRows(meta?.metadata)[0]?.[0];
  const link = readRunEndpoint(part?.text);
  if (toText(at(link, 'browseId'))?.startsWith('UC')) item.author = toAuthor(readPlainText(part?.text), link);
  return item;
}

function readChannelLockup(lockup: Json, id: string): Item {
  const item = createItem('channel', id);
  item.title = readText(at(lockup, 'metadata', 'lockupMetadataViewModel', 'title')) ?? '';
  return item;
}

/** Reads `shortsLockupViewModel`: a short shows its title and rounded views, never a date or a length. */
export function readShortsLockup(renderer: Json): Item | null {
  const lockup = renderer as Loose;
  const tap = lockup.onTap?.innertubeCommand?.reelWatchEndpoint?.videoId;
  const id =
    readId(tap) ?? readId(/^shorts-shelf-item-([\w-]{11})$/.exec(toText(lockup.entityId) ?? '')?.[1]);
  if (id === null) return null;
  const item = createItem('short', id);
  item.title = readText(lockup.overlayMetadata?.primaryText) ?? '';
  item.media = toPlayableMedia(id);
  putCount(item, 'views', readCount(lockup.overlayMetadata?.secondaryText));
  return item;
}
