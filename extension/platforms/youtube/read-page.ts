/** One page of YouTube, as HTML or JSON, becomes items or a refusal. Pure, and never throws. */
import { createWireError } from '../../../shared/app-error.ts';
import type { Item } from '../../../shared/model/item.ts';
import { at, type Json, toObject, toText } from '../../core/json.ts';
import { createEmptyRead } from '../../core/pages/empty-read.ts';
import type { PageKind, PageRead } from '../../core/pages/page-read.ts';
import type { PageRefusal } from '../../core/pages/page-refusal.ts';
import { parseJson } from '../../core/parse-json.ts';
import type { StoredPage } from '../platform.ts';
import { readFacts } from './documents/facts.ts';
import { isHtml, readAssigned } from './documents/html.ts';
import { isCommentsPage, readComments, readCommentsVideoId } from './items/comments.ts';
import { isFeed, readFeed } from './items/feed.ts';
import { readPlayer } from './items/player.ts';
import { mergeWatch, readCommentsToken, readWatch } from './items/watch.ts';
import { readChannelHeader, readPageTitle, readPlaylistHeader } from './pages/header.ts';
import {
  readAlerts,
  readErrorBody,
  readGate,
  readHtmlRefusal,
  readPlayability,
  toStatusRefusal,
} from './pages/negative.ts';
import { type Asked, readPageKind } from './pages/page-kind.ts';
import { toPageItems, walkDoc } from './pages/read-list.ts';
import { knownRenderers } from './pages/renderers.ts';

/** Reads a stored page. What cannot be read is a page of kind `unknown` with an error. */
export function readPage(page: StoredPage): PageRead {
  const asked = toAsked(page);
  const read = isHtml(page.body) ? readHtml(page, asked) : readJson(page, asked);
  const isEmpty = read.items.length === 0 && read.comments.length === 0;
  const isPlain = read.error === null || read.error.code === 'platform.page_changed';
  // An answer that brings nothing and gives no reason: its status is the reason.
  const refusal = isEmpty && isPlain ? toStatusRefusal(page.status, asked.browseId) : null;
  return refusal ? { ...toRefused(refusal), unknown: read.unknown } : read;
}

function readJson(page: StoredPage, asked: Asked): PageRead {
  const doc = parseBody(page.body);
  if (doc) return readDoc(doc, asked);
  return toRefused(toStatusRefusal(page.status) ?? unreadable('This is neither HTML nor a JSON object.'));
}

function toAsked(page: StoredPage): Asked {
  const request = page.requestBody ? parseBody(page.requestBody) : null;
  const url = page.url !== null && URL.canParse(page.url) ? new URL(page.url) : null;
  return {
    url,
    browseId: toText(request?.browseId) ?? (url?.pathname === '/feed/trending' ? 'FEtrending' : null),
    token: toText(request?.continuation),
  };
}

/** Some answers start with a line against being run as a script. */
function parseBody(body: string): Json | null {
  return parseJson(body.startsWith(")]}'") ? body.slice(body.indexOf('\n')) : body);
}

function unreadable(message: string): PageRefusal {
  return { page: 'unknown', error: createWireError('input.unreadable', message) };
}

function readHtml(page: StoredPage, asked: Asked): PageRead {
  const doc = readAssigned(page.body, 'ytInitialData');
  const player = readAssigned(page.body, 'ytInitialPlayerResponse');
  if (doc) return readDoc(doc, asked, player);
  if (player) return readPlayerPage(player, null);
  if (isFeed(page.body)) return createRead('channel', readFeed(page.body));
  const refusal = toStatusRefusal(page.status === 400 ? null : page.status) ?? readHtmlRefusal(page.body);
  return toRefused(refusal ?? { page: 'unknown', error: createWireError('platform.page_changed') });
}

/** Reads a parsed response of the page or of its API; `player` is the other half of a watch page. */
export function readDoc(doc: Json, asked: Asked, player: Json | null = null): PageRead {
  const stated = readFacts(doc);
  // An answer that is only an error bar does not say what it was asked for.
  const facts = { ...stated, browseId: stated.browseId ?? asked.browseId };
  const inner = toObject(doc.playerResponse);
  if (inner && doc.contents === undefined) return readPlayerPage(inner, null);
  if (isPlayer(doc)) return readPlayerPage(doc, null);
  if (isCommentsPage(doc)) return readCommentsPage(doc, asked);
  if (at(doc, 'contents', 'twoColumnWatchNextResults') !== undefined) return readWatchPage(doc, player);
  const refusal = readErrorBody(doc, asked.browseId) ?? readAlerts(doc, facts) ?? readGate(doc, facts);
  if (refusal) return toRefused(refusal);
  return readBare(doc) ?? readResolved(doc) ?? readListPage(doc, readPageKind(doc, facts, asked));
}

