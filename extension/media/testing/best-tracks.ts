import type { TrackWish } from '../stream/choose-tracks.ts';

/** The best of everything that a stream has, without subtitles. */
export const bestTracks: TrackWish = {
  id: null,
  maxSide: null,
  isSmallest: false,
  audioOnly: false,
  codec: null,
  maxBytes: null,
  tooLarge: [],
  subtitleLanguages: null,
};
