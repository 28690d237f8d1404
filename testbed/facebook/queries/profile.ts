import type { Actor, Photo } from '../catalog/model.ts';
import { toActorUrl } from '../catalog/posts.ts';
import { toActor } from '../shapes/actor.ts';
import {
  type CollectionName,
  collections,
  findCollection,
  toAlbumItem,
  toCollectionToken,
  toPhotoItem,
  toVideoItem,
} from '../shapes/collection.ts';
import { toConnection, toPage } from '../shapes/connection.ts';
import { type AnswerContext, canSee, canSeeVideo, type Json } from '../shapes/context.ts';
import { toProfileReel } from '../shapes/reel.ts';
import { toText } from '../shapes/text.ts';
import { type Query, readText } from './query.ts';

/** The head of a profile, and the lists in its tabs. */

/** `ProfileCometHeaderQuery`. */
export const readHeader: Query = (context, variables) => {
  const actor = context.world.actors.get(readText(variables, 'userID'));
  if (!actor) return [];
  const isOwn = context.viewer === actor;
  const tabs = Object.entries({ Posts: '', Reels: 'reels', Photos: 'photos', Videos: 'videos' });
  const url = toActorUrl(actor);
  const user = {
    ...toActor(context, actor),
    profile_tabs: {
      profile_user: {
        timeline_nav_app_sections: {
          edges: tabs.map(([name, path]) => ({
            node: { name, section_type: name.toUpperCase(), url: `${url}/${path}` },
          })),
        },
      },
    },
    profile_social_context: { text: '412 friends' },
    is_viewer_friend: !isOwn,
    profilePicLarge: { uri: context.media.buildAvatar(actor, 320) },
  };
  return [{ data: { user: { id: actor.id, profile_header_renderer: { user } } } }];
};

/** `ProfileCometTopAppSectionQuery`: a tab with the first page of one of its lists. */
export const readSection: Query = (context, variables) => {
  const actor = context.world.actors.get(readText(variables, 'userID'));
  const name = actor && findCollection(actor, variables.collectionToken);
  if (!actor || !name) return [];
  const { kind } = collections[name];
  const siblings = (Object.keys(collections) as CollectionName[]).filter(
    (other) => collections[other].kind === kind,
  );
  const id = toCollectionToken(actor, name);
  const list = toList(context, { actor, name, variables });
  const renderer = {
    __typename: 'TimelineAppCollectionRenderer',
    collection: { items: { count: 0 }, ...list, id },
  };
  return [
    {
      data: {
        node: {
          __typename: 'TimelineAppSection',
          id: `section-${actor.id}-${kind}`,
          section_notice: null,
          name: kind,
          section_type: kind,
          subtitle: null,
          url: toActorUrl(actor),
          nav_collections: {
            nodes: siblings.map((other) => ({
              id: toCollectionToken(actor, other),
              name: collections[other].name,
              url: `${toActorUrl(actor)}/${other}`,
            })),
          },
          section_actions_renderer: null,
          all_collections: { nodes: [{ style_renderer: renderer, id }] },
          null_state_message: toText('No photos'),
        },
        // Another list, with a cursor that leads nowhere here.
        user: {
          timeline_nav_app_sections: { page_info: { end_cursor: 'AQHRanother' } },
          id: actor.id,
        },
      },
    },
  ];
};

/** The next page of any list of a profile; `ProfileCometAppCollection…PaginationQuery` names only differ in the kind. */
export const listCollection: Query = (context, variables) => {
  const { world } = context;
  for (const actor of [world.owner, world.page]) {
    const name = findCollection(actor, variables.id);
    if (name) {
      const list = toList(context, { actor, name, variables });
      return [{ data: { node: { __typename: 'TimelineAppCollection', ...list, id: variables.id } } }];
    }
  }
  return [];
};

function toList(
  context: AnswerContext,
  { actor, name, variables }: { actor: Actor; name: CollectionName; variables: Json },
): Json {
  const { world } = context;
  const isOwner = actor === world.owner;
  const listName = `${name}/${actor.id}`;
  switch (name) {
    case 'photos_albums': {
      const page = toPage(listName, isOwner ? world.albums : [], { variables, most: 8 });
      return { pageItems: toConnection(page, (album) => toAlbumItem(context, album)) };
    }
    case 'videos_by': {
      const videos = isOwner ? world.listVideos('video').filter((video) => canSeeVideo(context, video)) : [];
      const page = toPage(listName, videos, { variables, most: 8 });
      return { pageItems: toConnection(page, (video) => toVideoItem(context, video)) };
    }
    case 'reels': {
      const reels = isOwner ? world.listVideos('reel').filter((video) => canSeeVideo(context, video)) : [];
      const page = toPage(listName, reels, { variables, most: 10 });
      const { edges, page_info } = toConnection(page, (video) => ({
        node: toProfileReel(context, video),
      })) as {
        edges: { node: Json; cursor: string }[];
        page_info: Json;
      };
      const renamed = edges.map(({ node, cursor }) => ({ profile_reel_node: node, cursor }));
      return { aggregated_fb_shorts: { edges: renamed, page_info } };
    }
    default: {
      const photos = listPhotosOf(context, name, actor);
      const page = toPage(listName, photos, { variables, most: 8 });
      return { pageItems: toConnection(page, (photo) => toPhotoItem(context, photo)) };
    }
  }
}

/** All photos of one of the two lists that the viewer may see, newest first. */
export function listPhotosOf(context: AnswerContext, name: 'photos_of' | 'photos_by', actor: Actor): Photo[] {
  const { world } = context;
  if (actor !== world.owner) return [];
  const all = name === 'photos_of' ? world.tagged : world.albums.flatMap(({ photos }) => photos);
  return all
    .filter((photo) => !photo.isGone && canSee(context, { privacy: photo.privacy, owner: actor }))
    .toSorted((one, other) => other.createdAtSec - one.createdAtSec);
}
