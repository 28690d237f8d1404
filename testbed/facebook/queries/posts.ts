import { fromBase64, toExpansionToken, toFeedbackId } from '../catalog/ids.ts';
import type { Comment, Post } from '../catalog/model.ts';
import { toPhotoUrl, toPostUrl, toVideoUrl } from '../catalog/posts.ts';
import type { World } from '../catalog/world.ts';
import { toComment } from '../shapes/comment.ts';
import { toPage } from '../shapes/connection.ts';
import { type AnswerContext, canSeePost, type Json, toGeneration } from '../shapes/context.ts';
import { toStory } from '../shapes/story.ts';
import { type Query, readText } from './query.ts';
import { toStoryPatches } from './timeline.ts';

/** One post with its comments. */

const firstComments = 10;

/** `CometSinglePostDialogContentQuery`: under `node`, in the newer shapes under `node_v2`. */
export const readPost: Query = (context, variables) => {
  const post = context.world.posts.get(fromBase64(readText(variables, 'storyID')).split(':').at(-1) ?? '');
  if (!post || !canSeePost(context, post)) return [];
  const root = toGeneration(context, post.id) === '2026' ? 'node_v2' : 'node';
  const story = toStory(context, post, { comment_list_renderer: toCommentList(context, post) });
  const patches = toStoryPatches(context, post).map((patch) => ({
    ...patch,
    path: [root, ...(patch.path ?? [])],
  }));
  return [{ data: { [root]: story } }, ...patches];
};

/** `CommentsListComponentsPaginationQuery`: ten more comments; edges have no cursor of their own. */
export const listComments: Query = (context, variables) => {
  const postId = fromBase64(readText(variables, 'id')).replace('feedback:', '');
  const comments = toCommentConnection(context, postId, { cursor: variables.commentsAfterCursor });
  const instance = { comments };
  return [
    {
      data: {
        node: {
          __typename: 'Feedback',
          comment_rendering_instance_for_feed_location: instance,
          id: variables.id,
        },
      },
    },
  ];
};

/** `Depth1CommentsListPaginationQuery`: the replies to a comment, for who brings the token that stands beside it. */
export const listReplies: Query = (context, variables) => {
  const [postId = '', commentId = ''] = fromBase64(readText(variables, 'id'))
    .replace('feedback:', '')
    .split('_');
  const parent = context.world.listComments(postId).find(({ id }) => id === commentId);
  if (!parent || variables.expansionToken !== toExpansionToken(postId, commentId)) return [];
  const paging = { variables: { cursor: variables.repliesAfterCursor }, most: 5 };
  const page = toPage(`replies/${postId}/${commentId}`, parent.replies, paging);
  const edges = page.items.map((comment) => toEdge(context, postId, { comment, parent }));
  const replies = {
    edges,
    page_info: { ...page.pageInfo, has_previous_page: page.start > 0, start_cursor: null },
  };
  return [{ data: { node: { __typename: 'Feedback', replies_connection: replies, id: variables.id } } }];
};

function toCommentList(context: AnswerContext, post: Post): Json {
  const comments = toCommentConnection(context, post.id, { cursor: null });
  return {
    __typename: 'CometUFICommentListRenderer',
    feedback: {
      id: toFeedbackId(post.id),
      comment_rendering_instance_for_feed_location: {
        selected_intent: null,
        selectable_intents: [],
        comments,
      },
    },
  };
}

function toCommentConnection(context: AnswerContext, postId: string, { cursor }: { cursor: unknown }): Json {
  const all = context.world.listComments(postId);
  const page = toPage(`comments/${postId}`, all, { variables: { cursor }, most: firstComments });
  return {
    is_not_behind_the_fold: true,
    // Only what comes with a post says how many there are.
    ...(cursor === null && {
      count: all.length,
      total_count: context.world.countComments(postId),
      page_size: firstComments,
    }),
    edges: page.items.map((comment) => toEdge(context, postId, { comment, parent: null })),
    page_info: { ...page.pageInfo, has_previous_page: page.start > 0, start_cursor: null },
  };
}

function toEdge(
  context: AnswerContext,
  postId: string,
  one: { comment: Comment; parent: Comment | null },
): Json {
  const url = findUrl(context.world, postId);
  return { node: toComment(context, postId, { ...one, url }), cursor: null };
}

function findUrl(world: World, postId: string): string {
  const post = world.posts.get(postId);
  if (post) return toPostUrl(post);
  const video = [...world.videos.values()].find((each) => each.postId === postId);
  return video ? toVideoUrl(video) : toPhotoUrl(postId, world.photos.get(postId)?.setToken ?? '');
}
