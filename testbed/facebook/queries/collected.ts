import { toStoryId } from '../catalog/ids.ts';
import type { Saved, StoryCard } from '../catalog/model.ts';
import { toPostUrl, toVideoUrl } from '../catalog/posts.ts';
import { listPhotos } from '../catalog/world.ts';
import { toOwner } from '../shapes/actor.ts';
import { toLinkShim } from '../shapes/attachment.ts';
import { toConnection, toPage } from '../shapes/connection.ts';
import type { AnswerContext, Json } from '../shapes/context.ts';
import { toVideo } from '../shapes/video.ts';
import type { Query } from './query.ts';

/** What only its owner has: saved things and the archive of stories. */

/** `CometSaveDashboardRootQuery` and `CometSaveDashboardAllItemsPaginationQuery`; when something was saved is told nowhere. */
export const listSaved: Query = (context, variables) => {
  const { world, viewer } = context;
  if (!viewer) return [];
  const page = toPage('saved', viewer === world.owner ? world.saved : [], { variables, most: 10 });
  const allSaves = toConnection(page, (saved) => toSave(context, saved));
  return [{ data: { viewer: { saver_info: { all_saves: allSaves }, actor: toOwner(viewer) } } }];
};

/** `CometSaveCollectionAllItemsPaginationQuery`, and the query of its page, whose name is made up after it. */
export const listSavedList: Query = (context, variables) => {
  const { world, viewer } = context;
  const list = world.savedLists.find(({ id }) => id === variables.collectionID);
  if (!list || viewer !== world.owner) return [];
  const page = toPage(`saved/${list.id}`, list.entries, { variables, most: 10 });
  const items = toConnection(page, (saved) => toSave(context, saved));
  return [
    {
      data: {
        content_collection: { __typename: 'SaveList', id: list.id, name: list.name, collection_items: items },
      },
    },
  ];
};

/**
 * `StoriesArchiveGridQuery` and `StoriesArchiveGridPaginationQuery`. Nobody has published how the real site answers here:
 * names and paths are made up after its other lists.
 */
export const listStories: Query = (context, variables) => {
  const { world, viewer } = context;
  if (!viewer) return [];
  const page = toPage('archive', viewer === world.owner ? world.stories : [], { variables, most: 8 });
  return [
    {
      data: {
        viewer: {
          actor: toOwner(viewer),
          archived_stories: toConnection(page, (card) => toCard(context, card)),
        },
      },
    },
  ];
};

function toSave(context: AnswerContext, { id, title, target }: Saved): Json {
  return {
    __typename: 'Save',
    id,
    savable: { id, savable_title: { text: title }, ...toSavable(context, target) },
    container_savable:
      target.kind === 'post' ? { __typename: 'Story', savable_permalink: toPostUrl(target.post) } : null,
    viewer_saved_state: 'SAVED',
    collections: [],
  };
}

function toSavable({ media }: AnswerContext, target: Saved['target']): Json {
  switch (target.kind) {
    case 'post': {
      const [photo] = listPhotos(target.post);
      const image = photo ? { uri: media.buildScaled(photo, 206).uri } : null;
      const actor = toOwner(target.post.actor);
      return {
        __typename: 'Story',
        url: toPostUrl(target.post),
        savable_image: image,
        savable_actors: [actor],
        story_id: toStoryId(target.post.actor.id, target.post.id),
      };
    }
    case 'video': {
      const image = {
        uri: media.buildScaled({ id: `video/${target.video.id}`, width: 640, height: 360 }, 206).uri,
      };
      return {
        __typename: 'Video',
        url: toVideoUrl(target.video),
        savable_image: image,
        savable_actors: [toOwner(target.video.owner)],
        video_id: target.video.id,
      };
    }
    case 'link':
      return {
        __typename: 'ExternalUrl',
        url: toLinkShim(target.url),
        external_url: target.url,
        savable_image: null,
      };
    default:
      return { __typename: 'UnavailableSavable', url: null, savable_image: null };
  }
}

function toCard(context: AnswerContext, { id, createdAtSec, media }: StoryCard): Json {
  const shown =
    media.kind === 'photo'
      ? {
          __typename: 'Photo',
          id: media.photo.id,
          image: {
            uri: context.media.buildPhoto(media.photo),
            width: media.photo.width,
            height: media.photo.height,
          },
          previewImage: { uri: context.media.buildScaled(media.photo, 320).uri },
        }
      : toVideo(context, media.video);
  return {
    __typename: 'Story',
    id: toStoryId(context.world.owner.id, id),
    story_id: id,
    creation_time: createdAtSec,
    url: `https://www.facebook.com/stories/archive/${id}/`,
    attachments: [{ media: shown }],
    story_card_info: { story_card_type: media.kind === 'photo' ? 'PHOTO' : 'VIDEO' },
  };
}
