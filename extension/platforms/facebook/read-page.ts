/** One page of Facebook, as HTML, JSON or lines of JSON, becomes items or a refusal. Pure, and never throws. */
import { createWireError } from '../../../shared/app-error.ts';
import type { Item } from '../../../shared/model/item.ts';
import { createEmptyRead } from '../../core/pages/empty-read.ts';
import type { PageKind, PageRead } from '../../core/pages/page-read.ts';
import { createPageRefusal, type PageRefusal } from '../../core/pages/page-refusal.ts';
import type { StoredPage } from '../platform.ts';
import { collectDocuments } from './documents/documents.ts';
import { countDrift, createDrift, type Drift } from './documents/drift.ts';
import { isHtml, readScripts } from './documents/html.ts';
import { parseLines } from './documents/lines.ts';
import { type MergedQuery, mergeDocuments } from './documents/merge-documents.ts';
import { type Route, readRoute } from './documents/route.ts';
import { seek } from './documents/seek.ts';
import { readNext } from './items/comments.ts';
import { readEmbeddedVideo, readVideoConfig } from './items/embed.ts';
import { isFacebook, readRefusal } from './pages/negative.ts';
import { findMainList, readPageKind } from './pages/page-kind.ts';
import { type Persona, readPersona } from './pages/persona.ts';
import { holdsStories, searchPosts } from './pages/search-posts.ts';
import { createWalk, putItem, type Walk, walkResult } from './pages/walk.ts';

/** A body taken apart, before anything in it is understood. */
export interface OpenedPage {
  /** JSON values: the data scripts of a document, or the lines of an answer. */
  values: unknown[];
  /** What the page hands to an embedded player. */
  videoConfig: unknown;
  persona: Persona | null;
  /** The document itself, when it is one. */
  html: string | null;
  /** Values that should be JSON and are not. */
  brokenCount: number;
  /** The body ends in the middle of a value. */
  isCut: boolean;
}

/** What is known beside the body itself. */
export interface Asked {
  url: URL | null;
  status: number | null;
}

/** Reads a stored page. What cannot be read is a page of kind `unknown` with an error. */
export function readPage(page: StoredPage): PageRead {
  const url = page.url !== null && URL.canParse(page.url) ? new URL(page.url) : null;
  return readOpened(openPage(page.body), { url, status: page.status });
}

/** Takes a body apart. */
export function openPage(body: string): OpenedPage {
  if (!isHtml(body)) return { ...parseLines(body), videoConfig: undefined, persona: null, html: null };
  return {
    ...readScripts(body),
    videoConfig: readVideoConfig(body),
    persona: readPersona(body),
    html: body,
    isCut: false,
  };
}

/** Reads a page that was taken apart. */
export function readOpened(opened: OpenedPage, asked: Asked): PageRead {
  const drift = createDrift();
  for (let count = 0; count < opened.brokenCount && opened.values.length > 0; count += 1)
    countDrift(drift, 'line');
  const { documents, errors, route: routeValue } = collectDocuments(opened.values, drift);
  const queries = mergeDocuments(documents, drift);
  const walk = createWalk(drift);
  // Only what was read has to be whole: a page carries results for its menus too.
  let isWhole = !opened.isCut;
  for (const { data, isComplete } of queries) {
    const before = countFound(walk);
    walkResult(walk, data);
    if (!isComplete && countFound(walk) > before) isWhole = false;
  }
  const embedded = opened.videoConfig === undefined ? null : readEmbeddedVideo(opened.videoConfig);
  if (embedded) putItem(walk, embedded);
  readLeftovers(walk, documents.length > 0 ? [] : opened.values);

  const route = readRoute(routeValue);
  const found = { walk, route, isEmbed: embedded !== null, isWhole };
  if (countFound(walk) > 0) return toRead(found, asked);
  return toRefused(readReason({ opened, asked, route, errors, queries, drift }), drift);
}

