/** When a list that shows the newest first may be left: behind pages that hold nothing new. Pure. */
import { type Item, toItemKey } from '../../../shared/model/item.ts';
import type { Source, SourceRef } from '../../../shared/model/source.ts';

/**
 * Lists are not strictly in order: what was made public later, or put in front, may stand among what is older. Pages of
 * some sites hold three posts, so that items are counted too.
 */
const overlap = { pages: 3, items: 30 };

/** What was shown. */
export interface KnownRun {
  /** In a row, and the items on them, that the base has seen. */
  pages: number;
  items: number;
  /** Items in this walk that the base has never seen. */
  fresh: number;
}

/** The run after another page. What is pinned stands in front whatever its age, and a page without items says nothing. */
export function countPage(
  run: KnownRun,
  items: readonly Item[],
  seen: { has(key: string): boolean },
): KnownRun {
  const telling = items.filter(({ pinned }) => pinned !== true);
  const isNew = (item: Item): boolean => !seen.has(toItemKey(item));
  const fresh = run.fresh + items.filter(isNew).length;
  if (telling.length === 0) return { ...run, fresh };
  if (telling.some(isNew)) return { fresh, pages: 0, items: 0 };
  return { fresh, pages: run.pages + 1, items: run.items + telling.length };
}

/** Whether the number that a source states counts what is in this one of its lists. */
const isCounted = ({ kind, parts }: Pick<Source, 'kind' | 'parts'>, part: SourceRef): boolean =>
  parts.length === 1 || part.kind === (kind === 'profile' ? 'posts' : 'playlist');

interface Place {
  source: Pick<Source, 'kind' | 'parts' | 'claimed'>;
  part: SourceRef;
  /** The number that the source stated when the base was made. */
  claimedThen: Source['claimed'];
}

/** A number that has grown by more than what was found is believed: there is something new further down. */
export function canLeave({ pages, items, fresh }: KnownRun, { source, part, claimedThen }: Place): boolean {
  if (pages < overlap.pages || items < overlap.items) return false;
  const { claimed } = source;
  if (!claimed?.exact || !claimedThen?.exact || !isCounted(source, part)) return true;
  return claimed.count - claimedThen.count <= fresh;
}
