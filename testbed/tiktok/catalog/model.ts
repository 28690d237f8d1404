import type { Clip } from '../../media/clip.ts';

/** What exists on the stand-in: accounts, posts, lists. The pages are built from these, and so is the truth. */

/** An account that can be visited. */
export interface User {
  /** Up to 19 digits. */
  id: string;
  /** The name in addresses, without the at sign. */
  uniqueId: string;
  secUid: string;
  nickname: string;
  /** The text under the name. */
  signature: string;
  verified: boolean;
  isPrivate: boolean;
  createdAtSec: number;
  followers: number;
  following: number;
  hearts: number;
}

/** A sound that posts use; its file is the sound of a clip. */
export interface Sound {
  id: string;
  title: string;
  authorName: string;
  isOriginal: boolean;
  clip: Clip;
}

export interface Tag {
  id: string;
  name: string;
}

export interface Photo {
  /** From 0. */
  index: number;
  width: number;
  height: number;
}

export interface Stats {
  plays: number;
  likes: number;
  comments: number;
  shares: number;
  saves: number;
  reposts: number;
}

export interface Subtitle {
  /** As the platform writes it: `eng-US`. */
  language: string;
  /** Heard (ASR) or translated (MT). */
  source: 'ASR' | 'MT';
}

/** Text of a post in its lines; tags and mentions stand at the end of the last one. */
export interface Caption {
  lines: string[];
  tags: Tag[];
  mentions: User[];
}

export type Audience = 'public' | 'friends' | 'private';

export interface Post {
  /** The upper bits are the time of posting, as on the platform. */
  id: string;
  kind: 'video' | 'photo';
  author: User;
  caption: Caption;
  createdAtMs: number;
  /** The picture and sound of a video; of a photo post only the sound is used. */
  clip: Clip;
  sound: Sound;
  /** Empty for a video. */
  photos: Photo[];
  /** A photo post's own title; empty for most. */
  title: string;
  stats: Stats;
  subtitles: Subtitle[];
  audience: Audience;
  isPinned: boolean;
  /** Whether there is a marked file for keeping. */
  isKeepable: boolean;
  /** Gone since others saved it: lists leave it out, its page says why. */
  gone?: 'deleted' | 'private';
}

/** A place in somebody's list, with the time it was put there. */
export interface Entry {
  postId: string;
  atMs: number;
}

/** A collection of favourites, or a playlist. */
export interface NamedList {
  id: string;
  name: string;
  owner: User;
  entries: Entry[];
}

export interface Comment {
  id: string;
  author: User;
  text: string;
  createdAtSec: number;
  likes: number;
  /** A comment that is a picture has no text. */
  picture?: { width: number; height: number };
  isLikedByAuthor: boolean;
  /** Hidden by the platform: counted, never shown. */
  isFiltered: boolean;
  replies: Comment[];
}
