/** A single post, as it is now. */
import { AppError, fromWire } from '../../../../shared/app-error.ts';
import type { Item } from '../../../../shared/model/item.ts';
import type { SourceRef } from '../../../../shared/model/source.ts';
import type { Desk } from '../session/desk.ts';
import { askRead } from './list-page.ts';
import { readSinglePage } from './single-page.ts';
import { followLink, openSitePage } from './site-page.ts';

/** Throws AppError with the site's refusal. */
async function readPost(desk: Desk, { id, url }: SourceRef): Promise<Item> {
  // Where a shared link leads only the site knows.
  const address = id.startsWith('share/') ? await followLink(desk, url) : url;
  const read = await readSinglePage(desk, await openSitePage(desk, address));
  // The address may have a scrambled id, or the number of a post that is a video to its readers.
  const item = read.items.find((found) => found.id === id) ?? read.items[0];
  if (!item) throw read.error ? fromWire(read.error) : new AppError('platform.page_changed');
  return item;
}

/** With all its photos: pages show the first few of many, and the rest is a list of its own. */
export async function readWholePost(desk: Desk, ref: SourceRef): Promise<Item> {
  const item = await readPost(desk, ref);
  const count = item.stats.items?.precision === 'exact' ? item.stats.items.value : 0;
  if (!item.partial?.includes('media') || countShown(item) >= count) return item;
  return addPhotos(item, await readSet(desk, `pcb.${item.id}`), count);
}

const countShown = ({ media }: Item): number =>
  media.filter(({ kind, id }) => (kind === 'image' || kind === 'video') && !id.startsWith('shared-')).length;

/** A set has about fourteen entries to a page. */
const maxPages = 40;

async function readSet(desk: Desk, mediasetToken: string): Promise<Item['media']> {
  const found: Item['media'] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const read = await askRead(desk, {
      name: 'CometMediaSetPaginationQuery',
      variables: { mediasetToken, cursor },
    });
    if (read.error) throw fromWire(read.error);
    found.push(...read.items.flatMap(({ media }) => media));
    if (read.continuation === null || read.continuation === cursor) break;
    cursor = read.continuation;
  }
  return found;
}

/** What the post already knows of a photo stays: there it has a description. */
function addPhotos(item: Item, photos: Item['media'], count: number): Item {
  const known = new Set(item.media.map(({ id }) => id));
  const media = [...item.media, ...photos.filter(({ id }) => !known.has(id))];
  const { partial = [], ...rest } = { ...item, media };
  const left = partial.filter((field) => field !== 'media' || countShown(rest) < count);
  return left.length > 0 ? { ...rest, partial: left } : rest;
}
