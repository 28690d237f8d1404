/** Lists of every kind: first pages, continuations, shelves, search results, what stands beside a video. */
import type { Item } from '../../../../shared/model/item.ts';
import { at, type Json, toArray, toObject } from '../../../core/json.ts';
import type { PageKind } from '../../../core/pages/page-read.ts';
import { readOldContinuation } from '../documents/continuation.ts';
import { readChartVideo } from '../items/video-renderer.ts';
import { countUnknown, createWalk, searchItems, type Walk, walkEntry, walkList } from './walk.ts';

const actionKeys = ['onResponseReceivedActions', 'onResponseReceivedCommands', 'onResponseReceivedEndpoints'];
const listCommands = ['appendContinuationItemsAction', 'reloadContinuationItemsCommand'];

/** Reads every item of a response, in the order shown. */
export function walkDoc(doc: Json): Walk {
  const walk = createWalk();
  if (doc.contents !== undefined) walkContents(walk, doc.contents);
  for (const key of actionKeys) walkActions(walk, toArray(doc[key]));
  walkOldContinuation(walk, toObject(doc.continuationContents));
  for (const panel of toArray(doc.engagementPanels)) walkPanel(walk, panel);
  if (walk.items.length === 0 && walk.unknown.size === 0 && !isSkeleton(doc))
    searchItems(walk, doc.contents ?? doc);
  return walk;
}

/** A first page may hold its tabs only, with the list in an action; and an answer cut to its header holds no list. */
function isSkeleton(doc: Json): boolean {
  return doc.contents === undefined && (doc.header !== undefined || doc.sidebar !== undefined);
}

function walkContents(walk: Walk, contents: unknown): void {
  if (Array.isArray(contents)) walkList(walk, contents);
  else if (!walkCharts(walk, contents)) walkEntry(walk, contents);
}

function walkActions(walk: Walk, actions: unknown[]): void {
  for (const action of actions) {
    const object = toObject(action);
    if (!object) continue;
    const known = listCommands.filter((name) => object[name] !== undefined);
    if (known.length > 0) walkEntry(walk, object);
    else searchAction(walk, object);
  }
}

/** Most actions change the window; one that brings items under a new name must not be lost. */
function searchAction(walk: Walk, action: Json): void {
  const before = walk.items.length;
  searchItems(walk, action);
  if (walk.items.length > before)
    countUnknown(walk, Object.keys(action).find((key) => /(Action|Command)/.test(key)) ?? 'action');
}

function walkOldContinuation(walk: Walk, contents: Json | null): void {
  for (const key in contents) {
    const list = toObject(contents[key]);
    if (!list) continue;
    walkList(walk, toArray(list.contents ?? list.items));
    walk.continuation = readOldContinuation(list) ?? walk.continuation;
  }
}

/** Panels hold shorts and shelves beside comments, chapters and transcripts, which have no items. */
function walkPanel(walk: Walk, panel: unknown): void {
  const content = at(
    panel,
    'engagementPanelSectionListRenderer',
    'content',
    'structuredDescriptionContentRenderer',
  );
  if (content) walkEntry(walk, { structuredDescriptionContentRenderer: content });
}

function walkCharts(walk: Walk, contents: unknown): boolean {
  let found = false;
  for (const section of toArray(at(contents, 'sectionListRenderer', 'contents'))) {
    const chart = toObject(at(section, 'musicAnalyticsSectionRenderer', 'content'));
    if (!chart) continue;
    found = true;
    for (const entry of toArray(chart.videos).flatMap((list) => toArray(at(list, 'videoViews'))))
      putChartVideo(walk, toObject(entry));
  }
  return found;
}

function putChartVideo(walk: Walk, entry: Json | null): void {
  const item = entry && readChartVideo(entry);
  if (item) walk.items.push(item);
  else countUnknown(walk, 'videoViews');
}

/** Makes the items of a page what the page says they are: past streams, shorts, history with its days. */
export function toPageItems(items: Item[], page: PageKind): Item[] {
  for (const item of items) {
    if (page !== 'history' && item.watchedOn !== undefined) delete item.watchedOn;
    if (page === 'channel_live' && item.kind === 'video') item.kind = 'live';
    if (page === 'channel_shorts' && item.kind === 'video') item.kind = 'short';
  }
  return items;
}
