import { toPfbid, toStoryId } from './catalog/ids.ts';
import type { Actor, Photo, Post, SavedList, Video } from './catalog/model.ts';
import type { World } from './catalog/world.ts';
import { type CollectionName, toCollectionToken } from './shapes/collection.ts';
import type { Json } from './shapes/context.ts';

/** What an address stands for. */
export type Route =
  | { page: 'home' | 'saved' | 'archive' | 'login' | 'checkpoint' | 'missing' }
  | { page: 'saved_list'; list: SavedList }
  | { page: 'profile'; actor: Actor }
  | { page: 'collection'; actor: Actor; name: CollectionName }
  | { page: 'group'; group: Actor }
  | { page: 'set'; token: string }
  | { page: 'photo'; photo: Photo; token: string }
  | { page: 'video'; video: Video }
  | { page: 'post'; post: Post };

/** A query that a page begins with. */
export interface Preload {
  name: string;
  variables: Json;
}

const tabs: Record<string, CollectionName> = {
  photos: 'photos_by',
  photos_by: 'photos_by',
  photos_of: 'photos_of',
  photos_albums: 'photos_albums',
  videos: 'videos_by',
  videos_by: 'videos_by',
  reels: 'reels',
  reels_tab: 'reels',
};

/** Reads an address of any of the site's own names. */
export function parseRoute(world: World, url: URL): Route {
  const path = decodeURIComponent(url.pathname).replace(/(.)\/$/, '$1');
  const query = url.searchParams;
  const fixed: Record<string, Route['page']> = {
    '/': 'home',
    '/home.php': 'home',
    '/saved': 'saved',
    '/stories/archive': 'archive',
    '/login': 'login',
  };
  const page = fixed[path];
  const listId = query.get('list_id');
  if (page === 'saved' && listId !== null) {
    const list = world.savedLists.find(({ id }) => id === listId);
    return list ? { page: 'saved_list', list } : { page: 'missing' };
  }
  if (page === 'home' || page === 'saved' || page === 'archive' || page === 'login') return { page };
  if (path.startsWith('/checkpoint')) return { page: 'checkpoint' };
  return (
    parseMedia(world, path, query) ??
    parsePost(world, path, query) ??
    parseActor(world, path, query) ?? { page: 'missing' }
  );
}

function parseMedia(world: World, path: string, query: URLSearchParams): Route | null {
  const set = query.get('set');
  if (path === '/media/set' && set !== null) return { page: 'set', token: set };
  const [, inSet, inPath] = /^\/[^/]+\/photos\/([^/]+)\/(\d+)$/.exec(path) ?? [];
  const photoId = path === '/photo' || path === '/photo.php' ? query.get('fbid') : inPath;
  if (photoId) {
    const photo = world.photos.get(photoId);
    return photo ? { page: 'photo', photo, token: set ?? inSet ?? photo.setToken } : { page: 'missing' };
  }
  const [, named] = /^\/(?:reel|[^/]+\/videos(?:\/[^/]+)?)\/(\d+)$/.exec(path) ?? [];
  const isWatch = ['/watch', '/video.php', '/video/video.php', '/watch/live'].includes(path);
  const videoId = named ?? (isWatch ? query.get('v') : null);
  if (videoId === null || videoId === undefined) return null;
  const video = world.videos.get(videoId);
  return video ? { page: 'video', video } : { page: 'missing' };
}

function parsePost(world: World, path: string, query: URLSearchParams): Route | null {
  const [, named] =
    /^\/(?:groups\/[^/]+\/(?:posts|permalink)|[^/]+\/posts)\/(?:[^/]+\/)?(\w+)$/.exec(path) ?? [];
  const isLong = path === '/permalink.php' || path === '/story.php';
  const id = named ?? (isLong ? query.get('story_fbid') : null);
  if (id === null || id === undefined) return null;
  const post = world.posts.get(id) ?? [...world.posts.values()].find((each) => toPfbid(each.id) === id);
  return post ? { page: 'post', post } : { page: 'missing' };
}

