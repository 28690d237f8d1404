import { AppError } from '../../../shared/app-error.ts';
import type { PageRead } from '../../core/pages/page-read.ts';

/** A list that gives nothing for so many pages in a row, and always another place to go on, has no end. */
const maxEmptyPages = 50;

interface PageWalk {
  /** Where to go on; null asks for the first page. */
  cursor: string | null;
  /** What the user is told when the list goes in circles. */
  repeats: string;
  ask(cursor: string | null): Promise<PageRead>;
  /** Stores a page together with the cursor after it, so that a killed worker goes on from there. */
  save(read: PageRead, asked: string | null): Promise<unknown>;
}

/** Reads an item's own list to its end; each page is saved before the next is asked for. Throws AppError for a list without an end. */
export async function walkPages({ cursor, repeats, ask, save }: PageWalk): Promise<void> {
  const seen = new Set<string>();
  let next = cursor;
  let emptyPages = 0;
  do {
    const asked = next;
    const read = await ask(asked);
    next = read.continuation;
    emptyPages = read.items.length + read.comments.length > 0 ? 0 : emptyPages + 1;
    const isEndless = next !== null && (seen.has(next) || emptyPages >= maxEmptyPages);
    if (isEndless) throw new AppError('platform.page_changed', repeats);
    if (next !== null) seen.add(next);
    await save(read, asked);
  } while (next !== null);
}
