import { toBase64, toCollectionId } from '../catalog/ids.ts';
import type { Actor, Album, Photo, Video } from '../catalog/model.ts';
import { toPhotoUrl, toVideoUrl } from '../catalog/posts.ts';
import type { AnswerContext, Json } from './context.ts';
import { toListPhoto } from './photo.ts';
import { findSize } from './video.ts';

/** The lists of a profile, each a part of one of its sections. */
export const collections = {
  photos_of: { section: '2305272732', list: 4, kind: 'PHOTOS', name: 'Photos of You' },
  photos_by: { section: '2305272732', list: 5, kind: 'PHOTOS', name: 'Your Photos' },
  photos_albums: { section: '2305272732', list: 6, kind: 'PHOTOS', name: 'Albums' },
  videos_by: { section: '1560653304174514', list: 133, kind: 'VIDEOS', name: 'Your Videos' },
  reels: { section: '168684841768375', list: 260, kind: 'REELS', name: 'Reels' },
} as const;

/** The name of one of them. */
export type CollectionName = keyof typeof collections;

export function toCollectionToken(owner: Actor, name: CollectionName): string {
  const { section, list } = collections[name];
  return toCollectionId(owner.id, section, list);
}

/** Which list of a profile a node id names; undefined for any other id. */
export function findCollection(owner: Actor, id: unknown): CollectionName | undefined {
  return (Object.keys(collections) as CollectionName[]).find((name) => toCollectionToken(owner, name) === id);
}

/** A photo in a list of photos. */
export function toPhotoItem(context: AnswerContext, photo: Photo): Json {
  return {
    __typename: 'TimelineAppCollectionItem',
    id: toBase64(`collection_item:${photo.id}`),
    node: toListPhoto(context, photo),
    image: { uri: context.media.buildScaled(photo, 206).uri },
    url: toPhotoUrl(photo.id, photo.setToken),
    actions_renderer: null,
  };
}

/** An album in the list of albums; the number of its items is a text. */
export function toAlbumItem({ media }: AnswerContext, album: Album): Json {
  const first = album.photos.find(({ isGone }) => !isGone);
  return {
    __typename: 'TimelineAppCollectionItem',
    id: toBase64(`collection_item:${album.id}`),
    node: { __typename: 'Album', id: album.id, __isNode: 'Album' },
    title: { text: album.title },
    subtitle_text: { text: `${album.photos.length} ${album.photos.length === 1 ? 'Item' : 'Items'}` },
    image: first ? { uri: media.buildScaled(first, 206).uri } : null,
    url: `https://www.facebook.com/media/set/?set=a.${album.id}&type=3`,
    actions_renderer: null,
  };
}

/** A video in the list of videos: where it is, and no files. */
export function toVideoItem({ media }: AnswerContext, video: Video): Json {
  return {
    __typename: 'TimelineAppCollectionItem',
    id: toBase64(`collection_item:${video.id}`),
    node: {
      __typename: 'Video',
      id: video.id,
      playable_duration: video.clip.durationSec,
      playable_duration_in_ms: video.clip.durationSec * 1000,
      __isNode: 'Video',
    },
    title: { text: video.title || video.text },
    image: { uri: media.buildScaled({ id: `video/${video.id}`, ...findSize(video) }, 320).uri },
    url: toVideoUrl(video),
    actions_renderer: null,
  };
}
