import { toFeedbackId, toVideoStoryId } from '../catalog/ids.ts';
import { countReactions } from '../catalog/media.ts';
import type { Actor, Video } from '../catalog/model.ts';
import { toVideoUrl } from '../catalog/posts.ts';
import { toOwner } from './actor.ts';
import { type AnswerContext, type Json, toShort } from './context.ts';
import { toPlayer } from './video.ts';

/** The story of a reel: everything but its counts. */
export function toReelStory(context: AnswerContext, video: Video): Json {
  const { uri } = context.media.buildScaled({ id: `video/${video.id}`, width: 1080, height: 1920 }, 720);
  return {
    tracking: JSON.stringify({ top_level_post_id: video.id, content_owner_id_new: video.owner.id }),
    short_form_video_context: {
      video: {
        id: video.id,
        first_frame_thumbnail: uri,
        __typename: 'Video',
        playable_duration_in_ms: video.clip.durationSec * 1000,
        owner: { __typename: video.owner.kind, id: video.owner.id },
        audio_availability: 'AVAILABLE',
      },
      shareable_url: toVideoUrl(video),
      playback_video: toReelPlayer(context, video),
      video_owner: toReelOwner(context, video.owner),
      is_passive_content: false,
      remix_info: { is_remixable: false, status: 'ENABLED' },
      video_owner_type: 'FACEBOOK_USER',
      soundtrack_info: null,
      track_title: `${video.owner.name} · Original audio`,
      is_original_audio_on_facebook: true,
    },
    id: toVideoStoryId(video.owner.id, video.id),
    sponsored_data: null,
    privacy_scope: { description: 'Public', label: 'Public', privacy_scope_renderer: null },
    post_id: video.postId,
    creation_time: video.createdAtSec,
    feedback: { associated_group: null, id: toFeedbackId(video.postId) },
    can_viewer_delete: context.viewer === video.owner,
    video: { id: video.id, owner: { __typename: video.owner.kind, id: video.owner.id } },
    message: video.text === '' ? null : { text: video.text, ranges: [] },
    url: toVideoUrl(video),
  };
}

/** A reel as the attachment of a post. */
export function toReelMedia(context: AnswerContext, video: Video): Json {
  return {
    __typename: 'Video',
    ...toReelPlayer(context, video),
    playable_duration_in_ms: video.clip.durationSec * 1000,
    owner: toReelOwner(context, video.owner),
    __isNode: 'Video',
    is_reel: true,
    ...toRemix(video),
    soundtrack_info: null,
    track_title: null,
    is_original_audio_on_facebook: true,
  };
}

function toReelPlayer(context: AnswerContext, video: Video): Json {
  return { ...toPlayer(context, video), length_in_second: video.clip.durationSec };
}

function toReelOwner({ media }: AnswerContext, owner: Actor): Json {
  return { ...toOwner(owner), is_verified: false, displayPicture: { uri: media.buildAvatar(owner, 80) } };
}

function toRemix(video: Video): Json {
  return {
    remix_info: { is_remixable: false, status: 'ENABLED' },
    embeddable: true,
    shareable_url: toVideoUrl(video),
    video_owner_type: 'FACEBOOK_USER',
  };
}

/** A part of what a post's reel has that comes a second time with its counts: lists in it have to be put together too. */
export function toReelReminder(video: Video): Json {
  const owner = { __typename: video.owner.kind, id: video.owner.id, name: video.owner.name };
  const media = { __typename: 'Video', id: video.id, ...toRemix(video), owner, __isNode: 'Video' };
  return { attachments: [{ media }] };
}

/** The same on a reel's own page. */
export function toReelLog({ id, owner, clip }: Video): Json {
  const video = { __typename: 'Video', id, playable_duration_in_ms: clip.durationSec * 1000 };
  const who = { __typename: owner.kind, id: owner.id };
  return {
    short_form_video_context: { video, video_owner: who },
    attachments: [{ media: { ...video, owner: who, __isNode: 'Video' } }],
    tracking: JSON.stringify({ top_level_post_id: id, content_owner_id_new: owner.id }),
  };
}

/** The counts of a reel, which come in a patch; shares are shortened. */
export function toReelFeedback(context: AnswerContext, video: Video): Json {
  const total = countReactions(video.counts);
  const likes = video.counts.reactions.find(({ name }) => name === 'Like')?.count ?? 0;
  const id = toVideoStoryId(video.owner.id, video.id);
  return {
    id,
    video: { id: video.id, owner: { __typename: video.owner.kind, id: video.owner.id } },
    fb_reel_react_button: {
      __typename: 'XFBFBReelLikeButtonRenderer',
      story: {
        id,
        feedback: {
          id: toFeedbackId(video.postId),
          viewer_feedback_reaction_key: 0,
          likers: { count: likes },
          unified_reactors: { count: total },
        },
      },
    },
    feedback: {
      total_comment_count: context.world.countComments(video.postId),
      cross_universe_feedback_info: { ig_comment_count: null },
      id: toFeedbackId(video.postId),
      share_count_reduced: toShort(video.counts.shares),
    },
    post_id: video.postId,
    url: toVideoUrl(video),
    sponsored_data: null,
  };
}

/** A reel in the tab of a profile: its plays are shortened, its files are there. */
export function toProfileReel(context: AnswerContext, video: Video): Json {
  return {
    __typename: 'Story',
    id: toVideoStoryId(video.owner.id, video.id),
    creation_time: video.createdAtSec,
    actors: [toOwner(video.owner)],
    message: video.text === '' ? null : { text: video.text, ranges: [] },
    post_id: video.postId,
    url: toVideoUrl(video),
    attachments: [{ media: { ...toReelMedia(context, video), play_count_reduced: toShort(video.plays) } }],
    short_form_video_context: { playback_video: toReelPlayer(context, video), video: { id: video.id } },
    video: { id: video.id },
  };
}
