import { parseCounts } from '../../parse-counts.ts';

/** How much there is. A timeline of 1,000 posts and an album of 1,500 photos are generated in well under a second. */
export interface FacebookScale {
  /** The owner's posts, of every kind in turn. */
  posts: number;
  /** Albums the owner made, besides those the platform makes. */
  albums: number;
  /** Photos of the first of them. */
  largestAlbum: number;
  /** Photos of others with the owner in them. */
  tagged: number;
  /** Videos and reels that are not on the timeline, besides those that are. */
  videos: number;
  reels: number;
  saved: number;
  /** Stories in the archive. */
  stories: number;
  /** Posts of a page and of a group the owner sees. */
  pagePosts: number;
  groupPosts: number;
  /** The most top-level comments a post has. */
  comments: number;
}

export const defaultFacebookScale: FacebookScale = {
  posts: 44,
  albums: 3,
  largestAlbum: 60,
  tagged: 14,
  videos: 3,
  reels: 12,
  saved: 26,
  stories: 12,
  pagePosts: 14,
  groupPosts: 14,
  comments: 24,
};

/** Reads `posts=1000,largestAlbum=1500` into numbers; unknown names and non-numbers are errors. */
export const parseFacebookScale = (text: string): Partial<FacebookScale> =>
  parseCounts(text, defaultFacebookScale);
