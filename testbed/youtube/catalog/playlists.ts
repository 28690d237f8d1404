import { createPrng } from '../../prng.ts';
import { buildPlaylistId, buildReleaseId, buildSecret, buildVideoId } from './ids.ts';
import type { Channel, Playlist, PlaylistEntry, Privacy, Video } from './model.ts';

export interface PlaylistPlan {
  seed: number;
  owner: Channel;
  own: readonly Video[];
  foreign: readonly Video[];
}

const titles = [
  'Everything, in order of appearance',
  'Radios',
  '',
  'Q&A',
  'Q&A',
  '<b>Boats</b> & water',
  '=SUM(1,2)',
  'Хлеб',
  '山歩き',
  'סדרות',
  'Unlisted for friends',
  'Private notes',
];

/** The owner's playlists: the first is the largest, the last is private and the one before it unlisted. */
export function buildPlaylists(plan: PlaylistPlan, count: number, largest: number): Playlist[] {
  return Array.from({ length: count }, (_, index) => {
    const prng = createPrng(plan.seed, `playlist/${index}`);
    const size = index === 0 ? largest : prng.int(1, 60);
    const name = `playlist/${index}`;
    return {
      id: buildPlaylistId(plan.seed, name),
      title: titles[index] ?? `Playlist ${index + 1}`,
      description: index % 3 === 0 ? `What belongs together, number ${index + 1}.\n<em>Not markup</em>` : '',
      owner: plan.owner,
      privacy: toPrivacy(index, count),
      updatedAtMs: Date.UTC(2026, 9, 20) - index * 40 * 86_400_000,
      views: prng.int(0, 90_000),
      entries: buildMixedEntries(plan, name, size),
    };
  });
}

function toPrivacy(index: number, count: number): Privacy {
  if (count > 2 && index === count - 1) return 'private';
  return count > 2 && index === count - 2 ? 'unlisted' : 'public';
}

/** Mostly own videos, some of others, and some that are gone; the same video may appear twice. */
export function buildMixedEntries(plan: PlaylistPlan, name: string, size: number): PlaylistEntry[] {
  const prng = createPrng(plan.seed, `entries/${name}`);
  return Array.from({ length: size }, (_, position) => {
    const setVideoId = buildSecret(plan.seed, `${name}/${position}`, 16);
    const roll = prng.next();
    if (size > 5 && roll < 0.03) return toGone(plan.seed, `${name}/${position}`, 'deleted');
    if (size > 5 && roll < 0.05) return toGone(plan.seed, `${name}/${position}`, 'private');
    const pool = roll < 0.25 && plan.foreign.length > 0 ? plan.foreign : plan.own;
    const video = pool[prng.chance(0.9) ? position % pool.length : prng.int(0, pool.length - 1)];
    return video ? { videoId: video.id, setVideoId } : toGone(plan.seed, `${name}/${position}`, 'deleted');
  });
}

function toGone(seed: number, name: string, gone: 'deleted' | 'private'): PlaylistEntry {
  return { videoId: buildVideoId(seed, `gone/${name}`), setVideoId: buildSecret(seed, name, 16), gone };
}

/** Albums of the owner, made of own videos only. */
export function buildReleases(plan: PlaylistPlan, count: number): Playlist[] {
  return Array.from({ length: count }, (_, index) => ({
    id: buildReleaseId(plan.seed, `release/${index}`),
    title: `Field recordings, vol. ${index + 1}`,
    description: '',
    owner: plan.owner,
    privacy: 'public' as const,
    updatedAtMs: Date.UTC(2023 + index, 4, 1),
    views: 100 * (index + 1),
    entries: plan.own.slice(index * 7, index * 7 + 5).map((video, place) => ({
      videoId: video.id,
      setVideoId: buildSecret(plan.seed, `release/${index}/${place}`, 16),
    })),
  }));
}

/** A list such as "uploads" that simply holds these videos. */
export function buildPlainList(
  seed: number,
  list: Omit<Playlist, 'entries'>,
  videos: readonly Video[],
): Playlist {
  const entries = videos.map(({ id }) => ({
    videoId: id,
    setVideoId: buildSecret(seed, `${list.id}/${id}`, 16),
  }));
  return { ...list, entries };
}
