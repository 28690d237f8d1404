/** Two looks at the same post make one item: what is exact beats what is rounded, what is known beats what is not. */
import type { Count, CreatedAt, Item, ItemKind } from '../../../shared/model/item.ts';

/** A row in a playlist cannot tell a short from a video, so the plain kind gives way. */
const mergeKind = (known: ItemKind, seen: ItemKind): ItemKind => (known === 'video' ? seen : known);

const createdAtRank: Record<CreatedAt['precision'], number> = { exact: 2, approximate: 1, unknown: 0 };

const mergeCreatedAt = (known: CreatedAt, seen: CreatedAt): CreatedAt =>
  createdAtRank[seen.precision] >= createdAtRank[known.precision] ? seen : known;

const mergeCount = (known: Count | undefined, seen: Count | undefined): Count | undefined => {
  if (!known || !seen) return seen ?? known;
  return known.precision === 'exact' && seen.precision === 'rounded' ? known : seen;
};

function mergeStats(known: Item['stats'], seen: Item['stats']): Item['stats'] {
  const names = new Set([...Object.keys(known), ...Object.keys(seen)] as (keyof Item['stats'])[]);
  return Object.fromEntries([...names].map((name) => [name, mergeCount(known[name], seen[name])]));
}

const longer = <T>(known: T[], seen: T[]): T[] => (seen.length >= known.length ? seen : known);

/** What is known of an item after it was seen once more; `seen` is the later look. */
export function mergeItem(known: Item, seen: Item): Item {
  const { partial: _partial, ...whole } = known;
  const incomplete = listIncomplete(known, seen);
  return {
    ...whole,
    kind: mergeKind(known.kind, seen.kind),
    url: known.kind === 'video' && seen.kind !== 'video' ? seen.url : known.url,
    author: mergeAuthor(known.author, seen.author),
    title: seen.title || known.title,
    text: seen.text ?? known.text,
    createdAt: mergeCreatedAt(known.createdAt, seen.createdAt),
    durationSec: seen.durationSec ?? known.durationSec,
    stats: mergeStats(known.stats, seen.stats),
    media: mergeMedia(known.media, seen.media),
    tags: longer(known.tags, seen.tags),
    category: seen.category ?? known.category,
    chapters: longer(known.chapters, seen.chapters),
    privacy: seen.privacy === 'unknown' ? known.privacy : seen.privacy,
    unavailable: seen.unavailable,
    ...((known.watchedOn ?? seen.watchedOn) && { watchedOn: known.watchedOn ?? seen.watchedOn }),
    ...mergeOptional(known, seen),
    ...mergeShared(known.sharedPost, seen.sharedPost),
    ...(incomplete.length > 0 && { partial: incomplete }),
  };
}

/** A field is whole once one look had it whole. */
function listIncomplete(known: Item, seen: Item): string[] {
  const isWhole = (item: Item, field: string) => !item.partial?.includes(field) && !isNotShown(item, field);
  const fields = new Set([...(known.partial ?? []), ...(seen.partial ?? [])]);
  return [...fields].filter((field) => !isWhole(known, field) && !isWhole(seen, field));
}

/** Some lists show no counts: what they do not have they have not whole. */
function isNotShown(item: Item, field: string): boolean {
  const [name, count] = field.split('.');
  if (name === 'reactionKinds') return item.reactionKinds === undefined;
  return name === 'stats' && count !== undefined && !Object.hasOwn(item.stats, count);
}

const optionalNames = [
  'coAuthors',
  'mentions',
  'music',
  'reactionKinds',
  'pinned',
  'occasion',
  'entries',
] as const;

/** What only some items have; what the later look says of it holds. */
function mergeOptional(known: Item, seen: Item): Partial<Item> {
  const found = optionalNames.flatMap((name) => {
    const value = seen[name] ?? known[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}

/** One look may know whose it is, and the other what is in it. */
function mergeShared(known: Item['sharedPost'], seen: Item['sharedPost']): Pick<Item, 'sharedPost'> {
  if (!known || !seen) return known || seen ? { sharedPost: seen ?? known } : {};
  return {
    sharedPost: {
      id: seen.id ?? known.id,
      url: seen.url ?? known.url,
      author: seen.author ?? known.author,
      text: seen.text ?? known.text,
      createdAt: mergeCreatedAt(known.createdAt, seen.createdAt),
    },
  };
}

function mergeAuthor(known: Item['author'], seen: Item['author']): Item['author'] {
  if (!known || !seen) return seen ?? known;
  return {
    id: seen.id ?? known.id,
    name: seen.name || known.name,
    handle: seen.handle ?? known.handle,
    url: seen.url ?? known.url,
  };
}

function mergeMedia(known: Item['media'], seen: Item['media']): Item['media'] {
  const byId = new Map(known.map((media) => [media.id, media]));
  // Some lists only name a film: what is known of its files stays.
  for (const media of seen)
    if (media.variants.length > 0 || !byId.get(media.id)?.variants.length) byId.set(media.id, media);
  return [...byId.values()];
}
