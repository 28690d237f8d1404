/** Cautious steps through JSON of unknown shape: every step gives null instead of throwing. */

export type Json = Record<string, unknown>;

export function toObject(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

export function toArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function toText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The value at the end of a path of keys and indexes, or undefined when a step is missing. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}

/** A whole number, also from digits in a string, as YouTube sends counts and lengths. */
export function toWhole(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** The key that names what a list entry is: `{ videoRenderer: {…} }` gives `videoRenderer`. */
export function toRendererName(entry: Json): string | null {
  for (const key in entry) {
    if (isRendererName(key)) return key;
  }
  return null;
}

/** True for names in YouTube's own grammar for what it shows or does; ids used as keys are not. */
export function isRendererName(key: string): boolean {
  return rendererName.test(key);
}

const rendererName = /^[a-z][A-Za-z0-9]{2,80}(?:Renderer|ViewModel|Command|Action|Model)$/;
