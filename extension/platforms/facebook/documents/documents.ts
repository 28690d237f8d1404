/**
 * The parts of Facebook's answers. A page's HTML, an answer to its own requests and an answer to navigation within it
 * carry the same thing in three wrappings: results of queries, each a base and any number of late parts.
 */
import { toText } from '../../../core/json.ts';
import { countDrift, type Drift } from './drift.ts';
import { hasKey, seek } from './seek.ts';

/** One part of the result of one query. */
export interface GraphDocument {
  /** Which query it is part of; null where the wrapping does not say. */
  query: string | null;
  /** The name of a late part; null for a base. */
  label: string | null;
  /** Where in the result it belongs; null for a base. */
  path: (string | number)[] | null;
  data: unknown;
  /** True for the part after which none comes; null where nothing is said of it. */
  isLast: boolean | null;
}

/** Everything of a page but its texts. */
export interface Collected {
  documents: GraphDocument[];
  /** What answers state as errors, beside data or in place of it. */
  errors: unknown[];
  /** What says which page is shown: an object with `rootView`. */
  route: unknown;
}

/** What a search through a page may cost at most, in objects and lists looked at. */
const searchBudget = 500_000;

/** Finds all documents in the values of a page: lines of an answer, or scripts of a document. */
export function collectDocuments(values: readonly unknown[], drift: Drift): Collected {
  const collected: Collected = { documents: [], errors: [], route: null };
  for (const value of values) {
    if (isResult(value)) putResult(collected, value, { drift, query: null });
    else if (hasKey(value, 'error')) collected.errors.push(value);
    else if (hasKey(value, 'extensions')) countDrift(drift, 'document');
    else searchValue(collected, value, drift);
  }
  return collected;
}

function isResult(value: unknown): boolean {
  return hasKey(value, 'data') || hasKey(value, 'errors') || hasKey(value, 'label');
}

interface Wrapping {
  drift: Drift;
  query: string | null;
  isLast?: boolean | null;
}

function toFlag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

function putResult(collected: Collected, result: unknown, { drift, query, isLast }: Wrapping): void {
  const errors = seek(result, 'errors');
  if (Array.isArray(errors)) collected.errors.push(...errors);
  const data = seek(result, 'data');
  const label = toText(seek(result, 'label'));
  const path = seek(result, 'path');
  if (typeof data !== 'object' || Array.isArray(data)) {
    if (!Array.isArray(errors)) countDrift(drift, label ?? 'document');
    return;
  }
  // A late part that does not say where it belongs is kept as if it were a result of its own.
  const isLost = label !== null && !isPath(path);
  if (isLost || (path !== undefined && path !== null && !isPath(path)))
    countDrift(drift, label ?? 'document');
  if (data === null) return;
  collected.documents.push({
    query,
    label,
    path: isPath(path) ? path : null,
    data,
    isLast: isLast ?? toFlag(seek(result, 'extensions', 'is_final')),
  });
}

function isPath(value: unknown): value is (string | number)[] {
  return (
    Array.isArray(value) &&
    value.length < 100 &&
    value.every((step) => (typeof step === 'string' && step !== '__proto__') || isIndex(step))
  );
}

function isIndex(step: unknown): boolean {
  return typeof step === 'number' && Number.isInteger(step) && step >= 0 && step < 10_000;
}

/** Looks through scripts and navigation answers for results; what is inside a result is not looked through. */
function searchValue(collected: Collected, root: unknown, drift: Drift): void {
  const stack: { value: unknown; query: string | null }[] = [{ value: root, query: null }];
  for (let budget = searchBudget; stack.length > 0 && budget > 0; budget -= 1) {
    const { value, query } = stack.pop() ?? { value: null, query: null };
    if (Array.isArray(value)) {
      // `["adp_<Query>RelayPreloader_<hash>", {__bbox}]`: the name stands before what it names.
      const name = value.find((entry) => typeof entry === 'string' && entry.startsWith('adp_')) ?? query;
      for (let index = value.length - 1; index >= 0; index -= 1)
        if (typeof value[index] === 'object')
          stack.push({ value: value[index], query: name as string | null });
    } else if (typeof value === 'object' && value !== null) {
      searchObject(collected, value, { drift, query, push: (inner) => stack.push({ value: inner, query }) });
    }
  }
}

function searchObject(
  collected: Collected,
  value: object,
  { drift, query, push }: Wrapping & { push(inner: unknown): void },
): void {
  if (hasKey(seek(value, 'rootView'), 'allResources')) collected.route ??= value;
  const wrapper = seek(value, '__type') === 'preloader' ? value : seek(value, '__bbox');
  if (isWrapper(wrapper)) {
    const id = toText(seek(wrapper, 'id')) ?? query;
    const inner = seek(wrapper, 'result');
    const result = hasKey(inner, 'result') ? seek(inner, 'result') : inner;
    const isLast = toFlag(seek(wrapper, 'complete')) ?? toFlag(seek(inner, 'complete'));
    if (isResult(result)) putResult(collected, result, { drift, query: id, isLast });
    else countDrift(drift, 'document');
    return;
  }
  const inner = Object.values(value);
  for (let index = inner.length - 1; index >= 0; index -= 1)
    if (typeof inner[index] === 'object') push(inner[index]);
}

/** A wrapper of a result, and not of the modules that a script brings. */
function isWrapper(value: unknown): boolean {
  return ['result', 'complete', 'sequence_number'].some((key) => hasKey(value, key));
}
