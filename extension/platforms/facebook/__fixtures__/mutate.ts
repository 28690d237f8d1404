/** Takes recorded pages apart key by key, for the tests that read what is left of them. */
import { collectDocuments, type GraphDocument } from '../documents/documents.ts';
import { createDrift } from '../documents/drift.ts';
import type { OpenedPage } from '../read-page.ts';

type Holder = Record<string, unknown>;

/** One key of one object, and the shape of the way to it: keys, with `[]` for any place in a list. */
export interface Place {
  holder: Holder;
  key: string;
  shape: string;
}

/** Every key below a value, in order. `isClosed` says which objects not to look into. */
export function listPlaces(root: unknown, isClosed: (value: object) => boolean = () => false): Place[] {
  const places: Place[] = [];
  const stack: { value: unknown; shape: string }[] = [{ value: root, shape: '' }];
  while (stack.length > 0) {
    const { value, shape } = stack.pop() ?? { value: null, shape: '' };
    if (typeof value !== 'object' || value === null || isClosed(value)) continue;
    if (Array.isArray(value)) {
      for (const entry of value.toReversed()) stack.push({ value: entry, shape: `${shape}[]` });
      continue;
    }
    for (const key of Object.keys(value)) {
      const inner = `${shape}.${key}`;
      places.push({ holder: value as Holder, key, shape: inner });
      stack.push({ value: (value as Holder)[key], shape: inner });
    }
  }
  return places;
}

/** The first place of each shape and kind of value: what is empty in one entry of a list may be full in the next. */
export function toDistinct(places: readonly Place[]): Place[] {
  const byShape = new Map<string, Place>();
  for (const place of places) {
    const value = place.holder[place.key];
    const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
    const key = `${place.shape} ${isEmpty ? 'empty' : typeof value}`;
    if (!byShape.has(key)) byShape.set(key, place);
  }
  return [...byShape.values()];
}

/** What can happen to a key. Each puts back what was there, in the order it was. */
export const mutations = {
  removed: (holder: Holder, key: string) => replaceKeys(holder, (name) => (name === key ? [] : [[name, holder[name]]])),
  renamed: (holder: Holder, key: string) =>
    replaceKeys(holder, (name) => [[name === key ? `${name}V2` : name, holder[name]]]),
  retyped: (holder: Holder, key: string) =>
    replaceKeys(holder, (name) => [[name, name === key ? toOtherType(holder[name]) : holder[name]]]),
} as const;

/** Removes many keys at once, and puts them back where they were. */
export function removeAll(places: readonly Place[]): () => void {
  const holders = new Map<Holder, [string, unknown][]>();
  for (const { holder } of places) if (!holders.has(holder)) holders.set(holder, Object.entries(holder));
  for (const { holder, key } of places) delete holder[key];
  return () => {
    for (const [holder, entries] of holders) {
      for (const key of Object.keys(holder)) delete holder[key];
      for (const [key, value] of entries) holder[key] = value;
    }
  };
}

function replaceKeys(holder: Holder, change: (name: string) => [string, unknown][]): () => void {
  const before = Object.entries(holder);
  const after = before.flatMap(([name]) => change(name));
  const put = (entries: [string, unknown][]) => {
    for (const name of Object.keys(holder)) delete holder[name];
    for (const [name, value] of entries) holder[name] = value;
  };
  put(after);
  return () => put(before);
}

function toOtherType(value: unknown): unknown {
  if (typeof value === 'string') return 7.5;
  if (typeof value === 'number') return ['text'];
  if (typeof value === 'boolean') return 'text';
  if (value === null) return { odd: true };
  return Array.isArray(value) ? { odd: true } : ['odd'];
}

/** A page whose documents stand alone, so that nothing else has to be looked through to find them. */
export function toBarePage(opened: OpenedPage, documents: readonly GraphDocument[]): OpenedPage {
  const values = documents.map(({ query, label, path, data, isLast }) =>
    query === null
      ? { label, path, data, extensions: { is_final: isLast } }
      : { __type: 'preloader', id: query, complete: isLast, result: { label, path, data } },
  );
  return { ...opened, values, brokenCount: 0 };
}

/** The documents of a page as it was opened. */
export function listDocuments(opened: OpenedPage): GraphDocument[] {
  return collectDocuments(opened.values, createDrift()).documents;
}

/** Wraps values so that every key that is asked for, and every object whose keys are listed, is remembered. */
export function createTrace() {
  const asked = new Map<object, Set<string>>();
  const named = new Map<object, Set<string>>();
  const listed = new Set<object>();
  const wrapped = new WeakMap<object, object>();
  const note = (target: object, key: string | symbol) => {
    if (typeof key !== 'string') return;
    // Going through all keys asks for each of them too, but not before they were listed.
    for (const memory of listed.has(target) ? [asked] : [asked, named])
      memory.set(target, (memory.get(target) ?? new Set()).add(key));
  };
  const wrap = <T>(value: T): T => {
    if (typeof value !== 'object' || value === null) return value;
    const known = wrapped.get(value);
    if (known) return known as T;
    const proxy = new Proxy<object>(value, {
      get(target, key) {
        note(target, key);
        return wrap(Reflect.get(target, key));
      },
      has(target, key) {
        note(target, key);
        return Reflect.has(target, key);
      },
      getOwnPropertyDescriptor(target, key) {
        note(target, key);
        return Reflect.getOwnPropertyDescriptor(target, key);
      },
      ownKeys(target) {
        listed.add(target);
        return Reflect.ownKeys(target);
      },
    });
    wrapped.set(value, proxy);
    return proxy as T;
  };
  return {
    wrap,
    /** True for a key that the reader could have seen. */
    isSeen: ({ holder, key }: Place) => listed.has(holder) || asked.get(holder)?.has(key) === true,
    /** True for a key that is there and was asked for by its name, not only met while going through all. */
    isNamed: ({ holder, key }: Place) => named.get(holder)?.has(key) === true,
  };
}
