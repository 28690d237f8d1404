/** Lists of photos, albums, videos, reels and stories. They name what is in them; files in full come one by one. */
import { toArray, toObject, toText } from '../../../core/json.ts';
import type { PageRead } from '../../../core/pages/page-read.ts';
import type { Desk } from '../session/desk.ts';
import { type ListPlan, type ListQuestion, readListPage, readSiteList } from './list-page.ts';
import type { SitePage } from './site-page.ts';

/** A tab of a profile: its photos, those with it in them, its albums, its videos or reels. */
export function readTab(desk: Desk, question: ListQuestion): Promise<PageRead> {
  return readSiteList(desk, question, {
    next: `ProfileCometAppCollection${toTabName(question.ref)}RendererPaginationQuery`,
    toValues: (site) => ({ id: findCollectionId(site) ?? '' }),
  });
}

function toTabName({ kind, id }: ListQuestion['ref']): string {
  if (kind === 'photos') return id.endsWith('/photos_albums') ? 'Albums' : 'Photos';
  return kind === 'videos' ? 'Videos' : 'Reels';
}

/** By which the list of a tab is asked for more: the page names it round the first entries. */
function findCollectionId({ opened }: SitePage): string | null {
  const stack: unknown[] = [...opened.values];
  while (stack.length > 0) {
    const value = stack.pop();
    const object = toObject(value);
    if (object && ('pageItems' in object || 'aggregated_fb_shorts' in object)) {
      const id = toText(object.id);
      if (id) return id;
    }
    for (const inner of Object.values(object ?? toArray(value)))
      if (typeof inner === 'object' && inner !== null) stack.push(inner);
  }
  return null;
}

/** An album (`a.123`), the photos of one post (`pcb.123`), or those with somebody in them (`t.123`). */
export function readAlbum(desk: Desk, question: ListQuestion): Promise<PageRead> {
  const { id: token, url } = question.ref;
  const plan: Pick<ListPlan, 'query' | 'values'> = token.startsWith('a.')
    ? { query: 'CometAlbumPhotoCollagePaginationQuery', values: { id: token.slice('a.'.length) } }
    : { query: 'CometMediaSetPaginationQuery', values: { mediasetToken: token } };
  return readListPage(desk, question, { address: url, ...plan });
}

/** The archive of one's own stories. */
export function readStories(desk: Desk, question: ListQuestion): Promise<PageRead> {
  const { url } = question.ref;
  return readListPage(desk, question, {
    address: url,
    query: 'StoriesArchiveGridPaginationQuery',
    values: {},
  });
}
