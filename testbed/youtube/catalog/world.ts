import type { Clip } from '../../media/clip.ts';
import { createPrng } from '../../prng.ts';
import { buildForeignChannel, buildOwnerChannel } from './channels.ts';
import { buildComments, countComments } from './comments.ts';
import type { Channel, Comment, HistoryEntry, Playlist, Video, VideoKind } from './model.ts';
import { buildMixedEntries, buildPlainList, buildPlaylists, buildReleases } from './playlists.ts';
import { defaultScale, type YoutubeScale } from './scale.ts';
import { buildVideo } from './videos.ts';

/** Everything that exists, generated once from a seed. */
export interface World {
  seed: number;
  scale: YoutubeScale;
  owner: Channel;
  channels: ReadonlyMap<string, Channel>;
  videos: ReadonlyMap<string, Video>;
  /** Every list by its id: playlists, releases, uploads (UU, UULF, UUSH, UULV), LL and WL of the owner. */
  playlists: ReadonlyMap<string, Playlist>;
  /** Ids of the owner's playlists and releases, in the order of their tabs. */
  ownPlaylistIds: readonly string[];
  ownReleaseIds: readonly string[];
  history: readonly HistoryEntry[];
  subscriptions: readonly Channel[];
  /** A channel id that once existed. */
  removedChannelId: string;
  /** A channel's videos of one kind, newest first, all privacies. */
  listVideos(channel: Channel, kind?: VideoKind): readonly Video[];
  listComments(video: Video): Comment[];
  countComments(video: Video): number;
  /** The owner uploads so many videos, newer than everything so far. Returns their ids, newest first. */
  publish(count: number): string[];
}

interface WorldPlan {
  seed: number;
  owner: Channel;
  scale: YoutubeScale;
  clips: readonly Clip[];
}

export function createWorld(options: {
  seed: number;
  scale?: Partial<YoutubeScale>;
  clips: readonly Clip[];
}): World {
  const { seed, clips } = options;
  const scale: YoutubeScale = { ...defaultScale, ...options.scale };
  const owner = buildOwnerChannel(seed);
  const plan: WorldPlan = { seed, owner, scale, clips };
  const neighbours = Array.from(
    { length: Math.max(scale.subscriptions, scale.foreignChannels) },
    (_, index) => buildForeignChannel(seed, index),
  );
  const own = buildOwnVideos(plan);
  const foreign = neighbours
    .slice(0, scale.foreignChannels)
    .flatMap((channel, place) => buildForeignVideos(plan, channel, place === 0));
  const byChannel = groupByChannel([...own, ...foreign]);
  const listVideos = (channel: Channel, kind?: VideoKind) =>
    (byChannel.get(channel.id) ?? []).filter((video) => kind === undefined || video.kind === kind);
  const people = neighbours.length > 0 ? neighbours : [owner];
  const toSource = (video: Video) => ({ seed, video, most: scale.comments, people });
  const lists = buildLists(plan, { own, foreign });
  const uploads = [owner, ...neighbours].flatMap((channel) =>
    buildUploads(seed, channel, listVideos(channel)),
  );
  const videos = new Map([...own, ...foreign].map((video) => [video.id, video]));
  const playlists = new Map([...lists.all, ...uploads].map((list) => [list.id, list]));
  let published = 0;
  const publishOne = (): string => {
    published += 1;
    const video = buildVideo({
      ...plan,
      channel: owner,
      kind: 'video',
      index: -published,
      privacy: 'public',
    });
    videos.set(video.id, video);
    byChannel.get(owner.id)?.unshift(video);
    for (const list of buildUploads(seed, owner, listVideos(owner))) playlists.set(list.id, list);
    return video.id;
  };
  return {
    seed,
    scale,
    owner,
    channels: new Map([owner, ...neighbours].map((channel) => [channel.id, channel])),
    videos,
    playlists,
    publish: (count) => Array.from({ length: count }, publishOne).reverse(),
    ownPlaylistIds: lists.playlists.map(({ id }) => id),
    ownReleaseIds: lists.releases.map(({ id }) => id),
    history: buildHistory(seed, scale.history, [...foreign, ...own]),
    subscriptions: neighbours.slice(0, scale.subscriptions),
    removedChannelId: buildForeignChannel(seed, 9_999).id,
    listVideos,
    listComments: (video) => buildComments(toSource(video)),
    countComments: (video) => countComments(toSource(video)),
  };
}

