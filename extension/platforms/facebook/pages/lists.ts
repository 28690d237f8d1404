/** The lists of Facebook's pages: by which name each goes, what an entry holds, and which page it makes. */
import type { Item } from '../../../../shared/model/item.ts';
import { toText } from '../../../core/json.ts';
import type { PageKind } from '../../../core/pages/page-read.ts';
import { countDrift, type Drift } from '../documents/drift.ts';
import { hasKey, seek } from '../documents/seek.ts';
import { readAlbum, readSaved, readStoryCard } from '../items/album.ts';
import { isReelStory, readReel } from '../items/reel.ts';
import { readCollectedPhoto, readPhoto, readSingleVideo } from '../items/single-media.ts';
import { isSponsored, isStory, readStory } from '../items/story.ts';

/** What an entry gives: an item, or nothing because it is furniture or was counted. */
export type EntryReader = (edge: unknown, drift: Drift) => Item | null;

/** One kind of list. */
export interface ListKind {
  page: PageKind;
  read: EntryReader;
  /** False where the page shows everything at once and says nothing of an end. */
  hasEnd: boolean;
}

/** Entries of feeds that are no posts: headings, suggestions, composers. */
const furniture =
  /^(GroupsSectionHeaderUnit|.*(Suggestion|PeopleYouMayKnow|Composer|Placeholder|EndOfFeed|Nux|Megaphone).*)$/;

/** Lists of stories, by the name of the field that holds them. */
const listKinds = new Map<string, ListKind>([
  ['timeline_list_feed_units', { page: 'timeline', read: readFeedEntry, hasEnd: true }],
  ['timeline_manage_feed_units', { page: 'timeline', read: readFeedEntry, hasEnd: true }],
  ['group_feed', { page: 'group', read: readUnpaidEntry, hasEnd: true }],
  ['news_feed', { page: 'home', read: readUnpaidEntry, hasEnd: true }],
  ['results', { page: 'search', read: readSearchEntry, hasEnd: true }],
  ['aggregated_fb_shorts', { page: 'reels', read: readReelEntry, hasEnd: true }],
  [
    'lasso_blue_feed',
    { page: 'reel', read: (edge, drift) => readReelNode(seek(edge, 'node'), drift), hasEnd: true },
  ],
  ['pageItems', { page: 'photos', read: readCollected, hasEnd: true }],
  ['media', { page: 'album', read: readAlbumEntry, hasEnd: true }],
  ['group_albums', { page: 'photos', read: readAlbumOfGroup, hasEnd: true }],
  ['all_saves', { page: 'saved', read: readSave, hasEnd: true }],
  ['collection_items', { page: 'saved', read: readSave, hasEnd: true }],
  ['archived_stories', { page: 'stories', read: readCard, hasEnd: true }],
  ['unified_stories', { page: 'stories', read: readCard, hasEnd: false }],
  ['unified_stories_with_notes', { page: 'stories', read: readCard, hasEnd: false }],
]);

/** The kind of list that goes by a name, or null. */
export function findListKind(name: string): ListKind | null {
  return listKinds.get(name) ?? null;
}

function countEntry(node: unknown, drift: Drift): null {
  const name = toText(seek(node, '__typename'));
  // `null` is an entry that Facebook holds back.
  if (node !== null && !(name && furniture.test(name))) countDrift(drift, name ?? 'node');
  return null;
}

function readFeedEntry(edge: unknown, drift: Drift): Item | null {
  return readStoryNode(seek(edge, 'node'), drift);
}

function readStoryNode(node: unknown, drift: Drift): Item | null {
  const item = isStory(node) ? readStory(node, drift) : null;
  if (isStory(node) && seek(node, '__typename') !== 'Story') countDrift(drift, 'node');
  return item ?? countEntry(node, drift);
}

/** Where others pay to stand between the posts, their posts are left out. */
function readUnpaidEntry(edge: unknown, drift: Drift): Item | null {
  const node = seek(edge, 'node');
  return isSponsored(node) ? null : readStoryNode(node, drift);
}

function readSearchEntry(edge: unknown, drift: Drift): Item | null {
  const view = seek(edge, 'rendering_strategy', 'view_model');
  const story = seek(view, 'click_model', 'story');
  if (story === undefined && hasKey(view, '__typename') && !hasKey(view, 'click_model')) return null;
  return isSponsored(story) ? null : readStoryNode(story, drift);
}

function readReelEntry(edge: unknown, drift: Drift): Item | null {
  const node = seek(edge, 'profile_reel_node', 'node');
  return readReel(node, false) ?? countEntry(node, drift);
}

function readReelNode(node: unknown, drift: Drift): Item | null {
  const item = isReelStory(node) ? readReel(node) : null;
  if (item && seek(node, '__typename') !== 'Story') countDrift(drift, 'node');
  return item ?? countEntry(node, drift);
}

/** Tabs of a profile: photos, videos and albums lie in the same frame. */
function readCollected(edge: unknown, drift: Drift): Item | null {
  const frame = seek(edge, 'node');
  const inner = seek(frame, 'node');
  switch (seek(inner, '__typename')) {
    case 'Photo':
      return readCollectedPhoto(frame) ?? countEntry(frame, drift);
    case 'Video':
      return readSingleVideo(inner, frame) ?? countEntry(frame, drift);
    default:
      return readUnnamed(frame, inner, drift);
  }
}

function readUnnamed(frame: unknown, inner: unknown, drift: Drift): Item | null {
  const isAlbum =
    seek(inner, '__typename') === 'Album' || (inner === undefined && hasKey(frame, 'subtitle_text'));
  if (isAlbum) return readAlbum(frame) ?? countEntry(frame, drift);
  countEntry(inner === undefined ? frame : inner, drift);
  return hasKey(inner, 'viewer_image') ? readCollectedPhoto(frame) : null;
}

function readAlbumEntry(edge: unknown, drift: Drift): Item | null {
  const node = seek(edge, 'node');
  const name = seek(node, '__typename') ?? seek(node, '__isMedia');
  const item = name === 'Video' ? readSingleVideo(node, node) : name === 'Photo' ? readPhoto(node) : null;
  return item ?? countEntry(node, drift);
}

function readAlbumOfGroup(edge: unknown, drift: Drift): Item | null {
  return readAlbum(seek(edge, 'node')) ?? countEntry(seek(edge, 'node'), drift);
}

function readSave(edge: unknown, drift: Drift): Item | null {
  return readSaved(seek(edge, 'node')) ?? countEntry(seek(edge, 'node'), drift);
}

function readCard(edge: unknown, drift: Drift): Item | null {
  const node = seek(edge, 'node');
  return readStoryCard(node, seek(node, 'story_bucket_owner'), drift) ?? countEntry(node, drift);
}
