import { hash32 } from '../../prng.ts';
import { toBase64 } from '../catalog/ids.ts';
import type { Post } from '../catalog/model.ts';
import { toPostUrl, toVideoUrl } from '../catalog/posts.ts';
import { toLifeEvent, toLinkShim } from './attachment.ts';
import { type AnswerContext, type Json, toModule } from './context.ts';
import { toActorPhoto, toAudience, toId, toTimestamp } from './sections.ts';
import { toText } from './text.ts';

/** A post in the list of "Manage posts": no number of its own, nobody's names, no counts, but times at its root. */
export function toManageStory(context: AnswerContext, post: Post): Json {
  const title = post.summary === '' ? null : { text: post.summary };
  return {
    __typename: 'Story',
    id: toId(post),
    comet_sections: {
      actor_photo: toActorPhoto(context, post),
      audience: toAudience(context, post),
      timestamp: toTimestamp(post, 'TimestampSection'),
      aggregated_stories: null,
      message: toManageMessage(post),
    },
    encrypted_tracking: `Lk${'z'.repeat(120)}`,
    message: post.text === '' ? null : { text: post.text },
    summary: title,
    url: toPostUrl(post),
    title,
    attachments: toManageAttachments(context, post),
    attached_story: post.shared ? toAttached(context, post.shared) : null,
    creation_time: post.createdAtSec,
    backdated_time: post.isBackdated ? { time: post.createdAtSec } : null,
    can_viewer_delete: true,
    negative_feedback_actions: {
      edges: [
        {
          node: {
            negative_feedback_action_type: 'HIDE_FROM_TIMELINE',
            id: toBase64(`nfx_action:${post.id}`),
          },
        },
      ],
    },
    __isNode: 'Story',
  };
}

function toAttached(context: AnswerContext, shared: Post): Json {
  return {
    attachments: toManageAttachments(context, shared),
    comet_sections: { aggregated_stories: null, message: toManageMessage(shared) },
    id: toId(shared),
  };
}

/** The text, with a component that is this list's own; null where there is none. */
function toManageMessage(post: Post): Json | null {
  if (post.text === '') return null;
  return {
    __typename: 'CometFeedStoryDefaultMessageRenderingStrategy',
    story: { message: toText(post.text), id: toId(post) },
    ...toModule(
      'ProfileCometTimelineGridStoryDefaultMessage_message',
      'ProfileCometTimelineGridStoryAttachment_story__message',
    ),
  };
}

function toManageAttachments(context: AnswerContext, post: Post): Json[] {
  const renderer = toRenderer(context, post);
  if (renderer === null) return [];
  return [
    {
      style_type_renderer: {
        ...renderer,
        ...toModule(
          'ProfileCometTimelineGridStoryAttachmentStyle',
          'ProfileCometTimelineGridStoryAttachment_story',
        ),
      },
    },
  ];
}

function toRenderer(context: AnswerContext, post: Post): Json | null {
  const { attachment } = post;
  const { media } = context;
  const small = (photo: { id: string; width: number; height: number }) => media.buildScaled(photo, 472);
  switch (attachment.kind) {
    case 'photo': {
      const { id, alt } = attachment.photo;
      const image = { uri: small(attachment.photo).uri };
      const photo = { __typename: 'Photo', image, accessibility_caption: alt, __isNode: 'Photo', id };
      return { __typename: 'StoryAttachmentPhotoStyleRenderer', attachment: { media: photo } };
    }
    case 'album': {
      const nodes = attachment.photos.slice(0, 3).map((photo) => ({
        media: {
          __typename: 'Photo',
          image: small(photo),
          is_playable: false,
          id: photo.id,
          accessibility_caption: photo.alt,
          focus: { x: 0.5, y: 0.33 },
          __isNode: 'Photo',
        },
      }));
      const all = { count: attachment.photos.length, nodes };
      return { __typename: 'StoryAttachmentAlbumStyleRenderer', attachment: { all_subattachments: all } };
    }
    case 'video': {
      const video = {
        __typename: 'Video',
        preferred_thumbnail: null,
        __isNode: 'Video',
        id: attachment.video.id,
      };
      return { __typename: 'StoryAttachmentVideoStyleRenderer', attachment: { media: video } };
    }
    case 'reel':
      return toFallback('FBShortsShareAttachment', {
        description: null,
        media: toGeneric(context, attachment.video.id),
        source: toText('Facebook'),
        title: attachment.video.text,
        url: toVideoUrl(attachment.video),
      });
    case 'link':
      return toFallback('ExternalShareAttachment', {
        description: toText(attachment.description),
        media: toGeneric(context, attachment.imageId),
        source: toText(attachment.source),
        title: attachment.title,
        url: toLinkShim(attachment.url),
      });
    case 'life_event':
      return {
        __typename: 'StoryAttachmentLifeEventStyleRenderer',
        attachment: toLifeEvent(post, attachment.title),
      };
    default:
      return null;
  }
}

function toFallback(attachmentType: string, attachment: Json): Json {
  const __typename = 'StoryAttachmentFallbackStyleRenderer';
  return {
    __typename,
    __isStoryAttachmentStyleRendererUnion: __typename,
    attachment_type: attachmentType,
    attachment,
  };
}

function toGeneric({ media }: AnswerContext, id: string): Json {
  const { uri } = media.buildScaled({ id, width: 500, height: 260 }, 472);
  return { __typename: 'GenericAttachmentMedia', fallback_image: { uri }, id: String(hash32(id)) };
}
