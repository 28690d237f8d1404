/**
 * A story: whatever somebody posted. Feeds, pages of one post and search results hold it in one shape, the list of
 * one's own posts ("Manage posts") in another, reels in a third; this file reads the first two.
 */
import type { Item } from '../../../../shared/model/item.ts';
import type { SourceRef } from '../../../../shared/model/source.ts';
import { toArray, toText } from '../../../core/json.ts';
import type { Drift } from '../documents/drift.ts';
import { hasKey, readFirst, readPlain, seek, type Unread } from '../documents/seek.ts';
import { matchUrl, toPostUrl } from '../urls.ts';
import { type AttachmentsRead, readAttachments } from './attachments.ts';
import { readNumericId, readStoryId } from './ids.ts';
import { createItem, readAuthors, readTags, withUnread } from './item.ts';
import { toSiteUrl } from './links.ts';
import { readPrivacy } from './privacy.ts';
import { listSharedAttachments, listSharedStories, readSharedPost } from './shared-post.ts';
import { readReelStats, readStoryStats } from './stats.ts';
import { readStoryText, readStoryTime, readStoryUrl } from './story-parts.ts';
import { protectedReason } from './video.ts';

/** True for a story of any page, also when its type's name is gone. */
export function isStory(value: unknown): boolean {
  return seek(value, '__typename') === 'Story' || hasKey(value, 'comet_sections');
}

/** True for what is shown because somebody paid for it. */
export function isSponsored(story: unknown): boolean {
  const sections = seek(story, 'comet_sections', 'context_layout', 'story', 'comet_sections');
  const names = toArray(seek(sections, 'metadata')).map((entry) => toText(seek(entry, '__typename')) ?? '');
  return names.some((name) => /Sponsored/.test(name)) || Boolean(seek(story, 'sponsored_data'));
}

/** Reads a story, or null when it has no id of any kind. */
export function readStory(story: unknown, drift: Drift): Item | null {
  const unread: Unread = new Set();
  const content = seek(story, 'comet_sections', 'content', 'story');
  const places = [story, content];
  const ids = readIds(places);
  if (!ids) return null;
  const authors = readAuthors(listActors(story), unread);
  const url = readFirst(places.flatMap(readStoryUrl), { read: toSiteUrl, unread, field: 'url' });
  const reading = { unread, drift, authorId: authors[0]?.id ?? ids.ownerId, url };
  const attached = readAttachments([seek(content, 'attachments'), seek(story, 'attachments')], {
    ...reading,
    prefix: '',
  });
  const item = toItem(ids.postId, url ?? toPostUrl(ids.postId, ids.ownerId), attached);
  const hasVideo = attached.durationsSec.length > 0;
  item.author = authors[0] ?? null;
  if (authors.length > 1) item.coAuthors = authors.slice(1);
  item.createdAt = readStoryTime(places, unread) ?? item.createdAt;
  item.text = readStoryText(places, unread);
  item.tags = readTags(item.text);
  item.privacy = readPrivacy(story, unread);
  // The list of one's own posts has no counts.
  if (!isOwnList(story)) Object.assign(item, readStoryStats(story, hasVideo, unread));
  putReelStats(item, content);
  if (attached.itemCount !== null) item.stats.items = { precision: 'exact', value: attached.itemCount };
  const occasion = attached.occasion ?? readOccasion(story);
  if (occasion) item.occasion = occasion;
  putShared(item, { story, attached, reading });
  return withUnread(item, unread);
}

/** The list of one's own posts gives a story's parts without the frame of a feed around them. */
function isOwnList(story: unknown): boolean {
  return hasKey(seek(story, 'comet_sections'), 'audience');
}

interface StoryIds {
  postId: string;
  ownerId: string | null;
}

function readIds(places: readonly unknown[]): StoryIds | null {
  const wrapped = places.map((place) => readStoryId(seek(place, 'id'))).find((ids) => ids !== null);
  const stated = places.map((place) => readNumericId(seek(place, 'post_id'))).find((id) => id !== null);
  const postId = stated ?? wrapped?.postId;
  return postId ? { postId, ownerId: wrapped?.ownerId ?? null } : null;
}

/**
 * The address says what it is: a story whose own page is that of its video or reel is that video or reel, and has its
 * id, so that it is one item in every list. Any other is a post.
 */
function toItem(
  postId: string,
  url: string,
  { media, durationsSec, isLive, isProtected }: AttachmentsRead,
): Item {
  const ref = matchUrl(new URL(url));
  const isMedia = (ref?.kind === 'reel' || ref?.kind === 'video') && media.some(({ id }) => id === ref.id);
  const item =
    isMedia && ref ? createItem(toMediaKind(ref, isLive), ref.id, url) : createItem('post', postId, url);
  item.media = media;
  if (durationsSec.length === 1) item.durationSec = durationsSec[0] ?? null;
  if (isMedia && isProtected) item.unavailable = protectedReason;
  return item;
}

function toMediaKind(ref: SourceRef, isLive: boolean): 'reel' | 'live' | 'video' {
  if (ref.kind === 'reel') return 'reel';
  return isLive ? 'live' : 'video';
}

function listActors(story: unknown): unknown[] {
  const sections = seek(story, 'comet_sections', 'context_layout', 'story', 'comet_sections');
  return [
    seek(story, 'comet_sections', 'content', 'story', 'actors'),
    seek(story, 'actors'),
    seek(sections, 'actor_photo', 'story', 'actors'),
    seek(sections, 'title', 'story', 'actors'),
    seek(story, 'comet_sections', 'actor_photo', 'story', 'actors'),
  ];
}

/** One's own reel has its counts in a late part beside its video. */
function putReelStats(item: Item, content: unknown): void {
  if (item.kind !== 'reel') return;
  const styles = toArray(seek(content, 'attachments', 0, 'styles', 'attachment', 'style_infos'));
  const reel = styles.map((style) => seek(style, 'fb_shorts_story')).find((story) => story);
  if (reel) item.stats = { ...readReelStats(reel, new Set()).stats, ...item.stats };
}

/** "… updated his cover photo.": Facebook's own words for a post without words. */
function readOccasion(story: unknown): string | null {
  const title = seek(
    story,
    'comet_sections',
    'context_layout',
    'story',
    'comet_sections',
    'title',
    'story',
    'title',
  );
  return (
    [seek(story, 'title'), seek(story, 'summary'), title]
      .map((place) => readPlain(seek(place, 'text')))
      .find(Boolean) ?? null
  );
}

interface Sharing {
  story: unknown;
  attached: AttachmentsRead;
  reading: { unread: Unread; drift: Drift; authorId: string | null; url: string | null };
}

function putShared(item: Item, { story, attached, reading }: Sharing): void {
  const places = listSharedStories(story);
  const content = seek(story, 'comet_sections', 'content', 'story');
  if (![story, content].some((place) => hasKey(place, 'attached_story'))) reading.unread.add('sharedPost');
  const shared = readSharedPost(places, reading.unread) ?? attached.shared;
  if (shared) item.sharedPost = shared;
  const lists = listSharedAttachments(places, reading.unread);
  if (lists.length === 0) return;
  const { media } = readAttachments(lists, { ...reading, prefix: 'shared-' });
  item.media = [...item.media, ...media];
}
