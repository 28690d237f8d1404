/** Small posts in Facebook's shapes, written by hand: only what the readers look at, with made-up people and numbers. */

export type Json = Record<string, unknown>;

export const ownerId = '900000000000001';
export const friendId = '900000000000002';
const wrap = (text: string): string => btoa(text);

/** 2025-06-01T08:00:00Z */
export const postedAt = 1_748_764_800;

export const person = (id = ownerId, changes: Json = {}): Json => ({
  __typename: 'User',
  id,
  name: id === ownerId ? 'Ada Example' : 'Ben Example',
  url: id === ownerId ? 'https://www.facebook.com/ada.example' : `https://www.facebook.com/profile.php?id=${id}`,
  ...changes,
});

export const storyId = (postId: string, owner = ownerId): string => wrap(`S:_I${owner}:${postId}:${postId}`);
export const feedbackId = (postId: string, commentId?: string): string =>
  wrap(`feedback:${postId}${commentId ? `_${commentId}` : ''}`);
export const postUrl = (postId: string): string =>
  `https://www.facebook.com/permalink.php?story_fbid=${postId}&id=${ownerId}&__cft__[0]=AZX&__tn__=R`;

export const media = (name: string, query = ''): string =>
  `https://scontent.xx.fbcdn.net/v/${name}?${query}oh=00_x&oe=68A00000`;

export const photo = (id: string, changes: Json = {}): Json => ({
  __typename: 'Photo',
  id,
  viewer_image: { width: 2048, height: 1536 },
  image: { uri: media(`${id}_n.jpg`, 'stp=dst-jpg_s526x395_tt6&'), width: 526, height: 395 },
  accessibility_caption: 'May be an image of a lighthouse',
  ...changes,
});

export const dashXml = (id: string): string => `<?xml version="1.0"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period>
<AdaptationSet contentType="video">
<Representation id="1v" bandwidth="500000" codecs="vp09.00" mimeType="video/mp4" width="720" height="1280" FBQualityLabel="540p"><BaseURL>https://video.xx.fbcdn.net/${id}-540.mp4?a=1&amp;oe=68A00000</BaseURL></Representation>
<Representation id="2v" bandwidth="2500000" codecs="av01.0" mimeType="video/mp4" width="1080" height="1920" FBQualityLabel="1080p" FBContentLength="1234567"><BaseURL>https://video.xx.fbcdn.net/${id}-1080.mp4?a=1&amp;oe=68A00000</BaseURL></Representation>
</AdaptationSet>
<AdaptationSet contentType="audio"><Representation id="3a" bandwidth="64000" codecs="mp4a.40.5" mimeType="audio/mp4"><BaseURL>https://video.xx.fbcdn.net/${id}-sound.mp4?oe=68A00000</BaseURL></Representation></AdaptationSet>
</Period></MPD>`;

export const video = (id: string, changes: Json = {}): Json => ({
  __typename: 'Video',
  id,
  playable_duration_in_ms: 12_345,
  is_live_streaming: false,
  drm_info: '{"video_license_uri_map":{},"graph_api_video_license_uri":null}',
  preferred_thumbnail: { image: { uri: media(`${id}_t.jpg`) } },
  thumbnailImage: { uri: media(`${id}_t.jpg`) },
  video_available_captions_locales: [],
  captions_url: null,
  owner: person(),
  publish_time: postedAt,
  videoDeliveryLegacyFields: null,
  videoDeliveryResponseFragment: {
    videoDeliveryResponseResult: {
      dash_manifests: [{ manifest_xml: dashXml(id), failure_reason: null }],
      progressive_urls: [
        { progressive_url: `https://video.xx.fbcdn.net/${id}-sd.mp4?oe=68A00000`, failure_reason: null, metadata: { quality: 'SD' } },
        { progressive_url: `https://video.xx.fbcdn.net/${id}-hd.mp4?oe=68A00000`, failure_reason: null, metadata: { quality: 'HD' } },
      ],
    },
  },
  ...changes,
});

export const attachment = (kind: string, inner: Json, key = 'styles'): Json => ({
  style_list: ['fallback'],
  [key]: { __typename: `StoryAttachment${kind}StyleRenderer`, attachment: inner },
});

export const album = (ids: string[], count = ids.length): Json => ({
  all_subattachments: { count, nodes: ids.map((id) => ({ media: photo(id) })) },
});

interface Counts {
  reactions?: number;
  comments?: number;
  shares?: number;
  kinds?: Record<string, number>;
}

/** What stands below a post in a feed. */
export const ufi = (postId: string, { reactions = 0, comments = 0, shares = 0, kinds = {} }: Counts = {}): Json => ({
  story: {
    story_ufi_container: {
      __typename: 'XFBSimplifiedUFIContainer',
      story: {
        feedback_context: {
          feedback_target_with_context: {
            id: feedbackId(postId),
            comet_ufi_summary_and_actions_renderer: {
              feedback: {
                reaction_count: { count: reactions },
                share_count: { count: shares },
                comment_rendering_instance: { comments: { total_count: comments } },
                top_reactions: {
                  edges: Object.entries(kinds).map(([localized_name, reaction_count]) => ({
                    node: { localized_name },
                    reaction_count,
                  })),
                },
                video_view_count: null,
              },
            },
          },
        },
      },
    },
  },
});

