/**
 * One's own posts are listed twice: on the page to manage them, with who may see each and its exact time, and on the
 * timeline, with counts, files and what they share. Two looks at one post make the whole of it.
 */
import type { Item } from '../../../shared/model/item.ts';
import type { Media } from '../../../shared/model/media.ts';

/** True when both are looks at one post: by its id, or by its own page's address. */
export function isSamePost(managed: Item, shown: Item): boolean {
  if (managed.platform !== shown.platform) return false;
  return (managed.id === shown.id && toFamily(managed) === toFamily(shown)) || managed.url === shown.url;
}

function toFamily({ kind }: Item): string {
  return kind === 'album' ? 'album' : 'post';
}

/** The post as both know it; `managed` is from the list of one's own posts, `shown` from the timeline. */
export function joinPost(managed: Item, shown: Item): Item {
  const { partial: _managed, ...own } = managed;
  const { partial: _shown, ...seen } = shown;
  const joined: Item = {
    ...own,
    ...seen,
    createdAt: managed.createdAt.precision === 'exact' ? managed.createdAt : shown.createdAt,
    privacy: managed.privacy === 'unknown' ? shown.privacy : managed.privacy,
    author: shown.author ?? managed.author,
    text: toLonger(managed.text, shown.text),
    title: shown.title || managed.title,
    tags: shown.tags.length >= managed.tags.length ? shown.tags : managed.tags,
    durationSec: shown.durationSec ?? managed.durationSec,
    stats: { ...managed.stats, ...shown.stats },
    media: joinMedia(managed.media, shown.media),
    unavailable: shown.unavailable ?? managed.unavailable,
  };
  const shared = joinShared(managed, shown);
  if (shared) joined.sharedPost = shared;
  const partial = joinPartial(managed, shown);
  return partial.length > 0 ? { ...joined, partial } : joined;
}

function toLonger(first: string | null, second: string | null): string | null {
  return (second?.length ?? -1) >= (first?.length ?? -1) ? second : first;
}

/** In the timeline's order, each in the form that has more files; what only one look has stays. */
function joinMedia(managed: readonly Media[], shown: readonly Media[]): Media[] {
  const others = new Map(managed.map((media) => [media.id, media]));
  const joined = shown.map((media) => {
    const other = others.get(media.id);
    others.delete(media.id);
    return other && other.variants.length > media.variants.length ? other : media;
  });
  return [...joined, ...others.values()];
}

/** The timeline knows who and when; what it does not know it leaves to the other. */
function joinShared({ sharedPost: managed }: Item, { sharedPost: shown }: Item): Item['sharedPost'] {
  if (!managed || !shown) return shown ?? managed;
  return {
    id: shown.id ?? managed.id,
    url: shown.url ?? managed.url,
    author: shown.author ?? managed.author,
    text: shown.text ?? managed.text,
    createdAt: shown.createdAt.precision === 'unknown' ? managed.createdAt : shown.createdAt,
  };
}

/** What one look could not read is whole when the other could. */
function joinPartial(managed: Item, shown: Item): string[] {
  const [first, second] = [new Set(managed.partial), new Set(shown.partial)];
  const isOnlyShown = (field: string) => field.startsWith('stats.') || field === 'reactionKinds';
  return [...new Set([...first, ...second])].filter(
    (field) => (first.has(field) && second.has(field)) || (isOnlyShown(field) && second.has(field)),
  );
}
