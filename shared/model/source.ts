/** What an export walks: a channel, a list, or a single post. */
import { z } from 'zod';

export const platformIdSchema = z.enum(['youtube', 'tiktok', 'facebook']);
export type PlatformId = z.infer<typeof platformIdSchema>;

export const sourceKindSchema = z.enum([
  /** A whole channel: all its lists, each item once. */
  'channel',
  'channel_videos',
  'channel_shorts',
  'channel_live',
  'channel_playlists',
  'channel_releases',
  'playlist',
  'liked',
  'watch_later',
  'history',
  'subscriptions',
  'video',
  'short',
  /** A whole TikTok or Facebook profile, Facebook page included: all its lists, each item once. */
  'profile',
  /** What a TikTok profile posted. */
  'posts',
  'reposts',
  /** What the account bookmarked on TikTok. */
  'favourites',
  /** One of the folders into which bookmarks were sorted. */
  'collection',
  /** The folders and playlists of a TikTok profile, as lists of names. */
  'collections',
  'playlists',
  'stories',
  'following',
  'sound',
  'hashtag',
  /** A single TikTok post that is pictures with a sound. */
  'photo_post',
  /** The posts on a Facebook profile or page. */
  'timeline',
  'photos',
  'album',
  'videos',
  'reels',
  /** What the account saved on Facebook. */
  'saved',
  'group',
  /** A single Facebook post. */
  'post',
  'reel',
  'photo',
]);
export type SourceKind = z.infer<typeof sourceKindSchema>;

/** A source as a URL names it. `id` may be a handle or vanity name that the platform still has to resolve. */
export const sourceRefSchema = z.strictObject({
  platform: platformIdSchema,
  kind: sourceKindSchema,
  id: z.string().min(1),
  /** Canonical address, without time stamps and tracking parameters. */
  url: z.url(),
});
export type SourceRef = z.infer<typeof sourceRefSchema>;

/** A source after the platform was asked what it is. */
export const sourceSchema = sourceRefSchema.extend({
  title: z.string(),
  author: z.string().nullable(),
  /** How many items the platform claims, when it says so; `exact` is false for "1.2K videos". */
  claimed: z.strictObject({ count: z.number().int().nonnegative(), exact: z.boolean() }).nullable(),
  /** True when the logged-in account owns it; null when the page does not tell. */
  own: z.boolean().nullable(),
  /** The lists to walk, in order; a plain list has itself as its only part. */
  parts: z.array(sourceRefSchema),
});
export type Source = z.infer<typeof sourceSchema>;
