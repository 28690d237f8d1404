/** Comments and replies. What TikTok makes for sharing a comment (`share_info`) names the commenter, and is left alone. */
import type { Comment } from '../../../../shared/model/item.ts';
import { toObject } from '../../../core/json.ts';
import { countUnknown, createDrift, createFields, type Fields, needed } from '../documents/drift.ts';
import { toCreatedAt } from '../documents/instant.ts';
import { isTikTokId } from '../urls.ts';
import { readCommentUser } from './author.ts';
import { readCommentImages } from './pictures.ts';

/** What a page of comments does not say itself. */
export interface CommentPlace {
  /** The post, where the address or the page names it. */
  itemId: string | null;
  /** Id of the user who made the post. */
  ownerId: string | null;
  /** The comment that the list answers; null for a list of all. */
  parentId: string | null;
}

/** Reads the comments of a list, those inside others included; an entry that is none is counted. */
export function readComments(list: unknown[], place: CommentPlace, counts: Map<string, number>): Comment[] {
  return list.flatMap((value) => {
    const json = toObject(value);
    const fields = json && createFields(json, 'comment', createDrift(counts));
    const comment = fields && readComment(fields, place);
    if (!comment) {
      countUnknown(counts, 'comments');
      return [];
    }
    // Some threads come with their first replies; those have none of their own.
    if (place.parentId !== null) return [comment];
    const inner = { ...place, itemId: comment.itemId, parentId: comment.id };
    return [comment, ...readComments(fields.list('reply_comment', 'replies'), inner, counts)];
  });
}

function readComment(comment: Fields, place: CommentPlace): Comment | null {
  const id = comment.text('cid', 'id', needed);
  const itemId = comment.text('aweme_id', 'itemId', place.itemId === null) || place.itemId;
  if (id === null || !isTikTokId(id) || !itemId) return null;
  const replyTo = comment.text('reply_id', 'parentId', place.parentId === null) ?? place.parentId;
  const parentId = replyTo === '0' || !replyTo ? null : replyTo;
  const user = comment.object('user', 'author', needed);
  const { author } = user ? readCommentUser(user) : { author: null };
  const media = readCommentImages(comment);
  return {
    id,
    itemId,
    parentId,
    author,
    text: comment.text('text', 'text', needed) ?? '',
    createdAt: toCreatedAt(comment.whole('create_time', 'createdAt', needed)),
    likes: toCount(comment.whole('digg_count', 'likes', needed)),
    // Replies have no replies.
    replies: toCount(comment.whole('reply_comment_total', 'replies', parentId === null)),
    pinned: comment.flag('author_pin', 'pinned') ?? false,
    byOwner: place.ownerId !== null && author?.id === place.ownerId ? true : hasCreatorLabel(comment),
    ...(media.length > 0 ? { media } : {}),
  };
}

const toCount = (value: number | null): Comment['likes'] =>
  value === null ? null : { precision: 'exact', value };

/** The label that the page puts beside the name of whoever made the post. */
function hasCreatorLabel(comment: Fields): boolean {
  const labels = comment.objects('label_list', 'byOwner');
  return (
    comment.whole('label_type', 'byOwner') === creatorLabel ||
    labels.some((label) => label.whole('type', 'byOwner') === creatorLabel)
  );
}

const creatorLabel = 1;
