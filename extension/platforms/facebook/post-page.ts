/** A single post, as it is now. */
import { AppError, fromWire } from '../../../shared/errors.ts';
import type { Item } from '../../../shared/model/item.ts';
import type { SourceRef } from '../../../shared/model/source.ts';
import type { Desk } from './desk.ts';
import { readSinglePage } from './single-page.ts';
import { followLink, openSitePage } from './site-page.ts';

/** Throws AppError with the site's refusal. */
export async function readPost(desk: Desk, { id, url }: SourceRef): Promise<Item> {
  // Where a shared link leads only the site knows.
  const address = id.startsWith('share/') ? await followLink(desk, url) : url;
  const read = await readSinglePage(desk, await openSitePage(desk, address));
  // The address may have a scrambled id, or the number of a post that is a video to its readers.
  const item = read.items.find((found) => found.id === id) ?? read.items[0];
  if (!item) throw read.error ? fromWire(read.error) : new AppError('platform.page_changed');
  return item;
}
