/** What the collector takes from outside and relies on: the page's settings, and its own cursors coming back. */
import { z } from 'zod';
import { authorSchema } from '../../../../shared/model/item.ts';

/** The settings of `ytcfg` that a request needs. Whatever is missing or of another type is as if it were not there. */
export const configSchema = z.object({
  INNERTUBE_CONTEXT: z
    .looseObject({ client: z.looseObject({}) })
    .optional()
    .catch(undefined),
  INNERTUBE_CONTEXT_CLIENT_NAME: z.number().int().optional().catch(undefined),
  INNERTUBE_CONTEXT_CLIENT_VERSION: z.string().optional().catch(undefined),
  INNERTUBE_CLIENT_VERSION: z.string().optional().catch(undefined),
  VISITOR_DATA: z.string().optional().catch(undefined),
  LOGGED_IN: z.boolean().optional().catch(undefined),
  SESSION_INDEX: z.union([z.string(), z.number()]).optional().catch(undefined),
  DELEGATED_SESSION_ID: z.string().optional().catch(undefined),
  STS: z.number().int().optional().catch(undefined),
});
export type PageConfig = z.infer<typeof configSchema>;

/** Where a list goes on. Holds nothing of a tab: it works in another one, or after a restart. */
export const listCursorSchema = z.strictObject({
  v: z.literal(1),
  /** Token for the next request; null to ask for the first page again. */
  token: z.string().min(1).nullable(),
  /** Whether the list was begun by a logged-in account. */
  loggedIn: z.boolean(),
  /** Items given out so far. */
  count: z.number().int().nonnegative(),
  /** Items still to be left out after starting over. */
  skip: z.number().int().nonnegative(),
  restarts: z.number().int().nonnegative(),
  /** Pages without items in a row. */
  empty: z.number().int().nonnegative(),
  /** Hashes of tokens and pages that were there before. */
  seen: z.array(z.string()),
  /** The channel whose tab it is: later pages do not name it. */
  author: authorSchema.nullable(),
});
export type ListCursor = z.infer<typeof listCursorSchema>;

/** Where the comments of a video go on: what is still to be asked for, next first. */
export const commentsCursorSchema = z.strictObject({
  v: z.literal(1),
  queue: z.array(z.strictObject({ token: z.string().min(1), parentId: z.string().nullable() })).min(1),
  seen: z.array(z.string()),
});
export type CommentsCursor = z.infer<typeof commentsCursorSchema>;
