/** Which playlists of an archive its posts are in. */
import type { Archive } from './exporter.ts';

/** Titles of playlists by the posts' ids. */
export type Membership = ReadonlyMap<string, readonly string[]>;

/** Read from the lists themselves; a list without a title goes by its id. */
export async function readMembership({ items }: Archive): Promise<Membership> {
  const titles = new Map<string, string[]>();
  for await (const { item } of items()) {
    for (const { id } of item.entries ?? [])
      titles.set(id, [...(titles.get(id) ?? []), item.title || item.id]);
  }
  return titles;
}
