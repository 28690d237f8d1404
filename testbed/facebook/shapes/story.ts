import { hash32 } from '../../prng.ts';
import { toFeedbackId } from '../catalog/ids.ts';
import type { Post } from '../catalog/model.ts';
import { toPostUrl } from '../catalog/posts.ts';
import { toAuthor, toNamed } from './actor.ts';
import { toAttachments } from './attachment.ts';
import { type AnswerContext, type Json, toGeneration, toModule } from './context.ts';
import { toActorPhoto, toAudience, toId, toMessage, toTimestamp, toTitle } from './sections.ts';
import { toUfiSummary } from './ufi.ts';

/** A post as timelines, groups and its own page have it. `more` is put beside the counts. */
export function toStory(context: AnswerContext, post: Post, more: Json = {}): Json {
  const id = toId(post);
  const isNew = toGeneration(context, post.id) === '2026';
  return {
    __typename: 'Story',
    __isFeedUnit: 'Story',
    debug_info: null,
    id,
    sponsored_data: null,
    feedback: { associated_group: null, id: toFeedbackId(post.id) },
    is_story_civic: null,
    cache_id: String(hash32(`cache/${post.id}`)),
    matched_terms: [],
    post_id: post.id,
    cix_screen: null,
    future_of_feed_info: {
      should_reverse_message_and_attachment_position: false,
      should_overlay_header: false,
    },
    attached_story: post.shared ? toAttachedLayout(context, post.shared) : null,
    bumpers: null,
    comet_sections: {
      __typename: 'CometStorySections',
      content: toContent(context, post),
      layout: { __typename: 'CometStoryDefaultLayoutStrategy' },
      header: null,
      context_layout: toContextLayout(context, post),
      aymt_footer: null,
      footer: null,
      feedback: toFeedbackSection(context, post, more),
      outer_footer: null,
      call_to_action: null,
    },
    // The same attachments again, as the newer pages have them.
    ...(isNew && { attachments: toAttachments(context, post) }),
    actors: [toNamed(post.actor)],
    to: post.group ? toNamed(post.group) : null,
    encrypted_tracking: `AZ${'x'.repeat(200)}${post.id}`,
    click_tracking_linkshim_cb: `Zc${'y'.repeat(80)}`,
    __isTrackableFeedUnit: 'Story',
    trackingdata: { id: `trackingdata-${post.id}` },
    viewability_config: [1, 8],
    client_view_config: { can_delay_log_impression: false, use_banzai_signal_imp: true },
    __isNode: 'Story',
  };
}

function toContent(context: AnswerContext, post: Post): Json {
  return {
    __typename: 'CometFeedStoryDefaultContentStrategy',
    story: {
      feedback: { id: toFeedbackId(post.id) },
      comet_sections: {
        above_message: null,
        attached_story: post.shared ? toAttachedSection(context, post.shared) : null,
        message: toMessage(post),
        message_suffix: null,
        message_container: post.text === '' ? null : toMessageContainer(post),
        aggregated_stories: null,
      },
      attachments: toAttachments(context, post),
      sponsored_data: null,
      text_format_metadata: null,
      post_id: post.id,
      actors: [toAuthor(post.actor)],
      message: post.text === '' ? null : { __typename: 'TextWithEntities', text: post.text },
      wwwURL: toPostUrl(post),
      target_group: post.group ? { id: post.group.id } : null,
      attached_story: post.shared ? toAttachedStory(context, post.shared) : null,
      id: toId(post),
    },
    ...toModule('CometFeedStoryDefaultContentStrategy_content', 'CometFeedStoryContentMatchRenderer_story'),
  };
}

function toMessageContainer(post: Post): Json {
  return {
    __typename: 'CometFeedStoryMessageContainerRenderingStrategy',
    story: {
      message: { text: post.text },
      referenced_sticker: null,
      attachments: [],
      text_format_metadata: null,
      id: toId(post),
    },
  };
}

function toContextLayout(context: AnswerContext, post: Post): Json {
  return {
    __typename: 'CometFeedStoryDefaultContextLayoutStrategy',
    local_alerts_story_menu_promotion: null,
    story: {
      id: toId(post),
      debug_info: null,
      can_viewer_see_menu: true,
      sponsored_data: null,
      comet_sections: {
        actor_photo: toActorPhoto(context, post),
        metadata: [toTimestamp(post, 'MetadataSectionMatchRenderer'), toAudience(context, post)],
        title: toTitle(post),
      },
      easy_hide_button_story: null,
    },
    is_regulation_enforced: false,
  };
}

function toFeedbackSection(context: AnswerContext, post: Post, more: Json): Json {
  const { attachment } = post;
  const plays = attachment.kind === 'video' ? attachment.video.plays : null;
  const target = {
    id: toFeedbackId(post.id),
    subscription_target_id: post.id,
    owning_profile: { __typename: post.actor.kind, name: post.actor.name, id: post.actor.id },
    can_viewer_comment: context.viewer !== null,
    comment_rendering_instance: { comments: { total_count: post.counts.comments } },
    comet_ufi_summary_and_actions_renderer: toUfiSummary(context, {
      id: post.id,
      counts: post.counts,
      plays,
    }),
    ...more,
  };
  return {
    __typename: 'CometStoryFeedbackUFIStrategy',
    story: {
      feedback_context: { feedback_target_with_context: { id: toFeedbackId(post.id) } },
      story_ufi_container: {
        __typename: 'XFBSimplifiedUFIContainer',
        story: {
          feedback_context: { feedback_target_with_context: target, interesting_top_level_comments: [] },
          id: toId(post),
          url: toPostUrl(post),
          post_id: post.id,
          tracking: JSON.stringify({ qid: '-9451', mf_story_key: post.id, top_level_post_id: post.id }),
        },
      },
      id: toId(post),
    },
  };
}

/** What somebody else posted, inside the post that shares it. */
function toAttachedSection(context: AnswerContext, shared: Post): Json {
  const inner = {
    comet_sections: {
      metadata: [toTimestamp(shared, 'MetadataSectionMatchRenderer')],
      title: toTitle(shared),
      actor_photo: toActorPhoto(context, shared),
      message: toMessage(shared),
    },
    attachments: toAttachments(context, shared).map(({ target: _, ...attachment }) => attachment),
    message: { text: shared.text },
    id: toId(shared),
  };
  const layout = { __typename: 'CometStoryAttachedStoryInvertedLayoutStrategy', story: inner };
  const story = { id: toId(shared), comet_sections: { attached_story_layout: layout } };
  return { __typename: 'CometStoryAttachedStoryStrategy', story: { attached_story: story } };
}

function toAttachedStory(context: AnswerContext, shared: Post): Json {
  return {
    id: toId(shared),
    post_id: shared.id,
    wwwURL: toPostUrl(shared),
    actors: [toAuthor(shared.actor)],
    message: { __typename: 'TextWithEntities', text: shared.text },
    attachments: toAttachments(context, shared),
    target_group: shared.group ? { id: shared.group.id } : null,
  };
}

/** At the root there is no more than who and when. */
function toAttachedLayout(context: AnswerContext, shared: Post): Json {
  return {
    id: toId(shared),
    should_host_actor_link_in_watch: false,
    comet_sections: { context_layout: toContextLayout(context, shared), footer: null },
  };
}
