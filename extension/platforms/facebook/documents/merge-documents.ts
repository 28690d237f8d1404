/**
 * Puts the parts of each query's result together. Late parts arrive in any order, some before the list entry they
 * belong to; they are put in place from the root down, so that the order does not matter.
 */
import type { Json } from '../../../core/json.ts';
import type { GraphDocument } from './documents.ts';
import { countDrift, type Drift } from './drift.ts';

/** The result of one query, as whole as the page has it. */
export interface MergedQuery {
  data: unknown;
  /** False when its last part is missing: the page was cut short, or stored before it was whole. */
  isComplete: boolean;
}

const maxDepth = 300;

/** Groups documents by query and merges each group; parts that belong to nothing are counted by their label. */
export function mergeDocuments(documents: readonly GraphDocument[], drift: Drift): MergedQuery[] {
  return groupDocuments(documents).map((group) => {
    let data: unknown = {};
    for (const part of group.toSorted(compareParts)) {
      if (part.path === null) data = mergeValues(data, part.data);
      else {
        const place = { path: part.path, data: part.data, isMissing: false };
        data = placeAt(data, place);
        if (place.isMissing) countDrift(drift, part.label ?? 'path');
      }
    }
    return { data, isComplete: isWhole(group) };
  });
}

/** A result in one part, which says nothing of others, is whole. */
function isWhole(group: readonly GraphDocument[]): boolean {
  const [first, ...late] = group;
  return (
    group.some(({ isLast }) => isLast) || (late.length === 0 && first?.isLast === null && first.path === null)
  );
}

/**
 * Parts say which query they are of, or there is one query in the body. Where several results stand in one body
 * without names, each begins one, and late parts belong to the one before them.
 */
function groupDocuments(documents: readonly GraphDocument[]): GraphDocument[][] {
  const groups = new Map<string, GraphDocument[]>();
  let unnamed = 0;
  let hasBase = false;
  for (const part of documents) {
    const isBase = part.query === null && part.path === null;
    if (isBase && hasBase) unnamed += 1;
    hasBase ||= isBase;
    const key = part.query ?? ` ${unnamed}`;
    const group = groups.get(key);
    if (group) group.push(part);
    else groups.set(key, [part]);
  }
  return [...groups.values()];
}

/** From the root down; entries of a list in their order. */
function compareParts(a: GraphDocument, b: GraphDocument): number {
  const [left, right] = [a.path ?? [], b.path ?? []];
  if (left.length !== right.length) return left.length - right.length;
  for (const [index, step] of left.entries()) {
    const other = right[index];
    if (step === other) continue;
    if (typeof step === 'number' && typeof other === 'number') return step - other;
    return String(step) < String(other) ? -1 : 1;
  }
  const [first, second] = [a.label ?? '', b.label ?? ''];
  return first < second ? -1 : first > second ? 1 : 0;
}

interface Place {
  path: (string | number)[];
  data: unknown;
  /** Set when what the part belongs to is not there. */
  isMissing: boolean;
}

/** The value with a part put in at a path; what is shared with the old value is not copied. */
function placeAt(value: unknown, place: Place, depth = 0): unknown {
  const step = place.path[depth];
  if (step === undefined) return mergeValues(value, place.data);
  const isEntry = typeof step === 'number' && depth === place.path.length - 1;
  if (typeof step === 'number') {
    if (!Array.isArray(value)) place.isMissing = true;
    const list: unknown[] = Array.isArray(value) ? [...value] : [];
    if (list[step] === undefined && !isEntry) place.isMissing = true;
    list[step] = placeAt(list[step], place, depth + 1);
    return list;
  }
  const object: Json = isObject(value) ? { ...value } : {};
  if (object[step] === undefined || object[step] === null) place.isMissing = true;
  object[step] = placeAt(object[step], place, depth + 1);
  return object;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Two views of the same thing as one. What is known beats what is not, and an object beats a plain value, so that the
 * order of the two only matters where they contradict each other.
 */
function mergeValues(known: unknown, seen: unknown, depth = 0): unknown {
  if (seen === undefined || seen === null || depth > maxDepth) return known ?? seen;
  if (known === undefined || known === null) return seen;
  if (Array.isArray(known) && Array.isArray(seen)) {
    const length = Math.max(known.length, seen.length);
    return Array.from({ length }, (_, index) => mergeValues(known[index], seen[index], depth + 1));
  }
  if (isObject(known) && isObject(seen)) {
    const merged: Json = { ...known };
    for (const key of Object.keys(seen)) {
      if (key !== '__proto__') merged[key] = mergeValues(merged[key], seen[key], depth + 1);
    }
    return merged;
  }
  return typeof seen === 'object' && typeof known !== 'object' ? seen : known;
}
