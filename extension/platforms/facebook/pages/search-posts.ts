/** Looks for posts where none are expected, in order and without recursion: the depth is the sender's choice. */
import type { Item } from '../../../../shared/model/item.ts';
import { countDrift, createDrift, type Drift } from '../documents/drift.ts';
import { hasKey, seek } from '../documents/seek.ts';
import { readStoryCard } from '../items/album.ts';
import { isReelStory, readReel } from '../items/reel.ts';
import { readPhoto, readSingleVideo } from '../items/single-media.ts';
import { isStory, readStory } from '../items/story.ts';
import { isFullVideo } from '../items/video.ts';

/** What a search may cost at most, in values looked at. */
const searchBudget = 200_000;

/** All posts below a value: stories and reels anywhere, photos and videos as members of a list. */
export function searchPosts(root: unknown, drift: Drift): Item[] {
  const items: Item[] = [];
  const stack: { value: unknown; isMember: boolean }[] = [{ value: root, isMember: false }];
  for (let budget = searchBudget; stack.length > 0 && budget > 0; budget -= 1) {
    const { value, isMember } = stack.pop() ?? { value: null, isMember: false };
    if (typeof value !== 'object' || value === null) continue;
    const item = readPost(value, isMember, drift);
    if (item) items.push(item);
    else pushInner(stack, value);
  }
  return items;
}

/** True when there is a story or reel below a value. */
export function holdsStories(root: unknown): boolean {
  return searchPosts(root, createDrift()).some(({ kind }) => kind !== 'photo' && kind !== 'video');
}

function readPost(value: object, isMember: boolean, drift: Drift): Item | null {
  if (Array.isArray(value)) return null;
  if (hasKey(value, 'story_card_info')) return readStoryCard(value, seek(value, 'story_bucket_owner'), drift);
  if (isReelStory(value)) return readReel(value);
  if (isStory(value)) return readStory(value, drift);
  const name = seek(value, '__typename');
  const isVideo = isFullVideo(value);
  const isPhoto = name === 'Photo' || ['viewer_image', 'photo_image'].some((key) => hasKey(value, key));
  if (!isMember || !(isVideo || isPhoto)) return null;
  if (name !== 'Video' && name !== 'Photo') countDrift(drift, name ?? 'node');
  return isVideo ? readSingleVideo(value) : readPhoto(value);
}

function pushInner(stack: { value: unknown; isMember: boolean }[], value: object): void {
  const isList = Array.isArray(value);
  const inner = Object.entries(value);
  for (let index = inner.length - 1; index >= 0; index -= 1) {
    const [name, next] = inner[index] ?? ['', null];
    if (typeof next === 'object' && next !== null)
      stack.push({ value: next, isMember: isList || name === 'node' });
  }
}
