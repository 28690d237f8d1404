/** Playlists and collections, where a profile lists them. */
import type { Item } from '../../../../shared/model/item.ts';
import { type Json, toObject } from '../../../core/json.ts';
import { createEmptyItem } from '../../../core/pages/empty-item.ts';
import { createDrift, createFields, type Fields, needed, toPartial } from '../documents/drift.ts';
import { isTikTokId, toHandle, toListRef } from '../urls.ts';
import { readUser } from './author.ts';
import { readListCover } from './pictures.ts';

/** True for an entry of `playList` or `collectionList`. */
export function isNamedList(value: unknown): value is Json {
  return readId(toObject(value) ?? {}) !== null;
}

/** The two generations of a playlist and the collection each have a name of their own for the id. */
function readId(json: Json): string | null {
  const id = [json.collectionId, json.mixId, json.id].find((value) => typeof value === 'string');
  return typeof id === 'string' && isTikTokId(id) ? id : null;
}

/** A playlist (`user/playlist`) or a collection (`user/collection_list`) as an item; its entries are read from its own list. */
export function readNamedList(json: Json, counts: Map<string, number>): Item {
  const drift = createDrift(counts);
  const list = createFields(json, 'list', drift);
  const isCollection = json.collectionId !== undefined;
  const id = readId(json) ?? '0';
  const title = list.text('name', 'title') ?? list.text('mixName', 'title') ?? '';
  if (title === '') list.note('name', 'title');
  const owner = readListOwner(list);
  const handle = owner?.handle ?? toHandle(list.text('userName', 'author') ?? '');
  const items = list.whole('videoCount', 'stats.items') ?? list.whole('total', 'stats.items', needed);
  const { url } = toListRef(isCollection ? 'collection' : 'playlist', id, { handle, name: title });
  return {
    ...createEmptyItem({ platform: 'tiktok', id, kind: 'playlist', url }),
    author: owner?.author ?? null,
    title,
    text: list.text('desc', 'text'),
    stats: items === null ? {} : { items: { precision: 'exact', value: items } },
    media: readListCover(list),
    ...toPartial(drift),
  };
}

function readListOwner(list: Fields) {
  const user = list.object('creator', 'author') ?? list.object('author', 'author');
  return user && readUser(user);
}
