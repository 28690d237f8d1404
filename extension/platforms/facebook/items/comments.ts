/** Comments and their replies: below a post, or on a page of their own. */
import type { Comment, Count } from '../../../../shared/model/item.ts';
import type { Media } from '../../../../shared/model/media.ts';
import { toArray, toText } from '../../../core/json.ts';
import { countDrift, type Drift } from '../documents/drift.ts';
import { hasKey, seek, type Unread } from '../documents/seek.ts';
import { readAttachments } from './attachments.ts';
import { readCommentId, readFeedbackId, readNumericId } from './ids.ts';
import { readActor, readText, readTime } from './item.ts';
import { readCount } from './stats.ts';

/** One list of comments, with the replies that came along, and where the list goes on. */
export interface CommentsRead {
  comments: Comment[];
  next: string | null;
  /** How many there are in all, replies included. */
  claimed: number | null;
}

/** What comments belong to. */
export interface CommentPlace {
  itemId: string;
  /** Null for a list of top-level comments. */
  parentId: string | null;
  /** Whose post it is, where that is known. */
  ownerId?: string | null;
}

/** The place that a `Feedback` stands for: a post, or one of its comments. Its id as it stands when it tells neither. */
export function readCommentPlace(feedbackId: unknown): CommentPlace | null {
  const ids = readFeedbackId(feedbackId);
  if (ids) return { itemId: ids.postId, parentId: ids.commentId };
  const plain = toText(feedbackId);
  return plain !== null && /^[\w+/=:.-]{1,400}$/.test(plain) ? { itemId: plain, parentId: null } : null;
}

/** Reads a list `{edges, page_info}`; entries that are no comments are counted. */
export function readComments(list: unknown, place: CommentPlace, drift: Drift): CommentsRead {
  const comments: Comment[] = [];
  const edges = seek(list, 'edges');
  for (const edge of toArray(edges)) putComment(comments, seek(edge, 'node'), { place, drift, depth: 0 });
  if (!Array.isArray(edges)) countDrift(drift, 'comments');
  const total = seek(list, 'total_count');
  return {
    comments,
    next: readNext(list, drift),
    claimed: typeof total === 'number' && Number.isInteger(total) && total >= 0 ? total : null,
  };
}

/** Counted where a list goes on and does not say from where. */
export const lostPlace = 'page_info.end_cursor';

/** The cursor of a list that goes on; what should say so and does not is counted. */
export function readNext(list: unknown, drift: Drift): string | null {
  const info = seek(list, 'page_info');
  const hasNext = seek(info, 'has_next_page');
  const cursor = toText(seek(info, 'end_cursor'));
  if (typeof hasNext !== 'boolean') countDrift(drift, 'page_info');
  else if (hasNext && !cursor) countDrift(drift, lostPlace);
  return hasNext !== false && cursor ? cursor : null;
}

interface Reading {
  place: CommentPlace;
  drift: Drift;
  depth: number;
}

/** Replies to replies to replies: Facebook has three steps, and a page that pretends more is not followed. */
const maxDepth = 10;

function putComment(comments: Comment[], node: unknown, reading: Reading): void {
  const { place, drift, depth } = reading;
  const comment = readComment(node, reading);
  if (!comment) {
    countDrift(drift, toText(seek(node, '__typename')) ?? 'comment');
    return;
  }
  comments.push(comment);
  const replies = seek(node, 'feedback', 'replies_connection');
  if (depth >= maxDepth) return;
  const inside = { place: { ...place, parentId: comment.id }, drift, depth: depth + 1 };
  for (const edge of toArray(seek(replies, 'edges'))) putComment(comments, seek(edge, 'node'), inside);
}

