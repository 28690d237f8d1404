/**
 * What is attached to a story: pictures, videos, a reel, a link, an event of a life. Two generations of the path live
 * side by side (`styles` in feeds, `style_type_renderer` on the list of one's own posts), and one story may hold the
 * same attachments twice. What a kind of attachment holds is told by its content; its name only says whether it is new.
 */
import type { SharedPost } from '../../../../shared/model/item.ts';
import type { Media } from '../../../../shared/model/media.ts';
import type { SourceRef } from '../../../../shared/model/source.ts';
import { toArray, toText, toWhole } from '../../../core/json.ts';
import { countDrift, type Drift } from '../documents/drift.ts';
import { hasKey, readPlain, seek, type Unread } from '../documents/seek.ts';
import { matchUrl } from '../urls.ts';
import { readNumericId } from './ids.ts';
import { readText } from './item.ts';
import { toCleanUrl, toSiteUrl } from './links.ts';
import { readImage, readPhotoMedia } from './photo.ts';
import { readReelShare } from './reel-share.ts';
import { isFullVideo, readVideo } from './video.ts';

/** What the attachments of one story give to its item. */
export interface AttachmentsRead {
  media: Media[];
  /** Of the videos among them, in order. */
  durationsSec: (number | null)[];
  /** How many pictures and videos there are, where the page shows only the first of them. */
  itemCount: number | null;
  occasion: string | null;
  /** A link, or somebody's reel, that is shared by being attached. */
  shared: SharedPost | null;
  isLive: boolean;
  isProtected: boolean;
}

/** What is being read, and where to say what was not understood. */
interface Reading {
  read: AttachmentsRead;
  unread: Unread;
  drift: Drift;
  /** Who posts, and where: a reel of somebody else, or at another address, is a shared one. */
  authorId: string | null;
  url: string | null;
  /** Marks the media of what is shared, which are not the poster's. */
  prefix: 'shared-' | '';
}

/** Kinds whose content is read; others are read as far as they resemble these, and counted. */
const knownRenderers =
  /^StoryAttachment(Album\w*|Photo|Video|FBReels|Share|Fallback|LifeEvent)StyleRenderer$/;

/** Reads the attachments of a story from every place they stand in; each picture and video once. */
export function readAttachments(places: readonly unknown[], reading: Omit<Reading, 'read'>): AttachmentsRead {
  const read: AttachmentsRead = {
    media: [],
    durationsSec: [],
    itemCount: null,
    occasion: null,
    shared: null,
    isLive: false,
    isProtected: false,
  };
  const lists = places.filter((place) => place !== undefined);
  if (!lists.some((list) => list === null || Array.isArray(list))) reading.unread.add('media');
  for (const list of lists) for (const entry of toArray(list)) readAttachment(entry, { ...reading, read });
  return read;
}

function readAttachment(entry: unknown, reading: Reading): void {
  const renderer = findRenderer(entry);
  const attachment = seek(renderer, 'attachment');
  const name = toText(seek(renderer, '__typename'));
  if (name === null || !knownRenderers.test(name)) countDrift(reading.drift, name ?? 'attachment');
  if (typeof attachment === 'object' && attachment !== null) {
    readContent(attachment, reading);
    // Where the kind of link is told, all of it is asked for.
    const isLink = hasKey(renderer, 'attachment_type');
    if (isLink && !(hasKey(attachment, 'description') && hasKey(attachment, 'source')))
      reading.unread.add('sharedPost');
    return;
  }
  reading.unread.add('media');
  const medium = seek(entry, 'media');
  if (typeof medium === 'object' && medium !== null) readMedium(medium, reading);
}

function findRenderer(entry: unknown): unknown {
  for (const key of ['styles', 'style_type_renderer', 'attachment_target_renderer', 'throwbackStyles']) {
    const renderer = seek(entry, key);
    if (typeof renderer === 'object' && renderer !== null) return renderer;
  }
  return null;
}

