/**
 * The way through the results of a page's queries: down the fields that are known, to the lists and the one thing a
 * page is about. Whatever else holds posts is counted by its name, and read when nothing better was found.
 */
import { type Comment, type Item, toItemKey } from '../../../../shared/model/item.ts';
import { toArray, toText, toWhole } from '../../../core/json.ts';
import type { PageKind } from '../../../core/pages/page-read.ts';
import { countDrift, type Drift } from '../documents/drift.ts';
import { hasKey, readPlain, seek } from '../documents/seek.ts';
import { type CommentPlace, readCommentPlace, readComments, readNext } from '../items/comments.ts';
import { readText } from '../items/item.ts';
import { isReelStory, readReel } from '../items/reel.ts';
import { readCurrent, readPhoto, readSingleVideo, readViewedPhoto } from '../items/single-media.ts';
import { isStory, readStory } from '../items/story.ts';
import { isFullVideo } from '../items/video.ts';
import { findListKind, type ListKind } from './lists.ts';
import { searchPosts } from './search-posts.ts';

const maxDepth = 40;

/** A list that was read: which page it makes, how long it is, and where it goes on. */
export interface FoundList {
  page: PageKind;
  size: number;
  next: string | null;
}

/** What a walk through a page has found so far. */
export interface Walk {
  drift: Drift;
  items: Item[];
  keys: Set<string>;
  comments: Comment[];
  lists: FoundList[];
  /** Kinds of the single things that the page is about. */
  roots: PageKind[];
  /** The next photo of a set, seen from one photo. */
  nextMedia: string | null;
  title: string | null;
  claimed: number | null;
  /** Fields that are not known, by name. */
  leftovers: [name: string, value: object][];
}

/** A walk that has not begun. */
export function createWalk(drift: Drift): Walk {
  return {
    drift,
    items: [],
    keys: new Set(),
    comments: [],
    lists: [],
    roots: [],
    nextMedia: null,
    title: null,
    claimed: null,
    leftovers: [],
  };
}

/** Adds an item, once: the same post may stand in two lists of a page. */
export function putItem(walk: Walk, item: Item): void {
  const key = toItemKey(item);
  if (walk.keys.has(key)) return;
  walk.keys.add(key);
  walk.items.push(item);
}

/** Fields that lead to lists. */
const containers = new Set(
  (
    'node node_v2 nodes user viewer group page profile album all_collections style_renderer collection content_collection saver_info ' +
    'serpResponse bucket mediaset group_mediaset comment_rendering_instance_for_feed_location'
  ).split(' '),
);

/** Fields that hold no posts of the page: buttons, counts, tiles beside the list, who else is logged in. */
const furniture = new Set(
  (
    'profile_tile_sections nav_collections section_actions_renderer null_state_message section_notice ' +
    'timeline_nav_app_sections if_viewer_can_see_profile_paginated_collections_feed qp_viewer login_data actor ' +
    'extensions items feedback comment_rendering_instance nextMedia prevMedia prevMediaBeforeNodeId'
  ).split(' '),
);

/** Walks through the result of one query. */
export function walkResult(walk: Walk, data: unknown): void {
  visit(walk, data, 0);
}

function visit(walk: Walk, value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > maxDepth) return;
  if (Array.isArray(value)) {
    for (const entry of value) visitNode(walk, entry, depth + 1);
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'object' && inner !== null) visitField(walk, { holder: value, name, inner, depth });
  }
}

interface Field {
  holder: object;
  name: string;
  inner: object;
  depth: number;
}

function visitField(walk: Walk, { holder, name, inner, depth }: Field): void {
  if (name === 'profile_tile_sections') walk.roots.push('profile');
  if (furniture.has(name)) {
    if (name === 'nextMedia') putNextMedia(walk, seek(inner, 'edges', 0, 'node'));
    return;
  }
  const kind = findListKind(name);
  if (kind) readList(walk, { kind, name, list: inner, holder });
  else if (name === 'comments' || name === 'replies_connection')
    readCommentList(walk, inner, toPlace(walk, holder));
  else if (name === 'video') readVideoRoot(walk, inner);
  else if (name === 'currMedia') readViewer(walk, inner);
  else if (name === 'nextMediaAfterNodeId') putNextMedia(walk, inner);
  else if (containers.has(name)) visitContainer(walk, { holder, name, inner, depth });
  else walk.leftovers.push([name, inner]);
}

