/** The queries that a page comes with: it names each with its number and variables, beside the results. */
import { type Json, toArray, toObject, toText } from '../../../core/json.ts';

/** A query as the page asks it. */
export interface Preload {
  name: string;
  docId: string;
  variables: Json;
}

/** What a search through a page may cost at most, in objects and lists looked at. */
const searchBudget = 200_000;

/** Finds every `expectedPreloaders` in the values of a page: scripts of a document, or lines of an answer. */
export function readPreloads(values: readonly unknown[]): Preload[] {
  const found: Preload[] = [];
  const stack: unknown[] = [...values];
  for (let budget = searchBudget; stack.length > 0 && budget > 0; budget -= 1) {
    const value = stack.pop();
    const object = toObject(value);
    for (const entry of toArray(object?.expectedPreloaders)) {
      const preload = readPreload(entry);
      if (preload) found.push(preload);
    }
    // Results hold no preloaders, and are by far the most of a page.
    const isAnswer = object !== null && 'complete' in object;
    for (const [key, inner] of Object.entries(object ?? toArray(value)))
      if (typeof inner === 'object' && inner !== null && !(isAnswer && key === 'result')) stack.push(inner);
  }
  return found;
}

function readPreload(entry: unknown): Preload | null {
  const preload = toObject(entry);
  const name = toText(preload?.queryName);
  const docId = toText(preload?.queryID);
  if (name === null || docId === null || !/^\d{5,30}$/.test(docId)) return null;
  return { name, docId, variables: toObject(preload?.variables) ?? {} };
}
