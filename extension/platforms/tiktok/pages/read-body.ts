/** An answer of the site's interface, or a part of a page that has the same shape. */
import { createWireError } from '../../../../shared/app-error.ts';
import type { Comment, Item } from '../../../../shared/model/item.ts';
import { type Json, toWhole } from '../../../core/json.ts';
import type { PageKind, PageRead } from '../../../core/pages/page-read.ts';
import type { PageRefusal } from '../../../core/pages/page-refusal.ts';
import type { Asked } from '../documents/asked.ts';
import { countUnknown } from '../documents/drift.ts';
import { type CommentPlace, readComments } from '../items/comments.ts';
import { toClaimed } from '../items/stats.ts';
import { readContinuation, toFirstContinuation } from './continuation.ts';
import { type Endpoint, findEndpoint, guessEndpoint } from './endpoints.ts';
import { entryKeys, readAllEntries } from './entries.ts';
import { type Head, headKeys, readHead } from './head.ts';
import { readStatus } from './negative.ts';
import { searchItems } from './search-items.ts';

/** True when a part of a page is one of those that hold posts, users or comments. */
export function isBody(doc: Json): boolean {
  return [...entryKeys, ...headKeys, 'comments'].some(
    (key) => typeof doc[key] === 'object' && doc[key] !== null,
  );
}

/** Everything in an answer. */
interface Content {
  head: Head | null;
  items: Item[];
  comments: Comment[];
  /** The entries of its list as they came; null when it has no list. */
  raw: unknown[] | null;
}

/**
 * Reads an answer; never throws. What is in it but not where it is known to be is found all the same, and counted.
 * `ownerId` is the user whose post the comments are about, where the page says so.
 */
export function readBody(doc: Json, asked: Asked, ownerId: string | null = null): PageRead {
  const counts = new Map<string, number>();
  const refusal = readStatus(doc, counts);
  const content = readContent(doc, toPlace(asked, ownerId), counts);
  const { head, items, comments } = content;
  const endpoint = findEndpoint(asked.path) ?? guessEndpoint(doc, content);
  const page = toPage(endpoint, { doc, asked, content });
  const read: PageRead = {
    page,
    items: page === 'stories' ? items.map(toStory) : items,
    comments,
    continuation: null,
    unknown: {},
    title: head ? head.title : page === 'video' || page === 'photo_post' ? (items[0]?.title ?? null) : null,
    claimed: readClaimed(doc, content, counts),
    error: null,
  };
  if (refusal && !isOverruled(read, refusal)) Object.assign(read, refusal);
  else if (isEmptyDetail(endpoint, items)) read.error = createWireError('platform.page_changed', notHere);
  else read.continuation = readNext(doc, { endpoint, asked, content }, counts);
  return { ...read, unknown: Object.fromEntries(counts) };
}

function readContent(doc: Json, place: CommentPlace, counts: Map<string, number>): Content {
  const head = readHead(doc, counts);
  const { items, raw } = readAllEntries(doc, counts);
  const list = doc.comments ?? undefined;
  if (list !== undefined && !Array.isArray(list)) countUnknown(counts, 'comments');
  const comments = Array.isArray(list) ? readComments(list, place, counts) : [];
  const known = { head, items, comments, raw: Array.isArray(list) ? list : raw };
  return items.length + comments.length > 0 ? known : { ...known, ...searchItems(doc, place, counts) };
}

function toPlace({ query }: Asked, ownerId: string | null): CommentPlace {
  return {
    itemId: query.get('aweme_id') ?? query.get('item_id'),
    parentId: query.get('comment_id'),
    ownerId,
  };
}

const toStory = (item: Item): Item => (item.kind === 'video' ? { ...item, kind: 'story' } : item);

/** Said of a page that does not hold what it is about. */
export const notHere = 'The page does not hold what it shows.';

const isEmptyDetail = (endpoint: Endpoint | null, items: Item[]): boolean =>
  endpoint?.path === 'item/detail' && items.length === 0;

interface Found {
  doc: Json;
  asked: Asked;
  content: Content;
}

function toPage(endpoint: Endpoint | null, { doc, asked, content }: Found): PageKind {
  if (content.head && !findEndpoint(asked.path)) return content.head.page;
  if (endpoint?.path === 'item/detail')
    return content.items[0]?.kind === 'photo_post' ? 'photo_post' : 'video';
  if (endpoint?.path !== 'user/list') return endpoint?.page ?? 'unknown';
  // One list of users serves both; only that of the followed ones has two cursors.
  const scene = asked.query.get('scene');
  const isFollowing = scene === null ? doc.maxCursor !== undefined : scene === followingScene;
  return isFollowing ? 'following' : 'followers';
}

const followingScene = '21';

/** Lists of comments and users say how many there are of them; others do not. */
function readClaimed(
  doc: Json,
  { head, items, comments }: Content,
  counts: Map<string, number>,
): PageRead['claimed'] {
  const profile = items.find(({ kind }) => kind === 'profile');
  if (head) return head.page === 'profile' ? toClaimed(profile?.stats.items) : head.claimed;
  if (comments.length === 0 && !profile) return null;
  const total = toWhole(doc.total);
  if (total === null && (doc.total ?? undefined) !== undefined) countUnknown(counts, 'total');
  return total === null ? null : { count: total, exact: true };
}

/** A list that came all the same, and a profile called private that shows how much there is, are not refused. */
function isOverruled({ items, comments, claimed }: PageRead, { error }: PageRefusal): boolean {
  const hasPosts = items.some(({ kind }) => kind !== 'profile') || comments.length > 0;
  return hasPosts || (error.code === 'platform.private' && (claimed?.count ?? 0) > 0);
}

interface Place {
  endpoint: Endpoint | null;
  asked: Asked;
  content: Content;
}

function readNext(
  doc: Json,
  { endpoint, asked, content }: Place,
  counts: Map<string, number>,
): string | null {
  const { head, raw } = content;
  // The page of a profile, tag or sound does not hold its posts: they are asked for from the start.
  if (head && raw === null) return toFirstContinuation(head);
  const list = (head && findEndpoint(head.path)) ?? endpoint;
  return list && readContinuation({ endpoint: list, asked, doc, raw, head }, counts);
}