/** One comment; null when it has no number. What it lacks beside that is counted as `Comment.<field>`. */
function readComment(node: unknown, { place, drift }: Reading): Comment | null {
  const id = readNumericId(seek(node, 'legacy_fbid')) ?? readCommentId(seek(node, 'id'));
  if (id === null) return null;
  const unread: Unread = new Set();
  const actor = seek(node, 'author');
  const author = readActor(actor, unread);
  if (!author && actor !== null) unread.add('author');
  const createdAt = readTime(seek(node, 'created_time')) ?? readActionTime(node);
  if (!createdAt) unread.add('createdAt');
  const media = readMedia(node, unread, drift);
  const comment: Comment = {
    id,
    itemId: place.itemId,
    parentId: readParentId(node, place, id),
    author,
    text: readBody(node, unread),
    createdAt: createdAt ?? { precision: 'unknown' },
    likes: readReactions(node, unread),
    replies: readReplyCount(node, unread),
    pinned: seek(node, 'is_pinned') === true,
    byOwner: isByOwner(node, place, author?.id ?? null),
    ...(media.length > 0 && { media }),
  };
  for (const field of unread) countDrift(drift, `Comment.${field}`);
  return comment;
}

function readParentId(node: unknown, place: CommentPlace, id: string): string | null {
  const direct = seek(node, 'comment_direct_parent') ?? seek(node, 'comment_parent');
  const parentId =
    readNumericId(seek(direct, 'legacy_fbid')) ?? readCommentId(seek(direct, 'id')) ?? place.parentId;
  return parentId === id ? null : parentId;
}

/** The words in full; a comment that is only a picture has none. */
function readBody(node: unknown, unread: Unread): string {
  const places = ['body', 'preferred_body', 'body_renderer'].map((key) => seek(node, key));
  const texts = places.flatMap((place) => readText(place) ?? []);
  if (texts.length === 0 && !places.includes(null)) unread.add('text');
  return texts.reduce((longest, text) => (text.length > longest.length ? text : longest), '');
}

function readActionTime(node: unknown): Comment['createdAt'] | null {
  const links = toArray(seek(node, 'comment_action_links'));
  return (
    links.map((link) => readTime(seek(link, 'comment', 'created_time'))).find((time) => time !== null) ?? null
  );
}

/** Exact where a button has them, else as shown. */
function readReactions(node: unknown, unread: Unread): Count | null {
  const links = seek(node, 'comment_action_links');
  const buttons = toArray(links)
    .filter((link) => /Reaction/.test(toText(seek(link, '__typename')) ?? 'Reaction'))
    .map((link) => seek(link, 'comment', 'feedback'));
  if (!Array.isArray(links) && links !== null) unread.add('likes');
  const exact = buttons.map(
    (link) =>
      readCount(seek(link, 'unified_reactors', 'count')) ?? readCount(seek(link, 'reactors', 'count')),
  );
  if (buttons.length > 0 && exact.includes(null)) unread.add('likes');
  const shown = readCount(seek(node, 'feedback', 'reactors', 'count_reduced'));
  const count = exact.find((value) => value !== null) ?? shown;
  if (!count || (buttons.length === 0 && !shown)) unread.add('likes');
  return count ?? null;
}

function readReplyCount(node: unknown, unread: Unread): Count | null {
  const fields = seek(node, 'feedback', 'replies_fields');
  const places = [seek(fields, 'total_count'), seek(fields, 'count')];
  if (places.some((place) => readCount(place) === null)) unread.add('replies');
  return places.map(readCount).find((count) => count !== null) ?? null;
}

function isByOwner(node: unknown, place: CommentPlace, authorId: string | null): boolean {
  if (seek(node, 'is_author_original_poster') === true) return true;
  const ownerId =
    readNumericId(seek(node, 'parent_feedback', 'owning_profile', 'id')) ?? place.ownerId ?? null;
  return ownerId !== null && ownerId === authorId;
}

/** Pictures and videos of a comment, and the picture of a link in it. */
function readMedia(node: unknown, unread: Unread, drift: Drift): Media[] {
  const list = seek(node, 'attachments');
  if (!hasKey(node, 'attachments')) unread.add('media');
  const lacks: Unread = new Set();
  const reading = { unread: lacks, drift, authorId: null, url: null, prefix: '' } as const;
  const { media } = readAttachments([list], reading);
  if (lacks.has('media') || lacks.has('media.thumbnail')) unread.add('media');
  return media;
}
