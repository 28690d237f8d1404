/** A single post, as it is now. */
import { AppError, fromWire } from '../../../../shared/app-error.ts';
import type { Item } from '../../../../shared/model/item.ts';
import { at } from '../../../core/json.ts';
import type { PageRead } from '../../../core/pages/page-read.ts';
import { readPage } from '../read-page.ts';
import { askPage, canAsk } from '../session/ask.ts';
import type { Desk } from '../session/desk.ts';
import { readDocument } from '../session/page-document.ts';
import { toPostRef } from '../urls.ts';

/** Reads a post and keeps it. Throws AppError with the site's refusal. */
export async function readPost(desk: Desk, id: string): Promise<Item> {
  const read = await readDetail(desk, id);
  const item = read.items.find((found) => found.id === id);
  if (!item) throw read.error ? fromWire(read.error) : new AppError('platform.page_changed');
  desk.kept = item;
  return item;
}

/** The page of a video has it; those of photo posts do not, and then the site is asked as its page asks. */
async function readDetail({ page }: Desk, id: string): Promise<PageRead> {
  const { url } = toPostRef('video', id, null);
  const isOpen = (scope: object) => at(scope, 'webapp.video-detail', 'itemInfo', 'itemStruct', 'id') === id;
  if (!canAsk(page)) return readPage((await readDocument(page, url, isOpen)).stored);
  try {
    return await askPage(page, `item/detail?${new URLSearchParams({ itemId: id })}`);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'platform.no_answer') throw error;
    return readPage((await readDocument(page, url, isOpen)).stored);
  }
}
