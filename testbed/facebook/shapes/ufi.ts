import { toFeedbackId } from '../catalog/ids.ts';
import { countReactions } from '../catalog/media.ts';
import type { Counts } from '../catalog/model.ts';
import { type AnswerContext, type Json, toGeneration, toShort } from './context.ts';

const reactionIds: Record<string, string> = {
  Like: '1635855486666999',
  Love: '1678524932434102',
  Care: '613557422527858',
  Haha: '115940658764963',
  Wow: '478547315650144',
  Sad: '908563459236466',
  Angry: '444813342392137',
};

/** Counts of a post below it. In the older shapes they stand in the summary, in the newer ones beside the buttons. */
export function toUfiSummary(
  context: AnswerContext,
  post: { id: string; counts: Counts; plays: number | null },
): Json {
  const { counts } = post;
  const total = countReactions(counts);
  const numbers = {
    i18n_reaction_count: toShort(total),
    reaction_count: { count: total, is_empty: total === 0 },
    i18n_share_count: toShort(counts.shares),
    share_count: { count: counts.shares, is_empty: counts.shares === 0 },
  };
  const isNew = toGeneration(context, post.id) === '2026';
  const id = toFeedbackId(post.id);
  const comments = { comments: { total_count: counts.comments } };
  return {
    __typename: context.viewer
      ? 'DefaultCometUFISummaryAndActionsRenderer'
      : 'UnauthenticatedUCometUFISummaryAndActionsRenderer',
    feedback: {
      id,
      subscription_target_id: post.id,
      ...(isNew ? {} : numbers),
      important_reactors: { nodes: [] },
      top_reactions: {
        count: counts.reactions.length,
        edges: counts.reactions.map(({ name, count }) => ({
          visible_in_bling_bar: true,
          node: { id: reactionIds[name] ?? '0', localized_name: name },
          i18n_reaction_count: toShort(count),
          reaction_count: count,
        })),
      },
      viewer_actor: context.viewer
        ? { __typename: 'User', id: context.viewer.id, name: context.viewer.name }
        : null,
      comments_count_summary_renderer: {
        __typename: 'TotalCommentsCountSummaryRenderer',
        feedback: { id, comment_rendering_instance: comments },
      },
      comment_rendering_instance: comments,
      video_view_count: post.plays,
      adaptive_ufi_action_renderers: [
        'UFIStoryReactActionRenderer',
        'UFIStoryCommentActionRenderer',
        'UFIStoryShareActionRenderer',
      ].map((__typename) => ({ __typename, feedback: { id, ...(isNew ? numbers : {}) } })),
    },
  };
}
