/** What reads each kind of source: one page of a list, or one thing by itself. */
import type { Item } from '../../../../shared/model/item.ts';
import type { Source, SourceKind, SourceRef } from '../../../../shared/model/source.ts';
import type { Desk } from '../session/desk.ts';
import type { ListReader } from './list-page.ts';
import { resolveGroup, resolveList, resolveOwnList } from './list-source.ts';
import { readAlbum, readStories, readTab } from './media-lists.ts';
import { readMedium } from './media-page.ts';
import { readWholePost } from './post-page.ts';
import { resolveProfile } from './profile-source.ts';
import { readGroup, readSaved, readTimeline } from './timeline.ts';

/** Lists, by the kind of their part. */
export const listReaders: Partial<Record<SourceKind, ListReader>> = {
  timeline: readTimeline,
  group: readGroup,
  saved: readSaved,
  photos: readTab,
  videos: readTab,
  reels: readTab,
  album: readAlbum,
  stories: readStories,
};

/** Throws AppError with the site's refusal. */
export type ItemReader = (desk: Desk, ref: SourceRef) => Promise<Item>;

/** Things with a page of their own. */
export const itemReaders: Partial<Record<SourceKind, ItemReader>> = {
  post: readWholePost,
  photo: readMedium,
  video: readMedium,
  reel: readMedium,
};

/** Throws AppError with the site's refusal. */
export type SourceResolver = (desk: Desk, ref: SourceRef) => Promise<Source>;

/** What a list is before it is walked; things with a page of their own are resolved by being read. */
export const sourceResolvers: Partial<Record<SourceKind, SourceResolver>> = {
  profile: resolveProfile,
  timeline: resolveProfile,
  photos: resolveProfile,
  videos: resolveProfile,
  reels: resolveProfile,
  group: resolveGroup,
  saved: resolveOwnList,
  album: resolveList,
  stories: resolveOwnList,
};