/** Posts under names that are not known: read when there is nothing else, and counted in any case. */
function readLeftovers(walk: Walk, values: readonly unknown[]): void {
  const isEmpty = walk.items.length + walk.comments.length + walk.lists.length === 0;
  for (const [name, value] of walk.leftovers) {
    if (!isEmpty) {
      if (holdsStories(value)) countDrift(walk.drift, name);
      continue;
    }
    const items = searchPosts(value, walk.drift);
    if (items.length > 0) countDrift(walk.drift, name);
    for (const item of items) putItem(walk, item);
    if (items.length > 0 && Array.isArray(seek(value, 'edges')))
      walk.lists.push({ page: 'unknown', size: items.length, next: readNext(value, walk.drift) });
  }
  // Posts that were cut out of their page.
  for (const value of values) for (const item of searchPosts(value, walk.drift)) putItem(walk, item);
}

function countFound({ items, comments, lists, roots }: Walk): number {
  return items.length + comments.length + lists.length + roots.length;
}

interface Found {
  walk: Walk;
  route: Route | null;
  isEmbed: boolean;
  isWhole: boolean;
}

function toRead({ walk, route, isEmbed, isWhole }: Found, asked: Asked): PageRead {
  const addresses = [asked.url, route?.url ?? null];
  const page = isEmbed ? 'embed' : readPageKind(walk, addresses);
  return {
    page,
    items: walk.items,
    comments: walk.comments,
    continuation: readContinuation(walk, page, addresses),
    unknown: Object.fromEntries(walk.drift.counts),
    title: walk.title ?? (page === 'reel' || page === 'video' ? toTitle(walk.items[0]) : null),
    claimed: walk.claimed === null ? null : { count: walk.claimed, exact: true },
    error: isWhole ? null : createWireError('net.failed', 'The page ends before its last part has come.'),
  };
}

/** Below a single post its comments go on, and beside a photo its set; a list goes on by itself. */
function readContinuation(walk: Walk, page: PageKind, addresses: readonly (URL | null)[]): string | null {
  const list = findMainList(walk, addresses);
  if (list && (list.page === page || list.page === 'unknown')) return list.next;
  if (page === 'photo' && walk.nextMedia !== null) return walk.nextMedia;
  return walk.lists.find((entry) => entry.page === 'comments')?.next ?? list?.next ?? null;
}

function toTitle(item: Item | undefined): string | null {
  return item?.title || null;
}

interface Nothing {
  opened: OpenedPage;
  asked: Asked;
  route: Route | null;
  errors: readonly unknown[];
  queries: readonly MergedQuery[];
  drift: Drift;
}

/** Why nothing was found. */
function readReason({ opened, asked, route, errors, queries }: Nothing): PageRefusal {
  const { html, persona } = opened;
  const refusal = readRefusal({ ...asked, html, route, persona, errors });
  if (refusal) return refusal;
  if (opened.isCut || queries.some(({ isComplete }) => !isComplete)) return createPageRefusal('net.failed');
  // What is gone, or not for the account, is no error: there is nothing where it should be.
  if (queries.length > 0 && queries.every(({ data }) => isNothing(data)))
    return createPageRefusal('platform.not_found');
  if (
    html === null &&
    opened.values.every((value) => typeof value !== 'object' || value === null || Array.isArray(value))
  )
    return createPageRefusal('input.unreadable', 'This is neither HTML nor JSON of a page.');
  const isOther =
    html !== null &&
    isFacebook(html) &&
    readPageKind(createWalk(createDrift()), [asked.url, route?.url ?? null]) === 'unknown';
  return createPageRefusal(isOther && route?.url ? 'input.not_supported' : 'platform.page_changed');
}

function isNothing(data: unknown): boolean {
  const values = typeof data === 'object' && data !== null ? Object.values(data) : [];
  return values.length > 0 && values.every((value) => value === null);
}

function toRefused({ page, error }: PageRefusal, drift: Drift): PageRead {
  return { ...createEmptyRead(page), unknown: Object.fromEntries(drift.counts), error };
}
