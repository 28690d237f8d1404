/** A photo or a video as an item of its own: in the viewer, on its page, in albums and on a profile's tabs. */
import type { Item } from '../../../../shared/model/item.ts';
import { toArray } from '../../../core/json.ts';
import { hasKey, readPlain, seek, type Unread } from '../documents/seek.ts';
import { toPhotoUrl, toVideoUrl } from '../urls.ts';
import { readNumericId } from './ids.ts';
import { createItem, readActor, readTags, readText, readTime, withUnread } from './item.ts';
import { readPhotoMedia } from './photo.ts';
import { readPrivacy } from './privacy.ts';
import { readMediumStats } from './stats.ts';
import { listTimes, readStoryText } from './story-parts.ts';
import { isFullVideo, protectedReason, readVideo } from './video.ts';

/** A photo; `frame` is what a list has round it: a smaller picture, a title. Null when it has no id. */
export function readPhoto(photo: unknown, frame: unknown = null): Item | null {
  const id = readNumericId(seek(photo, 'id'));
  if (id === null) return null;
  const unread: Unread = new Set();
  const item = createItem('photo', id, toPhotoUrl(id));
  const media = readPhotoMedia(photo, unread, { thumbnail: seek(frame, 'image') });
  if (media) item.media = [media];
  putOrigin(item, photo);
  return withUnread(item, unread);
}

/**
 * A photo in the viewer, which alone has the file in full size, the time and the words below it. What it does not
 * say of them it is expected to.
 */
export function readViewedPhoto(photo: unknown): Item | null {
  const item = readPhoto(photo);
  if (!item) return null;
  const unread: Unread = new Set(item.partial);
  if (!item.author && seek(photo, 'owner') !== null) unread.add('author');
  if (item.createdAt.precision === 'unknown') unread.add('createdAt');
  if (item.text === null && !readsNothing(photo)) unread.add('text');
  item.text ??= '';
  return withUnread(item, unread);
}

function readsNothing(photo: unknown): boolean {
  return (
    seek(photo, 'message') === null ||
    seek(photo, 'creation_story') === null ||
    hasKey(photo, 'container_story')
  );
}

/** A photo on a profile's tab: `TimelineAppCollectionItem` with a small picture, round the photo with a large one. */
export function readCollectedPhoto(entry: unknown): Item | null {
  const photo = seek(entry, 'node');
  const item = readPhoto(photo, entry);
  if (!item) return null;
  const unread: Unread = new Set(item.partial);
  if (!hasKey(seek(photo, 'viewer_image'), 'uri') || !hasKey(seek(entry, 'image'), 'uri'))
    unread.add('media');
  if (!hasKey(photo, 'accessibility_caption')) unread.add('media.description');
  return withUnread(item, unread);
}

/** A video; `frame` is what a tab has round it. Null when it has no id. */
export function readSingleVideo(video: unknown, frame: unknown = null): Item | null {
  const unread: Unread = new Set();
  const read = readVideo(video, frame ? new Set() : unread);
  const id = readNumericId(read?.id);
  if (!read || id === null) return null;
  const item = createItem(read.isLive ? 'live' : 'video', id, toVideoUrl(id));
  item.media = read.media;
  item.durationSec = read.durationSec;
  item.title =
    readText(seek(video, 'title')) ?? readPlain(seek(video, 'name')) ?? readText(seek(frame, 'title')) ?? '';
  if (read.isProtected) item.unavailable = protectedReason;
  putOrigin(item, video);
  if (!isFullVideo(video) && !frame) unread.add('media.files');
  if (!item.author && !frame && seek(video, 'owner') !== null) unread.add('author');
  const isDated = timeKeys.some((key) => hasKey(video, key) && seek(video, key) === null);
  if (item.createdAt.precision === 'unknown' && !frame && !isDated) unread.add('createdAt');
  return withUnread(item, unread);
}

const timeKeys = ['created_time', 'publish_time', 'creation_time'];

/** Who made it, when, and with which words: on the photo or video itself, or on the story that brought it. */
function putOrigin(item: Item, medium: unknown): void {
  const stories = ['creation_story', 'container_story', 'story'].map((key) => seek(medium, key));
  const owners = [seek(medium, 'owner'), ...stories.map((story) => seek(story, 'actors', 0))];
  const authors = owners.flatMap((owner) => readActor(owner) ?? []);
  item.author = authors.find(({ name }) => name) ?? authors[0] ?? null;
  const times = [medium, ...stories, ...stories.flatMap(listTimes)].flatMap((place) =>
    timeKeys.map((key) => readTime(seek(place, key))),
  );
  item.createdAt = times.find((time) => time !== null) ?? item.createdAt;
  const messages = [seek(medium, 'message'), seek(medium, 'savable_description')];
  item.text =
    messages.map(readText).find((text) => text) ??
    readStoryText(stories.filter(Boolean), new Set()) ??
    (messages.some((message) => message === null || readText(message) !== null) ? '' : null);
  item.tags = readTags(item.text);
  item.stats = readMediumStats(medium);
  const privacy = [medium, ...stories].map((place) => readPrivacy(place, new Set()));
  item.privacy = privacy.find((value) => value !== 'unknown') ?? 'unknown';
}

/** The medium a page names as the one it is about: `{edges: [{node}]}` or the medium itself. */
export function readCurrent(value: unknown): unknown {
  const edges = seek(value, 'edges');
  return Array.isArray(edges) ? seek(toArray(edges)[0], 'node') : value;
}
