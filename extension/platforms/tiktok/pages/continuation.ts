/**
 * Where a list goes on, as text that can be kept: the endpoint with the values that its next request has to have.
 * Pinned posts come first whatever their date, so none of them is ever a cursor.
 */
import { type Json, toObject, toWhole } from '../../../core/json.ts';
import type { Asked } from '../documents/asked.ts';
import { countUnknown } from '../documents/drift.ts';
import type { Endpoint } from './endpoints.ts';
import type { Head } from './head.ts';

/** A list in an answer. */
export interface ListPart {
  endpoint: Endpoint;
  asked: Asked;
  doc: Json;
  /** Entries as they came, read or not; null when there is no list. */
  raw: unknown[] | null;
  head: Head | null;
}

/** What an address says about the list; the next page has to be asked with it again. */
const identityKeys = [
  'secUid',
  'authorId',
  'collectionId',
  'mixId',
  'challengeID',
  'musicID',
  'aweme_id',
  'item_id',
  'comment_id',
  'keyword',
  'scene',
];

/** The first page of a list that its own page does not hold. */
export function toFirstContinuation({ path, identity }: Head): string {
  return toContinuation(path, { ...identity, cursor: '0' });
}

/** Where a list goes on, or null at its end. A list that says there is more and not where is counted. */
export function readContinuation(part: ListPart, counts: Map<string, number>): string | null {
  const { endpoint, asked, doc, raw } = part;
  if (endpoint.cursor === 'none') return null;
  const hasMore = readHasMore(doc, endpoint.cursor, counts);
  if (hasMore === false || (hasMore === null && !raw?.length)) return null;
  if (raw === null) countUnknown(counts, endpoint.path);
  const next = nextValues[endpoint.cursor](part);
  if (next === null) {
    countUnknown(counts, 'cursor');
    return null;
  }
  return toContinuation(endpoint.path, { ...part.head?.identity, ...readIdentity(asked), ...next });
}

function readIdentity({ query }: Asked): Record<string, string> {
  const values = identityKeys.map((key) => [key, query.get(key)] as const);
  return Object.fromEntries(values.filter((entry): entry is [string, string] => Boolean(entry[1])));
}

function toContinuation(path: string, values: Record<string, string>): string {
  return `${path}?${new URLSearchParams(values)}`;
}

/** Null when it is not said in a way that is known. */
function readHasMore(doc: Json, cursor: Endpoint['cursor'], counts: Map<string, number>): boolean | null {
  const names = moreNames[cursor] ?? ['hasMore', 'has_more'];
  const key = names.find((name) => doc[name] !== undefined) ?? 'hasMore';
  const value = doc[key];
  if (value === true || value === 1) return true;
  if (value === false || value === 0) return false;
  countUnknown(counts, key);
  return null;
}

/** Some lists say it for both of their ends. */
const moreNames: Partial<Record<Endpoint['cursor'], string[]>> = {
  time: ['hasMorePrevious'],
  story: ['HasMoreAfter', 'hasMore'],
};

type Next = (part: ListPart) => Record<string, string> | null;

/** By how the endpoint wants to be asked for more. */
const nextValues: Record<Exclude<Endpoint['cursor'], 'none'>, Next> = {
  stated: ({ doc }) => toValue('cursor', doc.cursor),
  offset: ({ doc }) => toValue('offset', doc.cursor),
  story: ({ doc }) => toValue('cursor', doc.MaxCursor),
  users({ doc }) {
    const min = toCursor(doc.minCursor);
    return min === null ? null : { minCursor: min, maxCursor: toCursor(doc.maxCursor) ?? '0' };
  },
  count: ({ asked, raw }) => ({ cursor: String(toAsked(asked) + (raw?.length ?? 0)) }),
  page: ({ asked }) => ({ cursor: String(toAsked(asked) + (toWhole(asked.query.get('count')) || 30)) }),
  time({ asked, raw }) {
    const before = toWhole(asked.query.get('cursor'));
    const times = (raw ?? []).map(toObject).flatMap((entry) => {
      const seconds = entry?.isPinnedItem === true ? null : toWhole(entry?.createTime);
      return seconds ?? [];
    });
    const lastSec = times.at(-1) ?? null;
    const isStuck = lastSec === null || lastSec * 1000 === before;
    if (!isStuck) return { cursor: String(lastSec * 1000) };
    // Nothing was posted in the week that was asked for: the week before that is next.
    return before === null ? null : { cursor: String(before - 7 * 86_400_000) };
  },
};

const toAsked = (asked: Asked): number => toWhole(asked.query.get('cursor')) ?? 0;

function toValue(key: string, value: unknown): Record<string, string> | null {
  const cursor = toCursor(value);
  return cursor === null ? null : { [key]: cursor };
}

/** Numbers and texts alike; what they mean is TikTok's business. */
function toCursor(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value.toWellFormed() : null;
}
