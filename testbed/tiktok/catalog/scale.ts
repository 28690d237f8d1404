import { parseCounts } from '../../parse-counts.ts';

/** How much there is. 3,000 posts are generated in well under a second. */
export interface TiktokScale {
  /** The owner's posts that everybody sees, photo posts among them. */
  posts: number;
  /** How many of them are photo posts. */
  photos: number;
  /** Posts of the owner that only the owner sees, and as many for friends. */
  hidden: number;
  liked: number;
  favourites: number;
  collections: number;
  /** Entries of the first collection, some of which are gone. */
  largestCollection: number;
  reposts: number;
  playlists: number;
  /** Entries of the first playlist. */
  largestPlaylist: number;
  stories: number;
  following: number;
  /** Accounts of others that have posts. */
  foreignUsers: number;
  foreignPosts: number;
  /** The most top-level comments a post has. */
  comments: number;
}

export const defaultTiktokScale: TiktokScale = {
  posts: 60,
  photos: 9,
  hidden: 2,
  liked: 48,
  favourites: 42,
  collections: 3,
  largestCollection: 70,
  reposts: 38,
  playlists: 2,
  largestPlaylist: 24,
  stories: 3,
  following: 70,
  foreignUsers: 6,
  foreignPosts: 24,
  comments: 45,
};

/** Reads `posts=3000,photos=300` into numbers; unknown names and non-numbers are errors. */
export const parseTiktokScale = (text: string): Partial<TiktokScale> => parseCounts(text, defaultTiktokScale);
