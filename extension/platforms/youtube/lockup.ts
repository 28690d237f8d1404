/** The list entries of 2025 and later: view models whose texts stand in rows without names. */
import type { Item, ItemKind } from '../../../shared/model/item.ts';
import { type Badges, readOverlayBadges } from './badge.ts';
import { parseCount, readCount } from './counts.ts';
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
import { at, type Json, toArray, toObject, toText } from './json.ts';
import { readPlainText, readText } from './text.ts';

const listTypes = /_(PLAYLIST|PODCAST|ALBUM|COURSE|SHOW|MIX|RADIO)$/;

/** Reads `lockupViewModel`, whatever it stands for; null when it has no id or is no video, list or channel. */
export function readLockup(lockup: Json): Item | null {
  const id = readId(lockup.contentId);
  const type = toText(lockup.contentType) ?? 'LOCKUP_CONTENT_TYPE_VIDEO';
  if (id === null) return null;
  if (listTypes.test(type)) return readListLockup(lockup, id);
  if (/_CHANNEL$/.test(type)) return readChannelLockup(lockup, id);
  return /_(VIDEO|SHORT|SHORTS|MOVIE|EPISODE|CLIP|UNSPECIFIED)$/.test(type)
    ? readVideoLockup(lockup, id, type)
    : null;
}

function readVideoLockup(lockup: Json, id: string, type: string): Item {
  const badges = readOverlayBadges(at(lockup, 'contentImage', 'thumbnailViewModel', 'overlays'));
  const meta = at(lockup, 'metadata', 'lockupMetadataViewModel');
  const item = createItem(toVideoKind(lockup, badges, type), id);
  item.title = readText(at(meta, 'title')) ?? '';
  item.durationSec = badges.live || badges.upcoming ? null : badges.durationSec;
  item.privacy = badges.privacy;
  item.media = toPlayableMedia(id);
  const rows = readRows(at(meta, 'metadata'));
  const facts = putOwner(item, meta, rows);
  putFacts(item, facts, badges);
  if (isPlaceholder(item)) item.unavailable = item.title;
  return item;
}

/** What a playlist shows in the place of a video that is gone: a title in brackets and nothing else. */
function isPlaceholder(item: Item): boolean {
  return /^\[[^\]]+\]$/.test(item.title) && item.durationSec === null && item.author === null;
}

function toVideoKind(lockup: Json, badges: Badges, type: string): ItemKind {
  if (badges.live) return 'live';
  const tap = at(lockup, 'rendererContext', 'commandContext', 'onTap', 'innertubeCommand');
  return badges.short || /_SHORTS?$/.test(type) || at(tap, 'reelWatchEndpoint') !== undefined
    ? 'short'
    : 'video';
}

type Row = Json[];

/** The rows that hold text, each a list of parts. */
function readRows(metadata: unknown): Row[] {
  const rows: Row[] = [];
  for (const row of toArray(at(metadata, 'contentMetadataViewModel', 'metadataRows'))) {
    const parts: Row = [];
    for (const part of toArray(at(row, 'metadataParts'))) {
      const object = toObject(part);
      if (object) parts.push(object);
    }
    if (parts.length > 0) rows.push(parts);
  }
  return rows;
}

/**
 * Takes the owner out of the rows and gives back the parts that are left. On a channel's own tabs there is no owner
 * row; elsewhere it is the first: it links to the channel, opens the dialog of a collaboration, or stands beside an
 * avatar.
 */
function putOwner(item: Item, meta: unknown, rows: Row[]): Row {
  const [first, ...rest] = rows;
  const [part] = first ?? [];
  if (!part) return [];
  const text = part.text ?? at(part, 'avatarStack', 'avatarStackViewModel', 'text');
  const link = readRunEndpoint(text);
  const image = toObject(at(meta, 'image'));
  putAuthors(item, readOwnersOf(text, image));
  const name = readPlainText(text);
  const besideAvatar = image !== null && (rest.length > 0 || !/\d/.test(name ?? ''));
  if (item.author === null && link === undefined && !besideAvatar) return rows.flat();
  item.author ??= toAuthor(name, link ?? readAvatarEndpoint(image));
  return [...(first ?? []).slice(1), ...rest.flat()];
}

function readOwnersOf(text: unknown, image: Json | null): ReturnType<typeof readCollaborators> {
  const own = readCollaborators(at(toArray(at(text, 'commandRuns'))[0], 'onTap', 'innertubeCommand'));
  if (own.length > 0) return own;
  const tap = at(
    image,
    'avatarStackViewModel',
    'rendererContext',
    'commandContext',
    'onTap',
    'innertubeCommand',
  );
  return readCollaborators(tap);
}

function readAvatarEndpoint(image: Json | null): unknown {
  const context = at(image, 'decoratedAvatarViewModel', 'rendererContext', 'commandContext');
  return at(context, 'onTap', 'innertubeCommand', 'browseEndpoint');
}

/** Of two parts the first counts views and the second tells the time. A single one has to be looked at. */
function putFacts(item: Item, parts: Row, badges: Badges): void {
  const texts = parts.flatMap((part) => readPlainText(part.text) ?? []).filter((text) => text !== '');
  const [first, second] = texts;
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

function readListLockup(lockup: Json, id: string): Item {
  const item = createItem('playlist', id);
  const meta = at(lockup, 'metadata', 'lockupMetadataViewModel');
  const image = at(
    lockup,
    'contentImage',
    'collectionThumbnailViewModel',
    'primaryThumbnail',
    'thumbnailViewModel',
  );
  item.title = readText(at(meta, 'title')) ?? '';
  putCount(item, 'items', readCount(readOverlayBadges(at(image, 'overlays')).text));
  item.media = readThumbnails(at(image, 'image', 'sources'));
  const [part] = readRows(at(meta, 'metadata'))[0] ?? [];
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
export function readShortsLockup(lockup: Json): Item | null {
  const tap = at(lockup, 'onTap', 'innertubeCommand', 'reelWatchEndpoint', 'videoId');
  const id =
    readId(tap) ?? readId(/^shorts-shelf-item-([\w-]{11})$/.exec(toText(lockup.entityId) ?? '')?.[1]);
  if (id === null) return null;
  const item = createItem('short', id);
  item.title = readText(at(lockup, 'overlayMetadata', 'primaryText')) ?? '';
  item.media = toPlayableMedia(id);
  putCount(item, 'views', readCount(at(lockup, 'overlayMetadata', 'secondaryText')));
  return item;
}
