/**
 * A folder that is brought up to date is one archive: its lists name what each of several exports has put there. These come
 * newest first.
 */
import type { Comment } from '../../../shared/model/item.ts';
import { isSaved } from '../../core/items/is-saved.ts';
import type { ItemRecord } from '../../core/items/item-record.ts';
import type { StorePort } from '../ports.ts';

type Library = Pick<StorePort, 'readItem' | 'iterateItems' | 'iterateComments'>;

/** The newest of these exports that has saved an item. */
async function findSaved(store: Library, jobIds: readonly string[], key: string) {
  for (const jobId of jobIds) {
    const record = await store.readItem(jobId, key);
    if (record && isSaved(record)) return { jobId, record };
  }
  return null;
}

/** What these exports have of posts, each once: the newest that has saved it has the word. Each with its job. */
export async function* iterateTogether(
  store: Library,
  jobIds: readonly string[],
): AsyncGenerator<{ jobId: string; record: ItemRecord }> {
  const seen = new Set<string>();
  for (const [place, jobId] of jobIds.entries()) {
    const older = jobIds.slice(place + 1);
    for await (const record of store.iterateItems(jobId)) {
      if (record.excluded || seen.has(record.key)) continue;
      if (older.length > 0) seen.add(record.key);
      const saved = isSaved(record) ? null : await findSaved(store, older, record.key);
      yield saved ?? { jobId, record };
    }
  }
}

async function hasReadComments(store: Library, jobIds: readonly string[], key: string): Promise<boolean> {
  for (const jobId of jobIds) {
    const record = await store.readItem(jobId, key);
    if (record && !record.excluded && record.comments === 'done') return true;
  }
  return false;
}

/** Posts whose comments an export was refused, while an older one has read them to their end: by id. */
async function listHalfRead(store: Library, jobId: string, older: readonly string[]): Promise<Set<string>> {
  const ids = new Set<string>();
  if (older.length === 0) return ids;
  for await (const { key, item, comments } of store.iterateItems(jobId))
    if (comments === 'refused' && (await hasReadComments(store, older, key))) ids.add(item.id);
  return ids;
}

/** The comments of the same posts: of each those of the newest that has read all of them, else of the newest that has any. */
export async function* iterateCommentsTogether(
  store: Library,
  jobIds: readonly string[],
): AsyncGenerator<Comment> {
  const told = new Set<string>();
  for (const [place, jobId] of jobIds.entries()) {
    const own = new Set<string>();
    let halfRead: Set<string> | null = null;
    for await (const comment of store.iterateComments(jobId)) {
      if (told.has(comment.itemId)) continue;
      halfRead ??= await listHalfRead(store, jobId, jobIds.slice(place + 1));
      if (halfRead.has(comment.itemId)) continue;
      if (jobIds.length > 1) own.add(comment.itemId);
      yield comment;
    }
    for (const itemId of own) told.add(itemId);
  }
}
