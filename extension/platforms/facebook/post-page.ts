/** A single post, as it is now. */
import { AppError } from '../../../shared/errors.ts';
import type { Item } from '../../../shared/model/item.ts';
import type { SourceRef } from '../../../shared/model/source.ts';
import type { Desk } from './desk.ts';
import { followLink, openSitePage, readSitePage } from './site-page.ts';

/** Reads a post and keeps it. Throws AppError with the site's refusal. */
export async function readPost(desk: Desk, ref: SourceRef): Promise<Item> {
  // Where a shared link leads only the site knows, and says so to who follows it.
  const address = ref.id.startsWith('share/') ? await followLink(desk, ref.url) : ref.url;
  const site = await openSitePage(desk, address);
  const [item] = readSitePage(site).items;
  if (!item) throw new AppError('platform.page_changed');
  return item;
}
