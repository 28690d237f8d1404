/** One page of a list. */
import { AppError } from '../../../../shared/app-error.ts';
import type { SourceKind, SourceRef } from '../../../../shared/model/source.ts';
import type { PageRead } from '../../../core/pages/page-read.ts';
import { askOrScroll } from '../../../core/pages/scrolled-list.ts';
import { askPage } from '../session/ask.ts';
import type { Desk } from '../session/desk.ts';
import { matchUrl } from '../urls.ts';
import { resolveSource } from './resolve-source.ts';
import { readScrolledPage, toListName } from './scrolled-page.ts';

/** Which list a part is, and the name under which it is asked with its id. */
const firsts: Partial<Record<SourceKind, { endpoint: string; idName: string }>> = {
  profile: { endpoint: 'post/item_list', idName: 'secUid' },
  posts: { endpoint: 'post/item_list', idName: 'secUid' },
  reposts: { endpoint: 'repost/item_list', idName: 'secUid' },
  liked: { endpoint: 'favorite/item_list', idName: 'secUid' },
  favourites: { endpoint: 'user/collect/item_list', idName: 'secUid' },
  playlists: { endpoint: 'user/playlist', idName: 'secUid' },
  collections: { endpoint: 'user/collection_list', idName: 'secUid' },
  stories: { endpoint: 'story/item_list', idName: 'authorId' },
  following: { endpoint: 'user/list', idName: 'secUid' },
  playlist: { endpoint: 'mix/item_list', idName: 'mixId' },
  collection: { endpoint: 'collection/item_list', idName: 'collectionId' },
  hashtag: { endpoint: 'challenge/item_list', idName: 'challengeID' },
  sound: { endpoint: 'music/item_list', idName: 'musicID' },
};

/** Where a list begins, in the form of its continuations. `ref` is a part that `resolve` has named. */
function toFirstPlace(ref: SourceRef): string | null {
  const first = firsts[ref.kind];
  if (!first) return null;
  const start: Record<string, string> =
    ref.kind === 'following' ? { minCursor: '0', maxCursor: '0' } : { cursor: '0' };
  return `${first.endpoint}?${new URLSearchParams({ [first.idName]: ref.id, ...start })}`;
}

/** Reads on where `cursor` says, or from the start. Throws AppError. */
export async function readListPage(desk: Desk, ref: SourceRef, cursor: string | null): Promise<PageRead> {
  const place = cursor ?? toFirstPlace(await toPart(desk, ref));
  if (place === null) throw new AppError('input.not_supported');
  const { page, scroll } = desk;
  return askOrScroll(
    { scroll, nowMs: page.nowMs },
    {
      name: toListName(place),
      place,
      ask: () => askPage(page, place),
      readScrolled: () => readScrolledPage(desk, place),
    },
  );
}

/** A collection among a profile's lists is called a playlist there; its address says what it is. */
async function toPart(desk: Desk, ref: SourceRef): Promise<SourceRef> {
  const kind = matchUrl(new URL(ref.url))?.kind;
  if (ref.kind === 'playlist') return { ...ref, kind: kind ?? ref.kind };
  const isNamed = ref.id.startsWith('@') || (ref.kind === 'hashtag' && !/^\d+$/.test(ref.id));
  return isNamed ? ((await resolveSource(desk, ref)).parts[0] ?? ref) : ref;
}
