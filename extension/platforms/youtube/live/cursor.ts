/** The collector's own cursors, as text that comes back. */
import { z } from 'zod';
import { AppError } from '../../../../shared/app-error.ts';
import { authorSchema } from '../../../../shared/model/item.ts';

/** Where a list goes on. Holds nothing of a tab: it works in another one, or after a restart. */
const listCursorSchema = z.strictObject({
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
const commentsCursorSchema = z.strictObject({
  v: z.literal(1),
  queue: z.array(z.strictObject({ token: z.string().min(1), parentId: z.string().nullable() })).min(1),
  seen: z.array(z.string()),
});
export type CommentsCursor = z.infer<typeof commentsCursorSchema>;

/** More than any list has pages; the cursor is stored with every page and must not grow for ever. */
const maxSeen = 2000;

/** Throws `input.invalid` for text that is no cursor of a list. */
export function parseListCursor(text: string): ListCursor {
  return parseWith(listCursorSchema, text);
}

/** Throws `input.invalid` for text that is no cursor of comments. */
export function parseCommentsCursor(text: string): CommentsCursor {
  return parseWith(commentsCursorSchema, text);
}

function parseWith<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (thrown) {
    throw new AppError('input.invalid', 'The place where the list goes on is damaged.', { cause: thrown });
  }
}

/** A cursor as text, with only the newest of what was seen. */
export function toCursorText(cursor: ListCursor | CommentsCursor): string {
  return JSON.stringify({ ...cursor, seen: cursor.seen.slice(-maxSeen) });
}

/** A short name for a token or a page; two different ones never share it in practice (53 bits). */
export function toHash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