function readContent(attachment: object, reading: Reading): void {
  const subs = findSubattachments(attachment);
  const nodes = toArray(seek(subs, 'nodes'));
  for (const node of nodes) if (!readMedium(seek(node, 'media'), reading)) reading.unread.add('media');
  if (hasKey(attachment, 'all_subattachments') && !Array.isArray(seek(subs, 'nodes')))
    reading.unread.add('media');
  putCount(subs, nodes.length, reading);
  const isRead = [readStyles(attachment, reading), readLink(attachment, reading), nodes.length > 0].includes(
    true,
  );
  const medium = seek(attachment, 'media');
  if (medium !== undefined && medium !== null) {
    if (!readMedium(medium, reading)) reading.unread.add('media');
  } else if (medium === undefined && (!isRead || hasKey(attachment, 'source'))) {
    reading.unread.add('media');
  }
}

/** Albums in feeds show their first pictures in a frame of five, four, three. */
function findSubattachments(attachment: object): unknown {
  for (const key of Object.keys(attachment)) {
    if (!/subattachments$/.test(key)) continue;
    const subs = seek(attachment, key);
    if (toArray(seek(subs, 'nodes')).length > 0) return subs;
  }
  return seek(attachment, 'all_subattachments');
}

function putCount(subs: unknown, shown: number, { read, unread }: Reading): void {
  const count = toWhole(seek(subs, 'count'));
  if (hasKey(subs, 'nodes') && shown > 0 && count === null) unread.add('stats.items');
  if (count === null) return;
  read.itemCount = Math.max(count, read.itemCount ?? 0);
  // The rest of a large album is on a page of its own.
  if (count > shown) unread.add('media');
}

/** Photos in posts come with a description for those who cannot see them. */
const captioned = { isCaptioned: true };

/** True when the value was understood as media. */
function readMedium(medium: unknown, reading: Reading): boolean {
  const name = toText(seek(medium, '__typename'));
  switch (name) {
    case 'Video':
      return putVideo(medium, reading);
    case 'Photo':
      return putMedia([readPhotoMedia(medium, reading.unread, captioned)], reading);
    case 'GenericAttachmentMedia':
      return putPreview(medium, reading);
    default:
      countDrift(reading.drift, name ?? 'media');
      return putMedia([readPhotoMedia(medium, reading.unread, captioned)], reading);
  }
}

function putVideo(medium: unknown, reading: Reading): boolean {
  const video = readVideo(medium, reading.unread);
  if (!video) return false;
  if (!reading.read.media.some(({ id }) => id === `${reading.prefix}${video.id}`))
    reading.read.durationsSec.push(video.durationSec);
  reading.read.isLive ||= video.isLive;
  reading.read.isProtected ||= video.isProtected;
  return putMedia(video.media, reading);
}

/** The picture of a link is a picture of what it leads to, not of the post. */
function putPreview(medium: unknown, reading: Reading): boolean {
  const id = readPlain(seek(medium, 'id'));
  const images = ['fallback_image', 'image', 'large_share_image', 'flexible_height_share_image'];
  const variants = images.flatMap((key) => readImage(seek(medium, key), reading.unread) ?? []);
  if (variants.length > 0)
    putMedia([{ id: `thumbnail-${id ?? 'link'}`, kind: 'thumbnail', variants }], reading);
  const isStated = variants.length > 0 || images.some((key) => seek(medium, key) === null);
  if (id === null || !isStated) reading.unread.add('media.thumbnail');
  return true;
}

/** Media that were met before are kept in their fuller form. */
function putMedia(found: (Media | null)[], { read, prefix }: Reading): boolean {
  for (const seen of found) {
    if (!seen) continue;
    const media = { ...seen, id: `${prefix}${seen.id}` };
    const index = read.media.findIndex(({ id }) => id === media.id);
    const known = read.media[index];
    if (!known) read.media.push(media);
    else if (media.variants.length > known.variants.length) read.media[index] = media;
  }
  return found.some((media) => media !== null);
}

