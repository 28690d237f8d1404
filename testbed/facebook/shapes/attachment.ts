import { toFeedbackId, toVideoStoryId } from '../catalog/ids.ts';
import type { Attachment, Post } from '../catalog/model.ts';
import { toVideoUrl } from '../catalog/posts.ts';
import { toOwner } from './actor.ts';
import { type AnswerContext, canSeeVideo, type Json } from './context.ts';
import { toFeedPhoto } from './photo.ts';
import { toReelMedia } from './reel.ts';
import { toText } from './text.ts';
import { toVideo } from './video.ts';

/** How many photos of an album a post shows; the rest is behind its set. */
const shownPhotos = 5;

/** What a post of a timeline shows: none or one attachment, in the style of its kind. */
export function toAttachments(context: AnswerContext, post: Post): Json[] {
  const { attachment } = post;
  if (attachment.kind === 'none') return [];
  const { typename, styleList, styled } = toStyle(context, post, attachment);
  return [
    {
      deduplication_key: `key-${post.id}`,
      target: 'video' in attachment ? { __typename: 'Video', id: attachment.video.id } : null,
      __typename: 'StoryAttachment',
      style_list: styleList,
      styles: { __typename: typename, __isStoryAttachmentStyleRendererUnion: typename, attachment: styled },
      throwbackStyles: null,
      comet_footer_renderer: null,
    },
  ];
}

interface Style {
  typename: string;
  styleList: string[];
  styled: Json;
}

function toStyle(
  context: AnswerContext,
  post: Post,
  attachment: Exclude<Attachment, { kind: 'none' }>,
): Style {
  const style = (kind: string, styleList: string[], styled: Json): Style => {
    return { typename: `StoryAttachment${kind}StyleRenderer`, styleList, styled };
  };
  switch (attachment.kind) {
    case 'photo':
      return style('Photo', ['photo', 'fallback'], { media: toFeedPhoto(context, attachment.photo) });
    case 'album': {
      const nodes = attachment.photos.slice(0, shownPhotos).map((photo) => ({
        deduplication_key: `key-${photo.id}`,
        media: { ...toFeedPhoto(context, photo), image: context.media.buildScaled(photo, 526) },
      }));
      return style('Album', ['album', 'fallback'], {
        mediaset_token: attachment.token,
        url: `https://www.facebook.com/media/set/?set=${attachment.token}&type=3`,
        title_with_entities: attachment.title === '' ? null : { text: attachment.title },
        all_subattachments: { count: attachment.photos.length, nodes },
      });
    }
    case 'video':
      return style('Video', ['video_autoplay', 'video_inline', 'fallback'], {
        url: toVideoUrl(attachment.video),
        action_links: [],
        media: canSeeVideo(context, attachment.video) ? toVideo(context, attachment.video) : null,
      });
    case 'reel':
      return style('FBReels', ['fb_shorts', 'fallback'], {
        style_list: ['fb_shorts', 'fallback'],
        style_infos: [toShortsInfo(context, attachment.video)],
      });
    case 'link':
      return style('Fallback', ['share', 'fallback'], {
        title_with_entities: { text: attachment.title },
        description: toText(attachment.description),
        source: toText(attachment.source),
        url: toLinkShim(attachment.url),
        target: { __typename: 'ExternalUrl', url: toLinkShim(attachment.url), external_url: attachment.url },
        media: {
          __typename: 'GenericAttachmentMedia',
          fallback_image: context.media.buildScaled({ id: attachment.imageId, width: 500, height: 260 }, 500),
          is_playable: false,
          id: attachment.imageId,
        },
      });
    case 'life_event':
      return style('LifeEvent', ['life_event', 'fallback'], toLifeEvent(post, attachment.title));
    default:
      return style('Fallback', ['unavailable', 'fallback'], {
        title_with_entities: { text: "This content isn't available right now" },
        description: toText(
          "When this happens, it's usually because the owner only shared it with a small group of people, changed who can see it or it's been deleted.",
        ),
        media: null,
      });
  }
}

/** What a life event says, in both kinds of lists. */
export function toLifeEvent({ actor }: Post, title: string): Json {
  const info = {
    __typename: 'LifeEventAttachmentStyleInfo',
    animated_icon_url: null,
    icon_id: '19',
    icon_url: 'https://static.xx.fbcdn.net/rsrc.php/v4/yT/r/life-event.png',
    life_event_title: title,
    third_person_title: `${actor.name} was ${title}`,
  };
  return {
    actor: null,
    subattachments: [],
    style_infos: [info, { __typename: 'FeedStandardAttachmentStyleInfo' }],
  };
}

/** A link as the site writes it: through its own door. */
export function toLinkShim(url: string): string {
  return `https://l.facebook.com/l.php?u=${encodeURIComponent(url)}&h=AT0testbed`;
}

/** A reel in a post. Its own counts come later, in a patch. */
function toShortsInfo(
  context: AnswerContext,
  video: (Attachment & { kind: 'video' | 'reel' })['video'],
): Json {
  return {
    __typename: 'FBShortsShareAttachmentStyleInfo',
    fb_shorts_story: {
      attachments: [{ media: toReelMedia(context, video) }],
      privacy_scope: { description: 'Public', label: 'Public', privacy_scope_renderer: null },
      id: toVideoStoryId(video.owner.id, video.id),
      post_id: video.postId,
      creation_time: video.createdAtSec,
      feedback: { associated_group: null, id: toFeedbackId(video.postId) },
      short_form_video_context: { video: { id: video.id } },
      is_reshare: false,
      actors: [toOwner(video.owner)],
      video: { id: video.id, owner: { __typename: video.owner.kind, id: video.owner.id } },
      message: { text: video.text, ranges: [] },
    },
    enable_horizontal_ufi: false,
  };
}