function parseActor(world: World, path: string, query: URLSearchParams): Route | null {
  const [, groupName] = /^\/groups\/([^/]+)$/.exec(path) ?? [];
  if (groupName !== undefined) {
    const group = world.actors.get(groupName);
    return group?.kind === 'Group' ? { page: 'group', group } : null;
  }
  const [, name = '', inPath] = /^\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
  const actor = world.actors.get(name === 'profile.php' ? (query.get('id') ?? '') : name);
  const tab = inPath ?? query.get('sk');
  if (!actor || actor.kind === 'Group') return null;
  if (tab === null || tab === undefined) return { page: 'profile', actor };
  const list = tabs[tab];
  return list ? { page: 'collection', actor, name: list } : null;
}

/** The queries with which a page comes, in its HTML and on in-page navigation alike. */
export function buildPreloads(route: Route): Preload[] {
  const scale = 1;
  switch (route.page) {
    case 'home':
      return [{ name: 'CometModernHomeFeedQuery', variables: { count: 5, cursor: null, scale } }];
    case 'saved':
      return [
        {
          name: 'CometSaveDashboardRootQuery',
          variables: { content_filter: null, count: 10, cursor: null, scale },
        },
      ];
    case 'saved_list': {
      const variables = { collectionID: route.list.id, count: 10, cursor: null, scale };
      return [{ name: 'CometSaveCollectionRootQuery', variables }];
    }
    case 'archive':
      return [{ name: 'StoriesArchiveGridQuery', variables: { count: 8, cursor: null, scale } }];
    case 'profile': {
      const { id } = route.actor;
      return [
        { name: 'ProfileCometHeaderQuery', variables: { scale, userID: id } },
        { name: 'ProfileCometTimelineFeedQuery', variables: { count: 3, scale, userID: id } },
      ];
    }
    case 'collection': {
      const { id } = route.actor;
      const collectionToken = toCollectionToken(route.actor, route.name);
      return [
        { name: 'ProfileCometHeaderQuery', variables: { scale, userID: id } },
        { name: 'ProfileCometTopAppSectionQuery', variables: { collectionToken, scale, userID: id } },
      ];
    }
    case 'group':
      return [
        { name: 'CometGroupDiscussionRootSuccessQuery', variables: { groupID: route.group.id, scale } },
      ];
    case 'set': {
      const name = route.token.startsWith('a.') ? 'CometPhotoAlbumQuery' : 'CometMediaSetQuery';
      return [{ name, variables: { mediasetToken: route.token, scale } }];
    }
    case 'photo': {
      const variables = { isMediaset: true, mediasetToken: route.token, nodeID: route.photo.id, scale };
      return [{ name: 'CometPhotoRootContentQuery', variables }];
    }
    case 'video':
      return route.video.kind === 'reel'
        ? [{ name: 'FBReelsRootWithEntrypointQuery', variables: { initial_node_id: route.video.id, scale } }]
        : [{ name: 'CometTahoeRootQuery', variables: { videoID: route.video.id, scale } }];
    case 'post': {
      const storyID = toStoryId(route.post.actor.id, route.post.id);
      return [
        {
          name: 'CometSinglePostDialogContentQuery',
          variables: { feedLocation: 'POST_PERMALINK_DIALOG', scale, storyID },
        },
      ];
    }
    default:
      return [];
  }
}

/** The component that draws a page. */
export function toRootName(route: Route): string {
  switch (route.page) {
    case 'home':
      return 'CometHomeRoot';
    case 'profile':
    case 'collection':
      return 'ProfileCometRoot';
    case 'group':
      return 'CometGroupDiscussionRoot';
    case 'set':
      return 'CometPhotoAlbumRoot';
    case 'photo':
      return 'CometPhotoRoot';
    case 'video':
      return route.video.kind === 'reel' ? 'FBReelsRoot' : 'CometVideoHomeNewPermalinkRoot';
    case 'post':
      return 'CometSinglePostRoot';
    case 'saved':
    case 'saved_list':
      return 'CometSaveDashboardRoot';
    case 'archive':
      return 'StoriesArchiveRoot';
    default:
      return 'CometErrorRoot';
  }
}
