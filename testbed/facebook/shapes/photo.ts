import { toFeedbackId } from '../catalog/ids.ts';
import type { Photo } from '../catalog/model.ts';
import { toPhotoUrl } from '../catalog/posts.ts';
import { toOwner } from './actor.ts';
import type { AnswerContext, Json } from './context.ts';
import { toTextOrNull } from './text.ts';

/** A photo as posts show it: scaled copies, and of the real one only how large it is. */
export function toFeedPhoto({ media, viewer }: AnswerContext, photo: Photo, edge = 600): Json {
  const scaled = media.buildScaled(photo, edge);
  const renderer = {
    __typename: 'CometFeedStoryDynamicResolutionPhotoAttachmentRenderer',
    image: scaled,
  };
  return {
    __typename: 'Photo',
    __isMedia: 'Photo',
    accent_color: 'FF434844',
    // Who is logged in gets another picture than a stranger.
    ...(viewer ? { comet_photo_attachment_resolution_renderer: renderer } : { photo_image: scaled }),
    viewer_image: { height: photo.height, width: photo.width },
    photo_product_tags: [],
    focus: { x: 0.5, y: 0.33 },
    placeholder_image: { uri: media.buildScaled(photo, 16).uri },
    accessibility_caption: photo.alt,
    url: toPhotoUrl(photo.id, photo.setToken),
    id: photo.id,
    feedback: { can_viewer_comment: true, id: toFeedbackId(photo.id) },
    __isNode: 'Photo',
  };
}

/** A photo in a list: a thumbnail, and a copy that is full size only for small photos. */
export function toListPhoto({ media }: AnswerContext, photo: Photo): Json {
  return {
    __typename: 'Photo',
    id: photo.id,
    accessibility_caption: photo.alt,
    immersive_photo_encodings: [],
    viewer_image: media.buildScaled(photo, 1080),
    photo_cix_screen: null,
  };
}

/** A photo of an album's page. */
export function toAlbumPhoto({ media }: AnswerContext, photo: Photo): Json {
  return {
    __typename: 'Photo',
    __isMedia: 'Photo',
    id: photo.id,
    image: media.buildScaled(photo, 960),
    viewer_image: { height: photo.height, width: photo.width },
    accessibility_caption: photo.alt,
    url: toPhotoUrl(photo.id, photo.setToken),
    owner: toOwner(photo.owner),
    __isNode: 'Photo',
  };
}

/** The photo of the viewer: the only place with the address of the real file. */
export function toViewerPhoto({ media }: AnswerContext, photo: Photo, storyId: string): Json {
  return {
    __typename: 'Photo',
    __isMedia: 'Photo',
    id: photo.id,
    image: { uri: media.buildPhoto(photo), width: photo.width, height: photo.height },
    viewer_image: { height: photo.height, width: photo.width },
    accessibility_caption: photo.alt,
    created_time: photo.createdAtSec,
    message: toTextOrNull(photo.text),
    message_preferred_body: toTextOrNull(photo.text),
    owner: toOwner(photo.owner),
    container_story: {
      id: storyId,
      creation_time: photo.createdAtSec,
      url: toPhotoUrl(photo.id, photo.setToken),
    },
    url: toPhotoUrl(photo.id, photo.setToken),
    is_playable: false,
    __isNode: 'Photo',
  };
}
