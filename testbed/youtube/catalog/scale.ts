import { parseCounts } from '../../parse-counts.ts';

/** How much there is. Every number can be set on its own; 10,000 videos are generated in well under a second. */
export interface YoutubeScale {
  /** Public long videos of the owner. */
  videos: number;
  shorts: number;
  /** Past live streams. */
  live: number;
  /** Private long videos, and as many unlisted ones. */
  hidden: number;
  playlists: number;
  /** Entries of the first playlist, which also holds foreign, deleted and private ones. */
  largestPlaylist: number;
  releases: number;
  liked: number;
  watchLater: number;
  history: number;
  subscriptions: number;
  /** Channels of others that have videos. */
  foreignChannels: number;
  foreignVideos: number;
  /** The most top-level comments a video has. */
  comments: number;
}

export const defaultScale: YoutubeScale = {
  videos: 250,
  shorts: 60,
  live: 12,
  hidden: 6,
  playlists: 12,
  largestPlaylist: 1200,
  releases: 3,
  liked: 130,
  watchLater: 110,
  history: 170,
  subscriptions: 45,
  foreignChannels: 6,
  foreignVideos: 60,
  comments: 45,
};

/** Reads `videos=10000,shorts=0` into numbers; unknown names and non-numbers are errors. */
export const parseScale = (text: string): Partial<YoutubeScale> => parseCounts(text, defaultScale);
