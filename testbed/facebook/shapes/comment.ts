import { toBase64, toCommentId, toExpansionToken } from '../catalog/ids.ts';
import type { Actor, Comment } from '../catalog/model.ts';
import { toOwner } from './actor.ts';
import { type AnswerContext, type Json, toShort } from './context.ts';
import { toFeedPhoto } from './photo.ts';
import { toText } from './text.ts';

/** A comment (depth 0) or a reply (depth 1). Replies themselves come with a call of their own. */
export function toComment(
  context: AnswerContext,
  postId: string,
  { comment, parent, url }: { comment: Comment; parent: Comment | null; url: string },
): Json {
  const id = toCommentId(postId, comment.id);
  const feedbackId = toBase64(`feedback:${postId}_${comment.id}`);
  const count = comment.replies.length;
  const commentUrl = `${url}${url.includes('?') ? '&' : '?'}comment_id=${comment.id}`;
  return {
    id,
    is_hidden_by_viewer: false,
    feedback: {
      id: feedbackId,
      expansion_info: {
        expansion_token: toExpansionToken(postId, comment.id),
        should_show_reply_count: true,
      },
      replies_fields: { count, total_count: count },
      url: commentUrl,
      __typename: 'Feedback',
      replies_connection: {
        edges: [],
        page_info: {
          end_cursor: null,
          // So it says of every list that was not opened.
          has_next_page: false,
          has_previous_page: false,
          start_cursor: null,
        },
      },
      top_reactions: { edges: [] },
      reactors: { count_reduced: toShort(comment.likes) },
    },
    legacy_fbid: comment.id,
    depth: parent ? 1 : 0,
    body: comment.text === '' ? null : { text: comment.text, ranges: [] },
    attachments: comment.photo
      ? [
          {
            style_list: ['photo', 'fallback'],
            style_type_renderer: {
              __typename: 'StoryAttachmentPhotoStyleRenderer',
              attachment: { media: toFeedPhoto(context, comment.photo, 320) },
            },
          },
        ]
      : [],
    author: toCommentAuthor(context, comment.author),
    is_author_weak_reference: false,
    comment_action_links: [
      {
        __typename: 'XFBCommentTimeStampActionLink',
        comment: { id, created_time: comment.createdAtSec, url: commentUrl },
      },
      {
        __typename: 'XFBCommentReactionActionLink',
        comment: { id, feedback: { id: feedbackId, reactors: { count: comment.likes } } },
      },
    ],
    preferred_body:
      comment.text === ''
        ? null
        : { __typename: 'TextWithEntities', ...toText(comment.text), translation_type: 'ORIGINAL' },
    created_time: comment.createdAtSec,
    comment_direct_parent: parent ? { id: toCommentId(postId, parent.id) } : null,
    comment_parent: parent ? { id: toCommentId(postId, parent.id) } : null,
    is_disabled: false,
    __typename: 'Comment',
  };
}

/** Pictures of who wrote a comment come in the sizes of its depth. */
function toCommentAuthor({ media }: AnswerContext, author: Actor): Json {
  const picture = (edge: number) => ({ uri: media.buildAvatar(author, edge) });
  return {
    ...toOwner(author),
    __isEntity: author.kind,
    profile_picture_depth_0: picture(64),
    profile_picture_depth_0_increased: picture(80),
    profile_picture_depth_1: picture(48),
    work_info: null,
  };
}
