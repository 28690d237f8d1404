import type { YoutubeScale } from '../../testbed/youtube/index.ts';

const atLeastOne = (count: number): number => Math.max(1, Math.round(count));

/** A small creator with about so many items in all: mostly videos, some of everything else. */
export function buildDemoScale(items: number): Partial<YoutubeScale> {
  const shorts = atLeastOne(items * 0.18);
  const live = atLeastOne(items * 0.05);
  const hidden = 1;
  const playlists = atLeastOne(items * 0.08);
  const releases = 1;
  // Hidden counts twice: a private and an unlisted video.
  const videos = atLeastOne(items - shorts - live - 2 * hidden - playlists - releases);
  return { videos, shorts, live, hidden, playlists, releases, largestPlaylist: 130 };
}