function isPlayer(doc: Json): boolean {
  return (
    doc.playabilityStatus !== undefined ||
    doc.videoDetails !== undefined ||
    at(doc, 'microformat', 'playerMicroformatRenderer') !== undefined
  );
}

function readPlayerPage(player: Json, watch: Item | null): PageRead {
  const item = readPlayer(player);
  const refusal = readPlayability(player);
  const items = item ? [mergeWatch(item, watch)] : watch ? [watch] : [];
  if (refusal) {
    for (const entry of items) entry.unavailable = refusal.error.message;
    return { ...toRefused(refusal), items, title: items[0]?.title ?? null };
  }
  if (items.length === 0)
    return toRefused({ page: 'unknown', error: createWireError('platform.page_changed') });
  return { ...createRead('video', items), title: items[0]?.title ?? null };
}

function readWatchPage(doc: Json, player: Json | null): PageRead {
  const watch = readWatch(doc);
  const main = player ? readPlayerPage(player, watch) : createRead('video', watch ? [watch] : []);
  const walk = walkDoc(doc);
  return {
    ...main,
    items: [...main.items, ...toPageItems(walk.items, 'video')],
    continuation: readCommentsToken(doc),
    unknown: toCounts(walk.unknown),
    title: main.title ?? watch?.title ?? null,
  };
}

function readCommentsPage(doc: Json, asked: Asked): PageRead {
  const probe = readComments(doc, { itemId: 'unknown', parentId: null });
  const itemId = readCommentsVideoId([asked.token, probe.next, ...probe.replies.map((reply) => reply.token)]);
  const comments = itemId ? probe.comments.map((comment) => ({ ...comment, itemId })) : probe.comments;
  return {
    ...createRead('comments', []),
    comments,
    continuation: probe.next,
    unknown: toCounts(probe.unknown),
  };
}

/** A single list entry cut out of its page. */
function readBare(doc: Json): PageRead | null {
  if (doc.contents !== undefined || doc.responseContext !== undefined) return null;
  const name =
    typeof doc.contentId === 'string'
      ? 'lockupViewModel'
      : typeof doc.videoId === 'string'
        ? 'videoRenderer'
        : null;
  const item = name && knownRenderers.get(name)?.read?.(doc);
  return item ? createRead('unknown', [item]) : null;
}

/** The answer to "where does this address lead": no list, but a source. */
function readResolved(doc: Json): PageRead | null {
  if (doc.endpoint === undefined || doc.contents !== undefined) return null;
  const browseId = toText(at(doc, 'endpoint', 'browseEndpoint', 'browseId'));
  if (browseId?.startsWith('UC')) return createRead('channel', []);
  if (browseId?.startsWith('VL')) return createRead('playlist', []);
  return at(doc, 'endpoint', 'watchEndpoint') !== undefined ? createRead('video', []) : null;
}

function readListPage(doc: Json, page: PageKind): PageRead {
  const walk = walkDoc(doc);
  const read = createRead(page, toPageItems(walk.items, page));
  read.continuation = walk.continuation;
  read.unknown = toCounts(walk.unknown);
  if (page.startsWith('channel')) {
    const header = readChannelHeader(doc);
    if (page !== 'channel') putAuthor(read.items, header.author);
    return { ...read, title: header.title, claimed: page === 'channel' ? header.claimed : null };
  }
  if (page === 'playlist' || page === 'liked' || page === 'watch_later') {
    const { title, claimed } = readPlaylistHeader(doc);
    return { ...read, title, claimed };
  }
  if (page === 'unknown' && walk.items.length === 0)
    return { ...read, error: createWireError('platform.page_changed') };
  return { ...read, title: readPageTitle(doc) };
}

/** On its own tabs a channel's name is left out of the entries. */
export function putAuthor(items: Item[], author: Item['author']): void {
  for (const item of items) item.author ??= author;
}

function createRead(page: PageKind, items: Item[]): PageRead {
  return { ...createEmptyRead(page), items };
}

function toRefused(refusal: PageRefusal): PageRead {
  return { ...createEmptyRead(refusal.page), error: refusal.error };
}

function toCounts(unknown: Map<string, number>): Record<string, number> {
  return Object.fromEntries(unknown);
}
