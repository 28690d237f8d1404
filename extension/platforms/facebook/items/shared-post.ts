/** The post that a post shares. Feeds tell it three times over, the list of one's own posts only its text and picture. */
import type { SharedPost } from '../../../../shared/model/item.ts';
import { toArray } from '../../../core/json.ts';
import { hasKey, readFirst, seek, type Unread } from '../documents/seek.ts';
import { readNumericId, readStoryId } from './ids.ts';
import { readAuthors } from './item.ts';
import { toSiteUrl } from './links.ts';
import { listTimes, readStoryText, readStoryTime, readStoryUrl } from './story-parts.ts';

/** The places where a story holds what it shares, fullest first; empty when it shares nothing. */
export function listSharedStories(story: unknown): object[] {
  const content = seek(story, 'comet_sections', 'content', 'story');
  const layouts = seek(content, 'comet_sections', 'attached_story', 'story', 'attached_story');
  const places = [
    seek(content, 'attached_story'),
    seek(layouts, 'comet_sections', 'attached_story_layout', 'story'),
    layouts,
    seek(story, 'attached_story'),
  ];
  return places.filter((place) => typeof place === 'object' && place !== null);
}

/** The lists of attachments of the shared post; notes it as unread when no place has one. */
export function listSharedAttachments(places: readonly object[], unread: Unread): unknown[] {
  const lists = places.map((place) => seek(place, 'attachments'));
  const isStated = lists.some((list) => list === null || Array.isArray(list));
  const isOdd = lists.some((list) => list !== null && list !== undefined && !Array.isArray(list));
  if (places.length > 0 && (!isStated || isOdd)) unread.add('sharedPost');
  return lists.filter((list) => toArray(list).length > 0);
}

/** Reads the shared post, from all its places together; null when there are none. */
export function readSharedPost(places: readonly object[], unread: Unread): SharedPost | null {
  if (places.length === 0) return null;
  // One's own list gives neither author nor time, and is not asked for them.
  const isFull = places.some((place) => hasKey(place, 'post_id') || listTimes(place).length > 0);
  const lacks: Unread = new Set();
  const ids = places.map((place) => readNumericId(seek(place, 'post_id')));
  const wrapped = places.map((place) => readStoryId(seek(place, 'id'))?.postId ?? null);
  const id = [...ids, ...wrapped].find((number) => number !== null) ?? null;
  const authors = readAuthors(places.flatMap(listActors), lacks);
  const url = readFirst(places.flatMap(readStoryUrl), {
    read: toSiteUrl,
    unread: lacks,
    field: 'sharedPost',
  });
  const createdAt = readStoryTime(places, lacks);
  if (id === null || (isFull && lacks.size > 0)) unread.add('sharedPost');
  const textLacks: Unread = new Set();
  const text = readStoryText(places, textLacks);
  if (textLacks.size > 0) unread.add('sharedPost');
  return { id, url, author: authors[0] ?? null, text, createdAt: createdAt ?? { precision: 'unknown' } };
}

function listActors(place: object): unknown[] {
  const sections = seek(place, 'comet_sections', 'context_layout', 'story', 'comet_sections');
  return [
    seek(place, 'actors'),
    seek(sections, 'actor_photo', 'story', 'actors'),
    seek(sections, 'title', 'story', 'actors'),
    seek(place, 'comet_sections', 'actor_photo', 'story', 'actors'),
    seek(place, 'comet_sections', 'title', 'story', 'actors'),
  ];
}
