import type { Clip } from '../../media/clip.ts';

/** What exists on the stand-in: channels, videos, lists. The pages are built from these, and so is the truth. */

export type VideoKind = 'video' | 'short' | 'live';
export type Privacy = 'public' | 'unlisted' | 'private';
/** Why a video that exists is not simply playable by everybody. */
export type Restriction = 'none' | 'age' | 'members' | 'upcoming' | 'kids';

export interface Channel {
  id: string;
  /** With the at sign. */
  handle: string;
  title: string;
  description: string;
  subscribers: number;
  verified: boolean;
  joinedAtMs: number;
  keywords: string[];
}

export interface Chapter {
  startSec: number;
  title: string;
}

export interface CaptionTrack {
  languageCode: string;
  name: string;
  automatic: boolean;
}

export interface Video {
  id: string;
  kind: VideoKind;
  channel: Channel;
  title: string;
  description: string;
  publishedAtMs: number;
  /** Whole seconds, as the platform states it. */
  durationSec: number;
  clip: Clip;
  views: number;
  likes: number;
  tags: string[];
  category: string;
  privacy: Privacy;
  restriction: Restriction;
  chapters: Chapter[];
  captions: CaptionTrack[];
  /** Whether there is a maxresdefault.jpg. */
  hasMaxThumbnail: boolean;
}

/** A place in a list. A video that is gone keeps its place and its id, and loses everything else. */
export interface PlaylistEntry {
  videoId: string;
  /** The id of this place, which the owner needs to remove it. */
  setVideoId: string;
  gone?: 'deleted' | 'private';
}

export interface Playlist {
  id: string;
  title: string;
  description: string;
  owner: Channel;
  privacy: Privacy;
  updatedAtMs: number;
  views: number;
  entries: PlaylistEntry[];
}

export interface HistoryEntry {
  videoId: string;
  /** 0 is today. */
  daysAgo: number;
  percentWatched: number;
}

export interface Comment {
  id: string;
  parentId: string | null;
  author: Channel;
  text: string;
  publishedAtMs: number;
  edited: boolean;
  pinned: boolean;
  hearted: boolean;
  likes: number;
  replies: Comment[];
}
