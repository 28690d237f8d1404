/** What the viewer's page carries: written by the exporter, read by the client inside the page. */
import type { Completeness, FileRecord, Refusal } from '../../../shared/model/archive.ts';
import type { Comment, Count, Item, ItemKind, Privacy } from '../../../shared/model/item.ts';
import type { Observation } from '../../../shared/model/observation.ts';
import type { Source, SourceKind } from '../../../shared/model/source.ts';

/** What stands at the top of the page. */
export interface ViewerHead {
  source: Pick<Source, 'platform' | 'kind' | 'title' | 'url' | 'own'>;
  finishedAt: string;
  completeness: Completeness;
  withMedia: boolean;
  version: string;
  totals: { items: number; files: number; bytes: number; comments: boolean };
  /** The lists and playlists in which items stand; rows name them by their place here. */
  lists: ViewerList[];
}

/** `seen` is a list of the platform (`liked`, `posts`), `playlist` one that is an item itself. */
export type ViewerList =
  | { type: 'seen'; kind: SourceKind }
  | { type: 'playlist'; title: string; key: string };

/** What an item is, as the page tells it: a folder of bookmarks is a list as a playlist is, and is not called one. */
export type ViewerKind = ItemKind | 'collection';

/** What a list shows of an item; everything else waits in its details until it is opened or searched. */
export interface ViewerRow {
  key: string;
  kind: ViewerKind;
  title: string;
  author: string;
  /** ISO instant in UTC, when it is exact. */
  at?: string;
  /** When it is not: as the page said it. */
  shown?: string;
  durationSec?: number;
  views?: Count;
  likes?: Count;
  comments?: Count;
  /** Of a playlist or collection. */
  items?: Count;
  privacy: Privacy;
  /** Places in the head's lists. */
  lists?: number[];
  /** How many pictures it is made of, when several. */
  pictures?: number;
  /** Relative URL. */
  thumbnail?: string;
  /** Relative URL of the video or sound. */
  media?: string;
  /** That it is a sound; only where it is. */
  sound?: true;
  saved: boolean;
}

/** What the item's own page shows beyond its row. */
export interface ViewerDetails
  extends Pick<
    Item,
    | 'id'
    | 'url'
    | 'author'
    | 'text'
    | 'tags'
    | 'category'
    | 'chapters'
    | 'unavailable'
    | 'stats'
    | 'watchedOn'
    | 'entries'
    | 'coAuthors'
    | 'mentions'
    | 'music'
    | 'location'
    | 'effects'
    | 'reactionKinds'
    | 'sharedPost'
    | 'occasion'
    | 'pinned'
  > {
  files: (Pick<FileRecord, 'path' | 'bytes'> & {
    url: string;
    caption?: { language: string; automatic: boolean };
    /** One of the pictures that were posted. */
    isPicture?: true;
  })[];
  /** Oldest first; each after the first says what was different then. */
  history?: Observation[];
  refused: Refusal[];
}

/** Comments with the place of their item among the rows. */
export interface ViewerComments {
  row: number;
  comments: Omit<Comment, 'itemId'>[];
}