/** Reels and events of a life are described by styles. */
function readStyles(attachment: object, reading: Reading): boolean {
  let isRead = false;
  for (const style of toArray(seek(attachment, 'style_infos'))) {
    const reel = seek(style, 'fb_shorts_story');
    if (typeof reel === 'object' && reel !== null) isRead = readReel(reel, reading) || isRead;
    const title = readPlain(seek(style, 'life_event_title')) ?? readPlain(seek(style, 'third_person_title'));
    if (title === null) continue;
    if (typeof seek(style, 'life_event_title') !== 'string') reading.unread.add('occasion');
    reading.read.occasion = title;
    isRead = true;
  }
  return isRead;
}

function readReel(reel: object, reading: Reading): boolean {
  const share = readReelShare(reel, reading.authorId, reading.unread);
  reading.read.shared = share.shared ?? reading.read.shared;
  const inside: Reading = share.shared ? { ...reading, prefix: 'shared-' } : reading;
  const attached = toArray(seek(reel, 'attachments')).map((entry) => seek(entry, 'media'));
  const videos = [...attached, seek(reel, 'short_form_video_context', 'playback_video')].filter(
    (video) => video !== undefined && video !== null,
  );
  // A late part may name the video again, with nothing of its files.
  if (!videos.some(isFullVideo)) reading.unread.add('media.files');
  return videos.map((video) => readMedium(video, inside)).includes(true);
}

/** A link: its title and description are what would be lost with it. */
function readLink(attachment: object, reading: Reading): boolean {
  const url = toSiteUrl(seek(attachment, 'url')) ?? toCleanUrl(seek(attachment, 'url'));
  const titles = [seek(attachment, 'title'), seek(attachment, 'title_with_entities', 'text')];
  const title = titles.map(readPlain).find((text) => text !== null) ?? null;
  if (!hasKey(attachment, 'source') && title === null) return false;
  const description = readText(seek(attachment, 'description'));
  const source = readText(seek(attachment, 'source'));
  if (!isWholeLink(attachment, { url, title, description, source })) reading.unread.add('sharedPost');
  const ref = url === null ? null : matchUrl(new URL(url));
  if (ref) putLinked(ref, reading);
  if (url !== null && url === reading.url) return true;
  reading.read.shared ??= {
    id: null,
    url,
    // What is on Facebook has an author there; "Facebook" is not it.
    author: source && !ref ? { id: null, name: source, handle: null, url: null } : null,
    text: [title, description].filter(Boolean).join('\n') || null,
    createdAt: { precision: 'unknown' },
  };
  return true;
}

interface LinkParts {
  url: string | null;
  title: string | null;
  description: string | null;
  source: string | null;
}

/** False when a part of a link is missing that links of its kind have. */
function isWholeLink(attachment: object, { url, title, description, source }: LinkParts): boolean {
  const isDescribed = description !== null || (seek(attachment, 'description') ?? null) === null;
  // "This content isn't available right now" leads nowhere, and an album has no source.
  const isNotice = !hasKey(attachment, 'url') && !hasKey(attachment, 'source');
  const isSourced = source !== null || seek(attachment, 'source') === null;
  const isAlbum = hasKey(attachment, 'mediaset_token');
  return title !== null && isDescribed && (isNotice || (url !== null && (isSourced || isAlbum)));
}

/** A reel or video that is only linked to: it is known which one it is, and nothing of its files. */
function putLinked({ kind, id, url }: SourceRef, reading: Reading): void {
  if ((kind !== 'reel' && kind !== 'video') || readNumericId(id) === null) return;
  const prefix = url === reading.url ? '' : 'shared-';
  putMedia([{ id, kind: 'video', variants: [] }], { ...reading, prefix });
}
