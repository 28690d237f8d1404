import type { Item, ItemKind } from '../../../shared/model/item.ts';
import { toTextTitle } from './text-title.ts';

/** What an item is, as a reader is told. */
export const itemKindNames: Record<ItemKind, string> = {
  video: 'Video',
  short: 'Short',
  live: 'Live stream',
  playlist: 'Playlist',
  channel: 'Channel',
  post: 'Post',
  photo_post: 'Photo post',
  photo: 'Photo',
  album: 'Album',
  reel: 'Reel',
  story: 'Story',
  profile: 'Profile',
};

/**
 * What an item is called wherever one is named to a reader, never '': its title, else the first words of its text, else
 * what it is and when it was posted ("Photo, 3 May 2024", by UTC); where nobody knows when, its id.
 */
export function toShownTitle(item: Pick<Item, 'id' | 'kind' | 'title' | 'text' | 'createdAt'>): string {
  const said = item.title.trim() === '' ? toTextTitle(item.text) : item.title;
  return said || `${itemKindNames[item.kind]}, ${toShownDay(item.createdAt) ?? item.id}`;
}

function toShownDay(createdAt: Item['createdAt']): string | null {
  if (createdAt.precision !== 'exact') return createdAt.precision === 'approximate' ? createdAt.text : null;
  const parts = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Date(createdAt.at).toLocaleDateString('en-GB', parts);
}
