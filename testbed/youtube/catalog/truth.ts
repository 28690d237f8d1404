import { toDayTitle } from '../shapes/history-day.ts';
import type { Channel, Playlist, Video } from './model.ts';
import type { World } from './world.ts';

/** Every field of a video that an export should hold. */
export interface VideoTruth {
  id: string;
  kind: Video['kind'];
  url: string;
  title: string;
  description: string;
  /** ISO 8601, UTC. */
  publishedAt: string;
  durationSec: number;
  views: number;
  likes: number;
  commentCount: number;
  tags: string[];
  category: string;
  chapters: { startSec: number; title: string }[];
  privacy: Video['privacy'];
  restriction: Video['restriction'];
  captions: { languageCode: string; automatic: boolean }[];
  channelId: string;
  channelTitle: string;
  channelHandle: string;
  hasMaxThumbnail: boolean;
  clip: { id: string; durationSec: number };
}

export interface EntryTruth {
  id: string;
  /** From 1, in the whole list. */
  position: number;
  title: string;
  state: 'own' | 'foreign' | 'deleted' | 'private';
}

export interface ListTruth {
  id: string;
  url: string;
  title: string;
  description: string;
  privacy: Playlist['privacy'];
  /** What its header says. */
  claimed: number;
  entries: EntryTruth[];
}

/** Ids in the order in which the site lists them. */
export interface TabTruth {
  url: string;
  ids: string[];
}

export interface YoutubeTruth {
  seed: number;
  channel: {
    id: string;
    handle: string;
    title: string;
    description: string;
    subscribers: number;
    url: string;
    /** What the header claims: all public videos, shorts and streams. */
    claimedVideos: number;
  };
  videos: Record<string, VideoTruth>;
  sources: {
    channel_videos: TabTruth;
    channel_shorts: TabTruth;
    channel_live: TabTruth;
    /** As the owner sees them; everybody else sees the public ones. */
    channel_playlists: TabTruth;
    channel_releases: TabTruth;
    /** Private and unlisted ones too: the owner's view of the list UU…. */
    uploads: TabTruth;
    liked: ListTruth;
    watch_later: ListTruth;
    history: { url: string; days: { title: string; ids: string[] }[] };
    subscriptions: {
      url: string;
      channels: { id: string; title: string; handle: string; subscribers: number }[];
    };
  };
  playlists: Record<string, ListTruth>;
}

/** Everything that exists, so that an export can be compared with it. */
export function buildTruth(world: World, nowMs: number): YoutubeTruth {
  const home = `https://www.youtube.com/${world.owner.handle}`;
  const tab = (name: string, kind: Video['kind']): TabTruth => ({
    url: `${home}/${name}`,
    ids: listPublic(world, world.owner, kind).map(({ id }) => id),
  });
  const ownLists = [...world.ownPlaylistIds, ...world.ownReleaseIds].flatMap(
    (id) => world.playlists.get(id) ?? [],
  );
  return {
    seed: world.seed,
    channel: {
      ...toChannelTruth(world.owner),
      description: world.owner.description,
      url: home,
      claimedVideos: listPublic(world, world.owner).length,
    },
    videos: Object.fromEntries(
      [...world.videos.values()].map((video) => [video.id, toVideoTruth(world, video)]),
    ),
    sources: {
      channel_videos: tab('videos', 'video'),
      channel_shorts: tab('shorts', 'short'),
      channel_live: tab('streams', 'live'),
      channel_playlists: { url: `${home}/playlists`, ids: [...world.ownPlaylistIds] },
      channel_releases: { url: `${home}/releases`, ids: [...world.ownReleaseIds] },
      uploads: {
        url: `https://www.youtube.com/playlist?list=UU${world.owner.id.slice(2)}`,
        ids: world.listVideos(world.owner).map(({ id }) => id),
      },
      liked: toNamedList(world, 'LL'),
      watch_later: toNamedList(world, 'WL'),
      history: { url: 'https://www.youtube.com/feed/history', days: toDays(world, nowMs) },
      subscriptions: {
        url: 'https://www.youtube.com/feed/channels',
        channels: world.subscriptions.map(toChannelTruth),
      },
    },
    playlists: Object.fromEntries(ownLists.map((list) => [list.id, toListTruth(world, list)])),
  };
}

function listPublic(world: World, channel: Channel, kind?: Video['kind']): Video[] {
  return world.listVideos(channel, kind).filter(({ privacy }) => privacy === 'public');
}

function toChannelTruth({ id, title, handle, subscribers }: Channel) {
  return { id, title, handle, subscribers };
}

function toVideoTruth(world: World, video: Video): VideoTruth {
  const path = video.kind === 'short' ? `shorts/${video.id}` : `watch?v=${video.id}`;
  return {
    id: video.id,
    kind: video.kind,
    url: `https://www.youtube.com/${path}`,
    title: video.title,
    description: video.description,
    publishedAt: new Date(video.publishedAtMs).toISOString(),
    durationSec: video.durationSec,
    views: video.views,
    likes: video.likes,
    commentCount: world.countComments(video),
    tags: video.tags,
    category: video.category,
    chapters: video.chapters,
    privacy: video.privacy,
    restriction: video.restriction,
    captions: video.captions.map(({ languageCode, automatic }) => ({ languageCode, automatic })),
    channelId: video.channel.id,
    channelTitle: video.channel.title,
    channelHandle: video.channel.handle,
    hasMaxThumbnail: video.hasMaxThumbnail,
    clip: { id: video.clip.id, durationSec: video.clip.durationSec },
  };
}

function toNamedList(world: World, id: 'LL' | 'WL'): ListTruth {
  const list = world.playlists.get(id);
  if (!list) throw new Error(`the world has no list ${id}`);
  return toListTruth(world, list);
}

function toListTruth(world: World, list: Playlist): ListTruth {
  return {
    id: list.id,
    url: `https://www.youtube.com/playlist?list=${list.id}`,
    title: list.title,
    description: list.description,
    privacy: list.privacy,
    claimed: list.entries.length,
    entries: list.entries.map(({ videoId, gone }, index) => {
      const video = world.videos.get(videoId);
      const state = gone ?? (video?.channel === world.owner ? 'own' : 'foreign');
      return { id: videoId, position: index + 1, title: gone ? '' : (video?.title ?? ''), state };
    }),
  };
}

function toDays(world: World, nowMs: number): { title: string; ids: string[] }[] {
  const days = [...new Set(world.history.map(({ daysAgo }) => daysAgo))];
  return days.map((daysAgo) => ({
    title: toDayTitle(daysAgo, nowMs),
    ids: world.history.filter((entry) => entry.daysAgo === daysAgo).map(({ videoId }) => videoId),
  }));
}
