/** One photo, video or reel by itself: the only places with a photo in full size and with the files of a video. */
import { AppError } from '../../../../shared/app-error.ts';
import type { Item } from '../../../../shared/model/item.ts';
import type { Media } from '../../../../shared/model/media.ts';
import type { SourceRef } from '../../../../shared/model/source.ts';
import { openSession } from '../session/ask.ts';
import type { Desk } from '../session/desk.ts';
import { isNumericId, isSiteHost, matchUrl, toPhotoUrl } from '../urls.ts';
import { readSinglePage } from './single-page.ts';
import { followLink, openSitePage } from './site-page.ts';

/** Throws AppError with the site's refusal. */
export async function readMedium(desk: Desk, ref: SourceRef): Promise<Item> {
  const { id, url } = isNumericId(ref.id) ? ref : await followShared(desk, ref.url);
  const { items } = await readSinglePage(desk, await openSitePage(desk, url));
  const item = items.find((found) => found.id === id);
  if (!item) throw new AppError('platform.page_changed');
  return item;
}

/**
 * Where a shared link leads only the site knows. One of another host can be asked for by nobody's page: it was opened in
 * this tab, which is where it led.
 */
async function followShared(desk: Desk, address: string): Promise<SourceRef> {
  const isOfSite = isSiteHost(new URL(address).hostname);
  const target = matchUrl(isOfSite ? new URL(await followLink(desk, address)) : desk.page.url());
  if (!isOfSite) await openSession(desk);
  if (!target || !isNumericId(target.id)) throw new AppError('platform.not_found');
  return target;
}

/** Photos that another post shares are media of the post that shares them, under names of their own. */
const sharedPrefix = /^shared-/;

/** A photo of any post in full size, under the name that it has there. Throws AppError with the site's refusal. */
export async function readFullPhoto(desk: Desk, mediaId: string): Promise<Media> {
  const id = mediaId.replace(sharedPrefix, '');
  const item = await readMedium(desk, { platform: 'facebook', kind: 'photo', id, url: toPhotoUrl(id) });
  const photo = item.media.find(({ kind }) => kind === 'image');
  if (!photo) throw new AppError('platform.page_changed');
  return { ...photo, id: mediaId };
}
