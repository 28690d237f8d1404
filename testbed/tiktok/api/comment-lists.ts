import type { Comment } from '../catalog/model.ts';
import { toComment } from '../shapes/comment.ts';
import { type AnswerContext, findRefusal, type Json } from '../shapes/context.ts';
import { type Call, toEnvelope } from './call.ts';

/** `comment/list/`: the cursor counts places, hidden comments' too, so that pages are often short of what was asked for. */
export const listComments: Call = (context, query) => {
  const post = context.world.posts.get(query.get('aweme_id') ?? '');
  if (!post || findRefusal(context, post) !== null)
    return toCommentPage(context, { shown: [], cursor: 0, hasMore: false, total: 0 });
  const comments = context.world.listComments(post);
  const start = Number(query.get('cursor') ?? 0);
  const page = comments.slice(start, start + toCount(query, 20));
  const end = start + page.length;
  return toCommentPage(context, {
    shown: showAll(page).map((comment) => toComment(context, post, { comment })),
    cursor: end,
    hasMore: end < comments.length,
    total: post.stats.comments,
  });
};

/** `comment/list/reply/`. */
export const listReplies: Call = (context, query) => {
  const post = context.world.posts.get(query.get('item_id') ?? '');
  const parent = post && context.world.listComments(post).find(({ id }) => id === query.get('comment_id'));
  if (!post || !parent || findRefusal(context, post) !== null)
    return toCommentPage(context, { shown: [], cursor: 0, hasMore: false, total: 0 });
  const replies = showAll(parent.replies);
  const start = Number(query.get('cursor') ?? 0);
  const page = replies.slice(start, start + toCount(query, 20));
  const end = start + page.length;
  return toCommentPage(context, {
    shown: page.map((comment) => toComment(context, post, { comment, parent })),
    cursor: end,
    hasMore: end < replies.length,
    total: replies.length,
  });
};

function toCommentPage(
  context: AnswerContext,
  page: { shown: Json[]; cursor: number; hasMore: boolean; total: number },
): Json {
  return {
    alias_comment_deleted: false,
    comments: page.shown.length > 0 ? page.shown : null,
    cursor: page.cursor,
    extra: { api_debug_info: null, fatal_item_ids: null, now: context.nowMs },
    has_filtered_comments: 0,
    has_more: page.hasMore ? 1 : 0,
    log_pb: toEnvelope(context, {}).log_pb,
    reply_style: 2,
    status_code: 0,
    status_msg: '',
    top_gifts: null,
    total: page.total,
  };
}

function showAll(comments: readonly Comment[]): Comment[] {
  return comments.filter(({ isFiltered }) => !isFiltered);
}

function toCount(query: URLSearchParams, most: number): number {
  return Math.max(1, Math.min(most, Number(query.get('count') ?? most)));
}
