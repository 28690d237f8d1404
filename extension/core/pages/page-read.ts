/** What a reader makes of one page, and the questions a collector inside a page answers. All of it crosses processes as JSON. */
import { z } from 'zod';
import { commentSchema, itemSchema } from '../../../shared/model/item.ts';
import { mediaSchema } from '../../../shared/model/media.ts';
import { sourceKindSchema, sourceRefSchema, sourceSchema } from '../../../shared/model/source.ts';
import { wireErrorSchema } from '../../../shared/wire-error.ts';
import { identitySchema } from './identity.ts';

/** A page that shows a source, or one of the ways a platform says no. */
const pageKindSchema = z.enum([
  ...sourceKindSchema.options,
  'comments',
  /** Who follows an account. */
  'followers',
  'search',
  'home',
  'charts',
  'embed',
  'login',
  'consent',
  'rate_limited',
  'unavailable',
  'unknown',
]);
export type PageKind = z.infer<typeof pageKindSchema>;

export const pageReadSchema = z.strictObject({
  page: pageKindSchema,
  items: z.array(itemSchema),
  comments: z.array(commentSchema),
  /** Opaque; null at the end of the list. */
  continuation: z.string().nullable(),
  /** Renderers the reader does not know, by name. Ads, chips and other furniture are known and not counted. */
  unknown: z.record(z.string(), z.number().int().positive()),
  title: z.string().nullable(),
  claimed: z.strictObject({ count: z.number().int().nonnegative(), exact: z.boolean() }).nullable(),
  /** Set on negative pages. */
  error: wireErrorSchema.nullable(),
});
export type PageRead = z.infer<typeof pageReadSchema>;

/** Questions to the collector in a tab, each one request or a few to the platform at most. */
export const collectorRequestSchema = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('resolve'), ref: sourceRefSchema }),
  /** One page of one list; `cursor` null asks for the first. `asOwner`: what a stranger is shown is refused. */
  z.strictObject({
    verb: z.literal('page'),
    ref: sourceRefSchema,
    cursor: z.string().nullable(),
    asOwner: z.boolean(),
  }),
  /** Everything about one item; its address says what kind of thing it is. */
  z.strictObject({ verb: z.literal('details'), itemId: z.string(), url: z.url() }),
  /** A picture that posts and lists only show scaled, in full size. */
  z.strictObject({ verb: z.literal('medium'), mediaId: z.string() }),
  z.strictObject({
    verb: z.literal('comments'),
    itemId: z.string(),
    url: z.url(),
    cursor: z.string().nullable(),
  }),
  /** The text of a caption track, by an address that details gave; only where files are not fetched by their addresses. */
  z.strictObject({ verb: z.literal('caption'), url: z.url() }),
]);
export type CollectorRequest = z.infer<typeof collectorRequestSchema>;

export const collectorReplySchema = z.union([
  z.strictObject({ source: sourceSchema }),
  z.strictObject({ read: pageReadSchema }),
  z.strictObject({ item: itemSchema }),
  z.strictObject({ medium: mediaSchema }),
  z.strictObject({ text: z.string() }),
  z.strictObject({ error: wireErrorSchema, retryAfterSec: z.number().nonnegative().nullable() }),
]);
export type CollectorReply = z.infer<typeof collectorReplySchema>;

/** How a reply comes out of its page: with whom it was made for, and what it took of that account. */
export const collectorAnswerSchema = z.strictObject({
  /** Null when nothing was asked but who is there. */
  reply: collectorReplySchema.nullable(),
  identity: identitySchema,
  /** Requests to the platform's own pages; those to its media hosts are nobody's. */
  requests: z.number().int().nonnegative(),
});
export type CollectorAnswer = z.infer<typeof collectorAnswerSchema>;
