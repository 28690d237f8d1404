/** One thing that was posted, as an export holds it. Raw renderers never get this far: they hold IPs and tokens. */
import { z } from 'zod';
import { mediaSchema } from './media.ts';
import { platformIdSchema } from './source.ts';

const itemKindSchema = z.enum([
  'video',
  'short',
  'live',
  'playlist',
  'channel',
  'post',
  /** TikTok: pictures with a sound. */
  'photo_post',
  'photo',
  'album',
  'reel',
  'story',
  /** Somebody followed on TikTok. */
  'profile',
]);
export type ItemKind = z.infer<typeof itemKindSchema>;

/** A count, exact or only as the page shows it. "2.3M" stays "2.3M"; `approximate` is the number it stands for. */
export const countSchema = z.discriminatedUnion('precision', [
  z.strictObject({ precision: z.literal('exact'), value: z.number().int().nonnegative() }),
  z.strictObject({
    precision: z.literal('rounded'),
    text: z.string(),
    approximate: z.number().int().nonnegative().nullable(),
  }),
]);
export type Count = z.infer<typeof countSchema>;

/** When it was posted: an instant, a day, what the page says ("8 days ago"), or nothing. */
const createdAtSchema = z.discriminatedUnion('precision', [
  z.strictObject({ precision: z.literal('exact'), at: z.iso.datetime({ offset: true }) }),
  z.strictObject({ precision: z.literal('approximate'), text: z.string() }),
  z.strictObject({ precision: z.literal('unknown') }),
]);
export type CreatedAt = z.infer<typeof createdAtSchema>;

export const authorSchema = z.strictObject({
  id: z.string().nullable(),
  name: z.string(),
  handle: z.string().nullable(),
  url: z.url().nullable(),
});
export type Author = z.infer<typeof authorSchema>;

const chapterSchema = z.strictObject({ title: z.string(), startSec: z.number().nonnegative() });

const privacySchema = z.enum(['public', 'unlisted', 'private', 'members', 'friends', 'custom', 'unknown']);
export type Privacy = z.infer<typeof privacySchema>;

/** The sound of a short video or a photo post. */
const musicSchema = z.strictObject({
  id: z.string().nullable(),
  title: z.string(),
  author: z.string().nullable(),
  durationSec: z.number().nonnegative().nullable(),
  /** True when it was made with the post and not taken from a catalogue; null when the page does not tell. */
  original: z.boolean().nullable(),
});
export type Music = z.infer<typeof musicSchema>;

/** Where it was made, as the platform says it. */
const locationSchema = z.strictObject({
  id: z.string().nullable(),
  name: z.string(),
  address: z.string().nullable(),
});
export type Location = z.infer<typeof locationSchema>;

/** A post that another post shares; less is known of it than of a post of its own. */
const sharedPostSchema = z.strictObject({
  id: z.string().nullable(),
  url: z.url().nullable(),
  author: authorSchema.nullable(),
  text: z.string().nullable(),
  createdAt: createdAtSchema,
});
export type SharedPost = z.infer<typeof sharedPostSchema>;

/** An entry of a playlist, in its order; unavailable ones are kept, because their place in the list is a fact too. */
const playlistEntrySchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  position: z.number().int().positive(),
});

export const itemSchema = z.strictObject({
  platform: platformIdSchema,
  /** The platform's own id; a string, always. */
  id: z.string().min(1),
  kind: itemKindSchema,
  url: z.url(),
  author: authorSchema.nullable(),
  title: z.string(),
  /** Description or caption; null when it was not read (lists do not carry it), '' when there is none. */
  text: z.string().nullable(),
  createdAt: createdAtSchema,
  durationSec: z.number().nonnegative().nullable(),
  stats: z.strictObject({
    views: countSchema.optional(),
    likes: countSchema.optional(),
    comments: countSchema.optional(),
    subscribers: countSchema.optional(),
    items: countSchema.optional(),
    shares: countSchema.optional(),
    /** How often it was bookmarked. */
    saves: countSchema.optional(),
    reposts: countSchema.optional(),
    /** All reactions together; `likes` stays for platforms that have only one. */
    reactions: countSchema.optional(),
    followers: countSchema.optional(),
  }),
  media: z.array(mediaSchema),
  tags: z.array(z.string()),
  category: z.string().nullable(),
  chapters: z.array(chapterSchema),
  privacy: privacySchema,
  /** Set when the platform lists it but will not show it, with the platform's own words. */
  unavailable: z.string().nullable(),
  /** Day heading of a history entry ("Yesterday"), as shown; the platform gives no time. */
  watchedOn: z.string().optional(),
  /** The other channels of a collaboration; `author` is the first of them. */
  coAuthors: z.array(authorSchema).optional(),
  /** Handles, without the @, in the order of the text. */
  mentions: z.array(z.string()).optional(),
  music: musicSchema.optional(),
  location: locationSchema.optional(),
  /** Names of the effects and filters that were laid over it. */
  effects: z.array(z.string()).optional(),
  /** The kinds of reaction by the platform's own name for them. */
  reactionKinds: z.record(z.string(), countSchema).optional(),
  sharedPost: sharedPostSchema.optional(),
  /** Shown first on the profile, whatever its date. */
  pinned: z.boolean().optional(),
  /** Set for events of a life ("Started school") and the like: the platform's own name for the kind of post. */
  occasion: z.string().optional(),
  /** Fields that the page had in a shape that is not known: the item is incomplete. */
  partial: z.array(z.string()).optional(),
  /** Only for playlists and albums whose entries were read. */
  entries: z.array(playlistEntrySchema).optional(),
});
export type Item = z.infer<typeof itemSchema>;

/** What makes an item one item: the same post seen in two lists has the same key. */
export function toItemKey(item: Pick<Item, 'platform' | 'id' | 'kind'>): string {
  const family = ['playlist', 'channel', 'album', 'profile'].includes(item.kind) ? item.kind : 'post';
  return `${item.platform}:${family}:${item.id}`;
}

export const commentSchema = z.strictObject({
  id: z.string().min(1),
  itemId: z.string().min(1),
  /** Null for a top-level comment. */
  parentId: z.string().nullable(),
  author: authorSchema.nullable(),
  text: z.string(),
  createdAt: createdAtSchema,
  likes: countSchema.nullable(),
  replies: countSchema.nullable(),
  pinned: z.boolean(),
  byOwner: z.boolean(),
  /** Pictures of a picture comment. */
  media: z.array(mediaSchema).optional(),
});
export type Comment = z.infer<typeof commentSchema>;
