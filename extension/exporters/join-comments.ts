/** Items together with their comments, one item at a time. */
import type { Comment } from '../../shared/model/item.ts';
import { isPost } from '../core/items/item-progress.ts';
import type { Archive, ArchivedItem } from './exporter.ts';

/** An item with what was said of it. */
export interface CommentedItem extends ArchivedItem {
  comments: Comment[];
}

/** Both come in the same order, so that no more than the comments of one item are held. */
export async function* joinComments(archive: Archive): AsyncGenerator<CommentedItem> {
  const known = new Set<string>();
  for await (const { item } of archive.items()) if (isPost(item)) known.add(item.id);
  const rest = archive.comments()[Symbol.asyncIterator]();
  let next = await rest.next();
  for await (const archived of archive.items()) {
    const comments: Comment[] = [];
    const { item } = archived;
    // Those of items that are no part of the archive are passed over.
    while (!next.done && isPost(item) && (next.value.itemId === item.id || !known.has(next.value.itemId))) {
      if (next.value.itemId === item.id) comments.push(next.value);
      next = await rest.next();
    }
    yield { ...archived, comments };
  }
}
