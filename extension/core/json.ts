/** Cautious steps through JSON of unknown shape: every step gives null instead of throwing. */

/** A JSON object of unknown shape. */
export type Json = Record<string, unknown>;

/** The value as an object, or null; lists are none. */
export function toObject(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

/**
 * JSON of unknown shape as something that can be stepped into with `?.`: a property of a text, number or list is
 * undefined, and only null and undefined have none. Steps with fixed names are several times faster than `at`, which
 * tells where items are read. What is at the end is still unknown.
 */
export interface Loose {
  readonly [key: string]: Loose | undefined;
}

/** The start of steps with `?.`; null becomes undefined. */
export function toLoose(value: unknown): Loose | undefined {
  return (value ?? undefined) as Loose | undefined;
}

/** The value as a list, or an empty one. */
export function toArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as a text, or null; numbers are none. */
export function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The value at the end of a path of keys and indexes, or undefined when a step is missing. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  let current = value;
  // Counted, not iterated: this is the innermost step of reading, and the engine then allocates nothing.
  for (let index = 0; index < path.length; index += 1) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<string | number, unknown>)[path[index] as string];
  }
  return current;
}

/** A whole number, also from digits in a string, as pages send counts and lengths. */
export function toWhole(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}
