/**
 * The way through a page: down the containers that are known, item by item. What is not known is counted by name
 * and looked into, so that a new wrapper round known items loses nothing.
 */
import type { Item } from '../../../../shared/model/item.ts';
import { type Json, toObject } from '../../../core/json.ts';
import { isContinuation, readContinuation, readOldContinuation } from '../documents/continuation.ts';
import { readPlainText } from '../documents/text.ts';
import { knownRenderers } from './renderers.ts';

const maxDepth = 60;
/** What a search through an unknown part may cost at most, in values looked at. */
const searchBudget = 200_000;

/** Names in YouTube's own grammar for what it shows or does; ids used as keys are not. */
const rendererName = /^[a-z][A-Za-z0-9]{2,80}(?:Renderer|ViewModel|Command|Action|Model)$/;

/** What a walk through a page has found so far. */
export interface Walk {
  items: Item[];
  /** Token of the list that holds the items; of an outer list when the inner ones have none. */
  continuation: string | null;
  /** How many items stand beside that token: the list with the most wins, a later one over an equal one. */
  continuationItems: number;
  unknown: Map<string, number>;
  /** Heading of the section being read; history puts its days there. */
  section: string | null;
}

/** A walk that has not begun. */
export function createWalk(): Walk {
  return { items: [], continuation: null, continuationItems: 0, unknown: new Map(), section: null };
}

/** Reads one entry `{ someRenderer: {…} }` and everything below it. True when it is one item by itself. */
export function walkEntry(walk: Walk, value: unknown, depth = 0): boolean {
  const entry = toObject(value);
  if (!entry || depth > maxDepth) return false;
  let isItem = false;
  for (const name in entry) {
    const inner = toObject(entry[name]);
    if (!inner) continue;
    const known = knownRenderers.get(name);
    if (known === undefined) {
      if (rendererName.test(name)) walkUnknown(walk, name, inner);
    } else if (known.read) {
      pushItem(walk, name, known.read(inner));
      isItem = true;
    } else if (known.lists) {
      if (name === 'richItemRenderer' && inner.content)
        isItem = walkEntry(walk, inner.content, depth + 1) || isItem;
      else walkContainer(walk, inner, { name, keys: known.lists, depth });
    }
  }
  return isItem;
}

function walkContainer(
  walk: Walk,
  inner: Json,
  place: { name: string; keys: readonly string[]; depth: number },
): void {
  const outer = walk.section;
  if (place.name === 'itemSectionRenderer') walk.section = readSectionTitle(inner);
  let found = false;
  for (const key of place.keys) {
    const value = inner[key];
    if (value === undefined) continue;
    found = true;
    if (Array.isArray(value)) walkList(walk, value, place.depth + 1);
    else if (knownRenderers.get(key)?.lists) walkEntry(walk, { [key]: value }, place.depth + 1);
    else walkEntry(walk, value, place.depth + 1);
  }
  if (!found) walkRenamed(walk, place.name, inner);
  const old = readOldContinuation(inner);
  if (old !== null) putContinuation(walk, old, 0);
  walk.section = outer;
}

/** A container whose list has another name now: what is in it is kept, and the container is counted as unknown. */
function walkRenamed(walk: Walk, name: string, inner: Json): void {
  const before = walk.items.length;
  searchItems(walk, inner);
  if (walk.items.length > before) countUnknown(walk, name);
}

/** Reads a list. Its own token is the last of its entries that ask for more. */
export function walkList(walk: Walk, list: unknown[], depth = 0): void {
  let direct = 0;
  let token: string | null = null;
  for (const value of list) {
    const entry = toObject(value);
    if (!entry) continue;
    if (isContinuation(entry)) {
      token = readContinuation(entry) ?? token;
      continue;
    }
    // One entry, one item: a section or shelf brings several, and its token is its own affair.
    if (walkEntry(walk, entry, depth)) direct += 1;
  }
  if (token !== null) putContinuation(walk, token, direct);
}

function putContinuation(walk: Walk, token: string, itemCount: number): void {
  if (walk.continuation !== null && itemCount < walk.continuationItems) return;
  walk.continuation = token;
  walk.continuationItems = itemCount;
}

function readSectionTitle(section: Json): string | null {
  const header = toObject(toObject(section.header)?.itemSectionHeaderRenderer);
  return header ? readPlainText(header.title) : null;
}

function pushItem(walk: Walk, name: string, item: Item | null): void {
  if (!item) {
    countUnknown(walk, name);
    return;
  }
  if (walk.section) item.watchedOn = walk.section;
  walk.items.push(item);
}

/** Counts a name; a renderer without the parts that make it an item is counted like one that is new. */
export function countUnknown(walk: Walk, name: string): void {
  walk.unknown.set(name, (walk.unknown.get(name) ?? 0) + 1);
}

function walkUnknown(walk: Walk, name: string, inner: Json): void {
  countUnknown(walk, name);
  searchItems(walk, inner);
}

/** Looks for known items anywhere below a value, in order, without recursion: the depth is the sender's choice. */
export function searchItems(walk: Walk, root: unknown): void {
  const stack: unknown[] = [root];
  for (let budget = searchBudget; stack.length > 0 && budget > 0; budget -= 1) {
    const value = stack.pop();
    if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index -= 1) stack.push(value[index]);
      continue;
    }
    const object = toObject(value);
    if (object) pushChildren(walk, stack, object);
  }
}

function pushChildren(walk: Walk, stack: unknown[], object: Json): void {
  if (isContinuation(object)) {
    const token = readContinuation(object);
    if (token !== null) putContinuation(walk, token, 0);
  }
  const children: unknown[] = [];
  for (const key in object) {
    const inner = toObject(object[key]);
    const reader = inner ? knownRenderers.get(key)?.read : undefined;
    if (reader && inner) pushItem(walk, key, reader(inner));
    else if (typeof object[key] === 'object') children.push(object[key]);
  }
  for (let index = children.length - 1; index >= 0; index -= 1) stack.push(children[index]);
}