function groupByChannel(videos: readonly Video[]): Map<string, Video[]> {
  const groups = new Map<string, Video[]>();
  for (const video of videos) {
    const group = groups.get(video.channel.id);
    if (group) group.push(video);
    else groups.set(video.channel.id, [video]);
  }
  return groups;
}

function buildOwnVideos({ seed, owner: channel, scale, clips }: WorldPlan): Video[] {
  const build = (count: number, kind: VideoKind, privacy: Video['privacy']) =>
    Array.from({ length: count }, (_, index) => buildVideo({ seed, channel, kind, index, clips, privacy }));
  const all = [
    ...build(scale.videos, 'video', 'public'),
    ...build(scale.shorts, 'short', 'public'),
    ...build(scale.live, 'live', 'public'),
    ...build(scale.hidden, 'video', 'private'),
    ...build(scale.hidden, 'video', 'unlisted'),
  ];
  return all.sort((one, other) => other.publishedAtMs - one.publishedAtMs);
}

/** The first neighbour also has one video of each restricted kind. */
function buildForeignVideos({ seed, scale, clips }: WorldPlan, channel: Channel, special: boolean): Video[] {
  const restrictions = ['age', 'members', 'upcoming', 'kids'] as const;
  const videos = Array.from({ length: scale.foreignVideos }, (_, index) => {
    const restriction = (special && restrictions[index]) || 'none';
    const kind = index % 6 === 5 ? 'short' : 'video';
    return buildVideo({ seed, channel, kind, index, clips, privacy: 'public', restriction });
  });
  return videos.sort((one, other) => other.publishedAtMs - one.publishedAtMs);
}

function buildLists({ seed, owner, scale }: WorldPlan, videos: { own: Video[]; foreign: Video[] }) {
  const foreign = videos.foreign.filter(({ restriction }) => restriction === 'none');
  const shown = videos.own.filter(({ privacy }) => privacy !== 'private');
  const plan = { seed, owner, own: shown, foreign };
  const playlists = buildPlaylists(plan, scale.playlists, scale.largestPlaylist);
  const releases = buildReleases(
    { ...plan, own: shown.filter(({ kind }) => kind === 'video') },
    scale.releases,
  );
  const plain = {
    description: '',
    owner,
    privacy: 'private' as const,
    updatedAtMs: Date.UTC(2026, 9, 30),
    views: 0,
  };
  const mostlyForeign = { ...plan, own: foreign.length > 0 ? foreign : shown, foreign: shown };
  const liked = {
    ...plain,
    id: 'LL',
    title: 'Liked videos',
    entries: buildMixedEntries(mostlyForeign, 'LL', scale.liked),
  };
  const later = {
    ...plain,
    id: 'WL',
    title: 'Watch later',
    entries: buildMixedEntries(mostlyForeign, 'WL', scale.watchLater),
  };
  return { playlists, releases, all: [...playlists, ...releases, liked, later] };
}

/** The lists every channel has without having made them. */
function buildUploads(seed: number, channel: Channel, videos: readonly Video[]): Playlist[] {
  const rest = channel.id.slice(2);
  const list = (prefix: string, title: string, kind?: VideoKind) =>
    buildPlainList(
      seed,
      {
        id: `${prefix}${rest}`,
        title,
        description: '',
        owner: channel,
        privacy: 'public',
        updatedAtMs: videos[0]?.publishedAtMs ?? channel.joinedAtMs,
        views: 0,
      },
      videos.filter((video) => kind === undefined || video.kind === kind),
    );
  return [
    list('UU', `Uploads from ${channel.title}`),
    list('UULF', 'Videos', 'video'),
    list('UUSH', 'Short videos', 'short'),
    list('UULV', 'Live streams', 'live'),
  ];
}

function buildHistory(seed: number, count: number, videos: readonly Video[]): HistoryEntry[] {
  const prng = createPrng(seed, 'history');
  const open = videos.filter(({ restriction, privacy }) => restriction === 'none' && privacy !== 'private');
  let daysAgo = 0;
  return Array.from({ length: open.length > 0 ? count : 0 }, () => {
    if (prng.chance(0.12)) daysAgo += prng.int(1, 3);
    const video = open[prng.int(0, open.length - 1)];
    return { videoId: video?.id ?? '', daysAgo, percentWatched: prng.pick([100, 100, 63, 12, 4]) };
  });
}