function visitContainer(walk: Walk, { holder, name, inner, depth }: Field): void {
  // A feedback's comments lie two steps below it.
  if (name === 'comment_rendering_instance_for_feed_location') {
    if (hasKey(inner, 'comments')) readCommentList(walk, seek(inner, 'comments'), toPlace(walk, holder));
    else countDrift(walk.drift, name);
    return;
  }
  if (['user', 'group', 'profile', 'page', 'content_collection'].includes(name)) {
    const header = seek(inner, 'profile_header_renderer', 'user');
    walk.title ??= readPlain(seek(inner, 'name')) ?? readPlain(seek(header, 'name'));
  }
  if (name === 'album') walk.title ??= readText(seek(inner, 'title'));
  visitNode(walk, inner, depth + 1);
}

/** The one thing a page is about, or what holds its lists. */
function visitNode(walk: Walk, node: unknown, depth: number): void {
  if (isReelStory(node)) putRoot(walk, 'reel', readReel(node));
  else if (isStory(node)) putStory(walk, node);
  else if (seek(node, '__typename') === 'Photo') putRoot(walk, 'photo', readPhoto(node));
  else if (seek(node, '__typename') === 'Video' && isFullVideo(node))
    putRoot(walk, 'video', readSingleVideo(node));
  else {
    const section = toText(seek(node, 'section_type'));
    if (section !== null) putSection(walk, section, node);
    visit(walk, node, depth);
  }
}

/** A section of a profile: which it is is known also when nothing is in it. */
function putSection(walk: Walk, section: string, node: unknown): void {
  walk.roots.push(sectionPages[section] ?? 'profile');
  const collections = seek(node, 'all_collections', 'nodes');
  if (!Array.isArray(collections) && collections !== null) countDrift(walk.drift, 'all_collections');
  for (const collection of toArray(collections)) {
    const inner = seek(collection, 'style_renderer', 'collection');
    if (sectionPages[section] && !Object.keys(inner ?? {}).some(findListKind))
      countDrift(walk.drift, 'collection');
  }
}

/** Sections of a profile that say what they are also when there is nothing in them. */
const sectionPages: Record<string, PageKind> = { PHOTOS: 'photos', VIDEOS: 'videos', REELS: 'reels' };

function putRoot(walk: Walk, page: PageKind, item: Item | null): void {
  if (item) {
    putItem(walk, item);
    walk.roots.push(page);
  } else countDrift(walk.drift, page);
}

/** A post on its own page, with the comments below it. */
function putStory(walk: Walk, story: unknown): void {
  const item = readStory(story, walk.drift);
  putRoot(walk, 'post', item);
  if (!item) return;
  if (seek(story, '__typename') !== 'Story') countDrift(walk.drift, 'node');
  const feedback = seek(story, 'comet_sections', 'feedback', 'story');
  const targets = [seek(feedback, 'story_ufi_container', 'story'), feedback].map((place) =>
    seek(place, 'feedback_context', 'feedback_target_with_context'),
  );
  const holders = targets.flatMap((target) => [seek(target, 'comment_list_renderer', 'feedback'), target]);
  const lists = holders.map((holder) =>
    seek(holder, 'comment_rendering_instance_for_feed_location', 'comments'),
  );
  const list = lists.find((place) => typeof place === 'object' && place !== null);
  if (list)
    readCommentList(walk, list, { itemId: item.id, parentId: null, ownerId: item.author?.id ?? null });
  else if (isFullPage(feedback, targets)) countDrift(walk.drift, 'comment_list_renderer');
}

/** A post's own page promises its comments; in a feed there may be none. */
function isFullPage(feedback: unknown, targets: unknown[]): boolean {
  const stated = targets.map((target) => seek(target, 'comment_list_renderer'));
  const isFull = seek(feedback, 'story_ufi_container', '__typename') === 'XFBFullUFIContainer';
  return stated.some((place) => place !== undefined && place !== null) || (isFull && !stated.includes(null));
}