const message = (text: string | null): Json => ({ message: text === null ? null : { text } });

interface StoryParts {
  text?: string | null;
  url?: string;
  attachments?: Json[];
  shared?: Json | null;
  counts?: Counts;
  privacy?: Json;
  changes?: Json;
}

/** A post as feeds have it. */
export const story = (postId: string, parts: StoryParts = {}): Json => {
  const { text = `Words of ${postId}`, url = postUrl(postId), attachments = [], shared = null } = parts;
  return {
    __typename: 'Story',
    id: storyId(postId),
    post_id: postId,
    sponsored_data: null,
    attached_story: shared ? { id: shared.id } : null,
    comet_sections: {
      content: {
        story: { ...message(text), id: storyId(postId), post_id: postId, actors: [person()], wwwURL: url, attachments, attached_story: shared },
      },
      context_layout: {
        story: {
          comet_sections: {
            actor_photo: { story: { actors: [person()] } },
            metadata: [
              { __typename: 'CometFeedStoryMinimizedTimestampStrategy', story: { creation_time: postedAt, url } },
              {
                __typename: 'CometFeedStoryAudienceStrategy',
                story: { privacy_scope: parts.privacy ?? { icon_image: { name: 'everyone' }, description: 'Öffentlich' } },
              },
            ],
          },
        },
      },
      feedback: ufi(postId, parts.counts),
    },
    ...parts.changes,
  };
};

/** Who may see it, as its owner sees the setting. */
export const setting = (state: string, more: Json = {}): Json => ({
  privacy_scope_renderer: {
    scope: { selected_option: { privacy_row_input: { base_state: state, allow: [], deny: [], ...more } } },
  },
});

interface ManagedParts {
  text?: string | null;
  url?: string;
  attachments?: Json[];
  shared?: Json | null;
  state?: string;
  changes?: Json;
}

/** A post as the list of one's own posts has it. */
export const managedStory = (postId: string, parts: ManagedParts = {}): Json => {
  const { text = `Words of ${postId}`, url = postUrl(postId), attachments = [], shared = null, state = 'FRIENDS' } = parts;
  return {
    __typename: 'Story',
    id: storyId(postId),
    comet_sections: {
      actor_photo: { story: { actors: [person()] } },
      audience: { story: { privacy_scope: setting(state) } },
      timestamp: { story: { creation_time: postedAt, url } },
    },
    ...message(text),
    summary: null,
    title: null,
    url,
    attachments,
    attached_story: shared,
    creation_time: postedAt,
    backdated_time: null,
    ...parts.changes,
  };
};

/** Somebody else's post, inside one that shares it. */
export const sharedStory = (postId: string, changes: Json = {}): Json => ({
  id: storyId(postId, friendId),
  post_id: postId,
  actors: [person(friendId)],
  wwwURL: `https://www.facebook.com/permalink.php?story_fbid=${postId}&id=${friendId}`,
  message: { text: `Shared words of ${postId}` },
  attachments: [],
  creation_time: postedAt - 3600,
  ...changes,
});

/** A reel's story; its counts come in a late part. */
export const reel = (videoId: string, changes: Json = {}): Json => ({
  __typename: 'Story',
  id: wrap(`S:_I${ownerId}:VK:${videoId}`),
  post_id: `5${videoId}`,
  creation_time: postedAt,
  message: { text: `A reel #summer_2025` },
  privacy_scope: { label: 'Public', description: 'Public' },
  short_form_video_context: {
    video: { id: videoId },
    video_owner: person(),
    playback_video: video(videoId),
    soundtrack_info: { id: '77', type: 'CUSTOM_AUDIO' },
    track_title: 'Ada Example · Original audio',
  },
  ...changes,
});

/** The late part with a reel's counts. */
export const reelCounts = (shares = '1.2K'): Json => ({
  fb_reel_react_button: { story: { feedback: { likers: { count: 40 }, unified_reactors: { count: 42 } } } },
  feedback: { total_comment_count: 7, share_count_reduced: shares },
});

export const comment = (id: string, postId: string, changes: Json = {}): Json => ({
  __typename: 'Comment',
  id: wrap(`comment:${postId}_${id}`),
  legacy_fbid: id,
  author: person(friendId),
  body: { text: `Comment ${id}` },
  created_time: postedAt + 60,
  attachments: [],
  comment_action_links: [],
  feedback: {
    id: feedbackId(postId, id),
    reactors: { count_reduced: '3' },
    replies_fields: { count: 0, total_count: 0 },
    replies_connection: { edges: [], page_info: { has_next_page: false, end_cursor: null } },
  },
  parent_feedback: { owning_profile: { id: ownerId } },
  ...changes,
});

/** A list of comments. */
export const comments = (nodes: Json[], cursor: string | null = null): Json => ({
  total_count: nodes.length,
  edges: nodes.map((node) => ({ node, cursor: null })),
  page_info: { has_next_page: cursor !== null, end_cursor: cursor },
});
