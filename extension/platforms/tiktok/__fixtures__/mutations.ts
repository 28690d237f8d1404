/** Changes any key of a page, one at a time, and puts it back. */
import type { Raw } from './captures.ts';

/** A key of a recording, and the post or comment it is part of. */
export interface Place {
  holder: Raw;
  key: string;
  /** `itemList[].video.bitrateInfo[].Bitrate`; ids and handles as keys are `*`. */
  path: string;
  /** Ids of the post, or of the comment and its replies; null for what belongs to the page. */
  owner: string[] | null;
}

/**
 * Every key there is, once for each path with its list indexes left out and for each type of value that it has there:
 * what is read alike is changed once. That bounds the work by the variety of a page and not by its length.
 */
export function listPlaces(doc: unknown): Place[] {
  const places = new Map<string, Place>();
  const visit = (value: unknown, path: string, owner: string[] | null): void => {
    if (typeof value !== 'object' || value === null) return;
    const holder = value as Raw;
    const inside = owner ?? toOwner(holder);
    for (const [key, inner] of Object.entries(holder)) {
      if (Array.isArray(value)) {
        visit(inner, `${path}[]`, inside);
        continue;
      }
      const next = `${path}.${isTable(path, holder) ? '*' : key}`;
      const shape = `${next} ${toType(inner)}`;
      if (!places.has(shape)) places.set(shape, { holder, key, path: next.slice(1), owner: inside });
      visit(inner, next, inside);
    }
  };
  visit(doc, '', null);
  return [...places.values()];
}

function toOwner(value: Raw): string[] | null {
  const { id, video, cid, reply_comment: replies } = value;
  if (typeof id === 'string' && typeof video === 'object') return [id];
  if (typeof cid !== 'string') return null;
  const inner = Array.isArray(replies) ? replies.flatMap((reply) => toOwner(reply) ?? []) : [];
  return [cid, ...inner];
}

/**
 * Objects whose keys are ids, handles, texts of the interface or names of experiments: their entries are all alike.
 */
function isTable(path: string, holder: Raw): boolean {
  if (/\.(ItemModule|users|i18n-translation[^[]*|parameters|clientABVersions)$/.test(path)) return true;
  return path.endsWith('UserModule.stats') || Object.keys(holder).length > 150;
}

/** Empty and filled are of two types: a field that is empty everywhere is seldom read. */
function toType(value: unknown): string {
  if (Array.isArray(value)) return `list ${value.length > 0}`;
  if (typeof value === 'object') return value === null ? 'null' : `object ${Object.keys(value).length > 0}`;
  return `${typeof value} ${Boolean(value)}`;
}

const otherValues: unknown[] = [-1.5, 'text', true, [], ['text'], {}, { text: 'text' }];

/** Ways to change a key: gone, called something else, or of each other type. */
export function* change({ holder, key }: Place): Generator<'gone' | 'retyped'> {
  const value = holder[key];
  delete holder[key];
  yield 'gone';
  holder[`${key}_new`] = value;
  yield 'gone';
  delete holder[`${key}_new`];
  for (const other of otherValues) {
    if (toType(other).split(' ')[0] === toType(value).split(' ')[0]) continue;
    holder[key] = other;
    yield 'retyped';
  }
  holder[key] = value;
}

/** Tables of texts and experiments go on with what is like their first entries. */
const maxEntries = 100;

/** Leaves out the posts in which no key is changed, but two, so that reading is quick. */
export function thin(doc: unknown): unknown {
  const owners = new Set(listPlaces(doc).map(({ owner }) => owner?.[0]));
  let spare = 2;
  const isKept = (value: unknown) => {
    const owner = typeof value === 'object' && value !== null && toOwner(value as Raw);
    if (!owner || owners.has(owner[0])) return true;
    spare -= 1;
    return spare >= 0;
  };
  const visit = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.filter(isKept).map(visit);
    const entries = Object.entries(value).slice(0, maxEntries);
    return Object.fromEntries(
      entries.flatMap(([key, inner]) => (isKept(inner) ? [[key, visit(inner)]] : [])),
    );
  };
  return visit(doc);
}

