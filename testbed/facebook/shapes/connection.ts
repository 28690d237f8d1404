import { hash32 } from '../../prng.ts';
import type { GraphDocument, Json } from './context.ts';

/** A part of a list, with where the next one begins. */
export interface Page<T> {
  items: readonly T[];
  /** The place of the first item in the whole list. */
  start: number;
  /** The cursor after each item. */
  cursorOf(place: number): string;
  pageInfo: { end_cursor: string | null; has_next_page: boolean };
}

/** Cuts a page out of a list by the variables of a call. A cursor of another list begins anew. */
export function toPage<T>(
  name: string,
  items: readonly T[],
  { variables, most }: { variables: Json; most: number },
): Page<T> {
  const start = decodeCursor(name, variables.cursor);
  const count = Math.max(1, Math.min(most, Number(variables.count ?? most)));
  const page = items.slice(start, start + count);
  const cursorOf = (place: number) => encodeCursor(name, start + place + 1);
  const pageInfo = {
    end_cursor: page.length > 0 ? cursorOf(page.length - 1) : null,
    has_next_page: start + page.length < items.length,
  };
  return { items: page, start, cursorOf, pageInfo };
}

/** A plain list: all edges in one document, with the place of the next page beside them. */
export function toConnection<T>(page: Page<T>, toNode: (item: T) => Json): Json {
  return {
    edges: page.items.map((item, place) => ({ node: toNode(item), cursor: page.cursorOf(place) })),
    page_info: page.pageInfo,
  };
}

export interface StreamPlan<T> {
  page: Page<T>;
  toNode(item: T): Json;
  /** Later parts of a node, with paths from the node on. */
  toPatches?(item: T): GraphDocument[];
  /** The first document around the list. */
  wrap(connection: Json): Json;
  /** Where the list is. */
  path: (string | number)[];
  labels: { stream: string; pageInfo: string };
  /** How many edges the first document has; the others follow one by one. */
  initial: number;
}

/** A list that is streamed: some edges at once, the others and their later parts one by one and not always in order, where to go on last. */
export function toStream<T>(plan: StreamPlan<T>): GraphDocument[] {
  const { page, path } = plan;
  const edges = page.items.map((item, place) => ({ node: plan.toNode(item), cursor: page.cursorOf(place) }));
  const patches = (place: number, item: T): GraphDocument[] =>
    (plan.toPatches?.(item) ?? []).map((patch) => ({
      ...patch,
      path: [...path, 'edges', place, 'node', ...(patch.path ?? [])],
    }));
  const rest = page.items.flatMap((item, place) => {
    const edge = edges[place];
    if (place < plan.initial || !edge) return [patches(place, item)];
    return [
      [{ label: plan.labels.stream, path: [...path, 'edges', place], data: edge }, ...patches(place, item)],
    ];
  });
  // Now and then the last edge overtakes the one before it.
  if (rest.length > plan.initial + 1 && hash32(String(page.pageInfo.end_cursor)) % 3 === 0) {
    const last = rest.pop();
    rest.splice(-1, 0, last ?? []);
  }
  const end = { label: plan.labels.pageInfo, path, data: { page_info: page.pageInfo } };
  return [{ data: plan.wrap({ edges: edges.slice(0, plan.initial) }) }, ...rest.flat(), end];
}

/** Opaque to everybody else. */
function encodeCursor(name: string, place: number): string {
  const text = `${place}/${hash32(name)}/${'p'.repeat(90)}`;
  return `AQHR${Buffer.from(text).toString('base64url')}`;
}

function decodeCursor(name: string, cursor: unknown): number {
  if (typeof cursor !== 'string') return 0;
  const [place, list] = Buffer.from(cursor.slice(4), 'base64url').toString('utf8').split('/');
  return list === String(hash32(name)) ? Number(place) : 0;
}
