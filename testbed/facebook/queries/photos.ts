import { toStoryId } from '../catalog/ids.ts';
import type { Photo } from '../catalog/model.ts';
import { listPhotos } from '../catalog/world.ts';
import { toOwner } from '../shapes/actor.ts';
import { toConnection, toPage } from '../shapes/connection.ts';
import { type AnswerContext, canSee, canSeePost } from '../shapes/context.ts';
import { toAlbumPhoto, toViewerPhoto } from '../shapes/photo.ts';
import { toTextOrNull } from '../shapes/text.ts';
import { toUfiSummary } from '../shapes/ufi.ts';
import { listPhotosOf } from './profile.ts';
import { type Query, readText } from './query.ts';

/** Albums, sets of photos, and the viewer. */

/** `CometPhotoAlbumQuery`: an album with its first photos. It counts those too that are gone. */
export const readAlbum: Query = (context, variables) => {
  const album = context.world.albums.find(({ id }) => `a.${id}` === variables.mediasetToken);
  if (!album || !context.viewer) return [];
  const photos = listSet(context, `a.${album.id}`);
  const media = toConnection(toPage(`album/${album.id}`, photos, { variables: {}, most: 14 }), (photo) =>
    toAlbumPhoto(context, photo),
  );
  return [
    {
      data: {
        album: {
          __typename: 'Album',
          id: album.id,
          title: { text: album.title },
          message: toTextOrNull(album.description),
          owner: toOwner(album.owner),
          created_time: album.createdAtSec,
          media_count: album.photos.length,
          privacy_scope: { description: 'Public', label: 'Public' },
          media,
        },
      },
    },
  ];
};

/** `CometAlbumPhotoCollagePaginationQuery`: the next 14. */
export const listMoreAlbum: Query = (context, variables) => {
  const id = readText(variables, 'id');
  const photos = listSet(context, `a.${id}`);
  if (photos.length === 0) return [];
  const page = toPage(`album/${id}`, photos, { variables, most: 14 });
  return [
    {
      data: {
        node: { __typename: 'Album', media: toConnection(page, (photo) => toAlbumPhoto(context, photo)), id },
      },
    },
  ];
};

/** `CometMediaSetQuery`: the photos of one post (`pcb.`), or with somebody (`t.`). */
export const readMediaSet: Query = (context, variables) => {
  const token = readText(variables, 'mediasetToken');
  const photos = listSet(context, token);
  if (photos.length === 0) return [];
  const page = toPage(`set/${token}`, photos, { variables, most: 14 });
  const media = toConnection(page, (photo) => toAlbumPhoto(context, photo));
  return [
    { data: { mediaset: { __typename: 'GenericMediaSet', id: token, title: { text: 'Photos' }, media } } },
  ];
};

/** `CometPhotoRootContentQuery`: one photo in full size, with its neighbours. After the last one comes the first again. */
export const readPhoto: Query = (context, variables) => {
  const photo = context.world.photos.get(readText(variables, 'nodeID'));
  if (!photo || !canSeePhoto(context, photo)) return [];
  const token = readText(variables, 'mediasetToken') || photo.setToken;
  const set = listSet(context, token);
  const place = set.findIndex(({ id }) => id === photo.id);
  const neighbour = (step: number) => {
    const other = place < 0 ? undefined : set[(place + step + set.length) % set.length];
    return other && other !== photo ? { __typename: 'Photo', id: other.id, __isNode: 'Photo' } : null;
  };
  const counts = { reactions: [], comments: context.world.countComments(photo.id), shares: 0 };
  return [
    {
      data: {
        currMedia: toViewerPhoto(context, photo, toStoryId(photo.owner.id, photo.id)),
        nextMediaAfterNodeId: neighbour(1),
        prevMediaBeforeNodeId: neighbour(-1),
        mediaset: { __typename: 'GenericMediaSet', id: token, mediaset_token: token },
      },
    },
    {
      label: 'CometPhotoRootContentQuery$defer$CometPhotoUFI_feedback',
      path: ['currMedia'],
      data: { feedback: toUfiSummary(context, { id: photo.id, counts, plays: null }).feedback, id: photo.id },
    },
  ];
};

/** The photos of a set that the viewer may see, in their order. */
function listSet(context: AnswerContext, token: string): Photo[] {
  const { world } = context;
  const [kind, id = ''] = token.split('.');
  if (kind === 't') return id === world.owner.id ? listPhotosOf(context, 'photos_of', world.owner) : [];
  const album = kind === 'a' ? world.albums.find((each) => each.id === id) : undefined;
  const post = kind === 'pcb' ? world.posts.get(id) : undefined;
  const photos = album?.photos ?? (post && canSeePost(context, post) ? listPhotos(post) : []);
  return photos.filter(
    (photo) => !photo.isGone && canSee(context, { privacy: photo.privacy, owner: photo.owner }),
  );
}

/** Photos with the owner in them are seen by the owner, whoever took them. */
function canSeePhoto(context: AnswerContext, photo: Photo): boolean {
  const { viewer, world } = context;
  if (photo.isGone || !viewer) return false;
  const isTagged = viewer === world.owner && world.tagged.includes(photo);
  return isTagged || canSee(context, photo);
}
