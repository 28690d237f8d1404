/** Items together with their comments, one item at a time. */
import type { Comment } from '../../shared/model/item.ts';
import { isPost } from '../core/items/item-progress.ts';
import type { Archive, ArchivedItem } from './exporter.ts';

/** An item with what was said of it. */
export interface CommentedItem extends ArchivedItem {
  comments: Comment[];
}

/** Places of the posts in their order, by id. */
async function listPlaces(archive: Archive): Promise<Map<string, number>> {
  const places = new Map<string, number>();
  for await (const { item } of archive.items())
    if (isPost(item) && !places.has(item.id)) places.set(item.id, places.size);
  return places;
}

/** Comments that come after those of a later post: another export in the same folder may be the one that has read them. */
async function readLate(
  archive: Archive,
  places: ReadonlyMap<string, number>,
): Promise<Map<string, Comment[]>> {
  const late = new Map<string, Comment[]>();
  function hold(comment: Comment) {
    const held = late.get(comment.itemId);
    if (held) held.push(comment);
    else late.set(comment.itemId, [comment]);
  }
  let furthest = 0;
  for await (const comment of archive.comments()) {
    const place = places.get(comment.itemId);
    if (place === undefined) continue;
    if (place < furthest) hold(comment);
    furthest = Math.max(furthest, place);
  }
  return late;
}

/** Both come in the same order but for a few, so that no more than those and the comments of one item are held. */
export async function* joinComments(archive: Archive): AsyncGenerator<CommentedItem> {
  const places = await listPlaces(archive);
  const late = await readLate(archive, places);
  const rest = archive.comments()[Symbol.asyncIterator]();
  let next = await rest.next();
  for await (const archived of archive.items()) {
    const { item } = archived;
    const place = isPost(item) ? (places.get(item.id) ?? -1) : -1;
    const comments: Comment[] = [];
    // Passed over are those of items that are no part of the archive, and those that are late.
    while (!next.done && (places.get(next.value.itemId) ?? -1) <= place) {
      if (next.value.itemId === item.id) comments.push(next.value);
      next = await rest.next();
    }
    if (place >= 0) comments.push(...(late.get(item.id) ?? []));
    yield { ...archived, comments };
  }
}
