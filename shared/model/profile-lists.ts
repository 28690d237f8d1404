/** The lists of a profile that an export can include; without zod, because the popup offers them. */
import type { SourceKind } from './source.ts';

export const profileLists = [
  'posts',
  'photos',
  'videos',
  'reels',
  'stories',
  'playlists',
  'collections',
  'reposts',
  'liked',
  'favourites',
] as const;

/** One of them. */
export type ProfileList = (typeof profileLists)[number];

/** The list that a part of a profile belongs to, or null where it is none to choose; a timeline is its posts. */
export function toProfileList(kind: SourceKind): ProfileList | null {
  const name = kind === 'timeline' ? 'posts' : kind;
  return profileLists.find((list) => list === name) ?? null;
}
