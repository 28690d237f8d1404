import type { Clip } from '../../media/clip.ts';

/** What exists on the stand-in. The pages are built from these, and so is the truth. */

export interface Actor {
  kind: 'User' | 'Page' | 'Group';
  /** Digits. */
  id: string;
  name: string;
  /** The name in addresses; without one there is only profile.php?id=. */
  vanity?: string;
}

export type Privacy = 'EVERYONE' | 'FRIENDS' | 'SELF';

export interface Photo {
  id: string;
  owner: Actor;
  createdAtSec: number;
  /** What its owner wrote about it; empty for most. */
  text: string;
  /** What a machine says is in it. */
  alt: string;
  /** Of the full-size file. */
  width: number;
  height: number;
  privacy: Privacy;
  /** The set in which a viewer walks on from it: `a.ALBUM`, `pcb.POST`, `t.USER`. */
  setToken: string;
  /** Counted, and there no more. */
  isGone?: boolean;
}

export interface Album {
  id: string;
  kind: 'own' | 'timeline' | 'profile' | 'cover';
  title: string;
  description: string;
  owner: Actor;
  createdAtSec: number;
  photos: Photo[];
}

export interface Video {
  id: string;
  kind: 'video' | 'reel';
  owner: Actor;
  clip: Clip;
  createdAtSec: number;
  /** A title of its own; most have none. */
  title: string;
  text: string;
  plays: number;
  counts: Omit<Counts, 'comments'>;
  /** Of the post that shows it, which a reel always has. */
  postId: string;
  privacy: Privacy;
  hasCaptions: boolean;
}

export interface Counts {
  /** By the platform's English names, the most frequent first. */
  reactions: { name: string; count: number }[];
  comments: number;
  shares: number;
}

export type Attachment =
  | { kind: 'none' }
  | { kind: 'photo'; photo: Photo }
  /** Several photos of one post, or of an album to which they were added. */
  | { kind: 'album'; photos: Photo[]; token: string; title: string }
  | { kind: 'video' | 'reel'; video: Video }
  | { kind: 'link'; url: string; title: string; description: string; source: string; imageId: string }
  | { kind: 'life_event'; title: string }
  /** What was shared is not there for the viewer any more. */
  | { kind: 'unavailable' };

export interface Post {
  id: string;
  actor: Actor;
  /** As the platform states it; for a backdated post the time its author gave. */
  createdAtSec: number;
  isBackdated: boolean;
  text: string;
  /** A sentence of the platform about it: "… updated their cover photo." */
  summary: string;
  privacy: Privacy;
  attachment: Attachment;
  shared?: Post;
  /** The group it was posted in. */
  group?: Actor;
  counts: Counts;
}

export interface Comment {
  id: string;
  author: Actor;
  text: string;
  createdAtSec: number;
  likes: number;
  photo?: Photo;
  replies: Comment[];
}

/** Something the owner saved; when is told nowhere. */
export interface Saved {
  id: string;
  title: string;
  target:
    | { kind: 'post'; post: Post }
    | { kind: 'video'; video: Video }
    | { kind: 'link'; url: string }
    | { kind: 'gone' };
}

/** Saved things that were sorted together. */
export interface SavedList {
  id: string;
  name: string;
  entries: readonly Saved[];
}

/** A story of the archive: a picture or a video that was shown for a day. */
export interface StoryCard {
  id: string;
  createdAtSec: number;
  media: { kind: 'photo'; photo: Photo } | { kind: 'video'; video: Video };
}
