/**
 * Steps through Facebook's answers. A field that was asked for is always there, `null` when it has no value: so a
 * missing key, or a value of another kind, means that the page is not the one we know.
 */
import { toText } from '../../../core/json.ts';

/** Names of the fields of one item that could not be read although the page should have them. */
export type Unread = Set<string>;

/** What is at the end of a path: `undefined` when a step is missing, `null` when the page says there is nothing. */
export function seek(value: unknown, ...path: (string | number)[]): unknown {
  let current = value;
  for (let index = 0; index < path.length; index += 1) {
    if (current === null) return null;
    if (typeof current !== 'object') return undefined;
    current = (current as Record<string | number, unknown>)[path[index] as string];
  }
  return current;
}

/** True when the key is there, whatever its value. */
export function hasKey(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}

/** A text with broken halves of characters replaced, or null. */
export function readPlain(value: unknown): string | null {
  return toText(value)?.toWellFormed() ?? null;
}

/** What is looked for, and in which of an item's fields it is missed. */
interface Wanted<T> {
  read(value: unknown): T | null;
  unread: Unread;
  field: string;
}

/**
 * The value at the first of several places that can be read. When none can, and no place says that there is nothing,
 * or one holds what is not understood, the field is noted as unread.
 */
export function readFirst<T>(places: readonly unknown[], { read, unread, field }: Wanted<T>): T | null {
  let isStated = false;
  let isOdd = false;
  for (const place of places) {
    if (place === null) isStated = true;
    else if (place !== undefined) {
      const value = read(place);
      if (value !== null) return value;
      isOdd = true;
    }
  }
  if (isOdd || !isStated) unread.add(field);
  return null;
}