/** What a list of comments belongs to: the `Feedback` that holds it says so. */
function toPlace(walk: Walk, holder: object): CommentPlace {
  const place = readCommentPlace(seek(holder, 'id'));
  if (!place) countDrift(walk.drift, 'Feedback');
  return place ?? { itemId: walk.items[0]?.id ?? 'unknown', parentId: null };
}

function readCommentList(walk: Walk, list: unknown, place: CommentPlace): void {
  const read = readComments(list, place, walk.drift);
  walk.comments.push(...read.comments);
  walk.lists.push({ page: 'comments', size: read.comments.length, next: read.next });
  if (walk.items.length === 0) walk.claimed ??= read.claimed;
}

interface ListPlace {
  kind: ListKind;
  name: string;
  list: object;
  holder: object;
}

function readList(walk: Walk, { kind, name, list, holder }: ListPlace): void {
  const edges = seek(list, 'edges');
  if (!Array.isArray(edges)) countDrift(walk.drift, name);
  const before = walk.items.length;
  // By index: an entry that never arrived leaves a hole.
  for (let index = 0; index < toArray(edges).length; index += 1) {
    const item = kind.read(seek(edges, index), walk.drift);
    if (item) putItem(walk, item);
  }
  searchRest(walk, name, list);
  const items = walk.items.slice(before);
  const page = toTabPage(kind.page, items);
  walk.lists.push({ page, size: items.length, next: kind.hasEnd ? readNext(list, walk.drift) : null });
  const count = toWhole(seek(list, 'count')) ?? toWhole(seek(holder, 'media_count'));
  if (kind.page === 'album' && count !== null && count >= items.length) walk.claimed ??= count;
}

/** A list whose entries have another name now: they are read, and the name is counted. */
function searchRest(walk: Walk, name: string, list: object): void {
  for (const [key, value] of Object.entries(list)) {
    if (['edges', 'page_info', 'count', '__typename', 'id'].includes(key) || typeof value !== 'object')
      continue;
    const found = searchPosts(value, walk.drift);
    if (found.length === 0) continue;
    countDrift(walk.drift, `${name}.${key}`);
    for (const item of found) putItem(walk, item);
  }
}

/** Photos, videos and albums lie in lists of one name; what is in them tells which tab it is. */
function toTabPage(page: PageKind, items: readonly Item[]): PageKind {
  if (page !== 'photos') return page;
  return items.some(({ kind }) => kind === 'video' || kind === 'live') ? 'videos' : 'photos';
}

/** A reel's page has its story inside its video; a video's page has the video, with the story that brought it. */
function readVideoRoot(walk: Walk, video: object): void {
  const story = seek(video, 'creation_story') ?? seek(video, 'story');
  if (isReelStory(story)) {
    putRoot(walk, 'reel', readReel(story));
    return;
  }
  const attached = toArray(seek(story, 'attachments')).map((entry) => seek(entry, 'media'));
  const full = [video, ...attached].find(isFullVideo);
  if (full)
    putRoot(walk, 'video', readSingleVideo(full === video ? video : { ...video, ...(full as object) }));
  else if (story !== undefined || Object.keys(video).length > 3) walk.leftovers.push(['video', video]);
}

/** The photo viewer: the one place that has a photo in full size. */
function readViewer(walk: Walk, value: object): void {
  const medium = readCurrent(value);
  const isVideo = seek(medium, '__typename') === 'Video' || isFullVideo(medium);
  putRoot(walk, isVideo ? 'video' : 'photo', isVideo ? readSingleVideo(medium) : readViewedPhoto(medium));
  if (toText(seek(medium, '__typename')) === null) countDrift(walk.drift, 'currMedia');
}

function putNextMedia(walk: Walk, node: unknown): void {
  walk.nextMedia ??= readPlain(seek(node, 'id'));
  if (walk.nextMedia === null && node !== undefined && node !== null) countDrift(walk.drift, 'nextMedia');
}
