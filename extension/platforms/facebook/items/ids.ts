/**
 * Facebook's ids. A number names a thing; in answers it is often wrapped as base64 of a text that says what it names:
 * `S:_I<owner>:<post>:<post>` or `S:_I<owner>:VK:<video or group post>` for stories, `feedback:<post>[_<comment>]`,
 * `comment:<post>_<comment>`, `app_item:<owner>:…:<photo>`.
 */
import { isNumericId } from '../urls.ts';

/** The text in a wrapped id, or null when it is none. */
export function decodeId(id: unknown): string | null {
  if (typeof id !== 'string' || id.length > 400 || !/^[A-Za-z0-9+/]{4,}={0,2}$/.test(id)) return null;
  try {
    const text = atob(id);
    return /^[\x20-\x7e]+$/.test(text) ? text : null;
  } catch {
    // Not base64 after all.
    return null;
  }
}

/** Digits, also from a number, or null. Numbers too large to be exact are none. */
export function readNumericId(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : null;
  return typeof value === 'string' && isNumericId(value) ? value : null;
}

/** A post's number and its owner's, from a story's id; null for ids of another make. */
export function readStoryId(id: unknown): { ownerId: string; postId: string } | null {
  const [, ownerId = '', postId = ''] =
    /^S:_I(\d{1,25}):(?:[A-Z]{2,3}:)?(\d{1,25})(?::\d+)*$/.exec(decodeId(id) ?? '') ?? [];
  return postId ? { ownerId, postId } : null;
}

/** What a feedback belongs to: a post, and a comment on it when replies are meant. */
export function readFeedbackId(id: unknown): { postId: string; commentId: string | null } | null {
  const [, postId = '', commentId] = /^feedback:(\d{1,25})(?:_(\d{1,25}))?$/.exec(decodeId(id) ?? '') ?? [];
  return postId ? { postId, commentId: commentId ?? null } : null;
}

/** The id under which a post or photo is commented on. */
export function toFeedbackId(postId: string): string {
  return btoa(`feedback:${postId}`);
}

/** A comment's number, from its wrapped id. */
export function readCommentId(id: unknown): string | null {
  return /^comment:\d+_(\d{1,25})$/.exec(decodeId(id) ?? '')?.[1] ?? null;
}

/** The number at the end of a wrapped id of any make. */
export function readLastNumber(id: unknown): string | null {
  return /:(\d{1,25})$/.exec(decodeId(id) ?? '')?.[1] ?? null;
}
