/** What was met while reading and is not known, counted by name. */
export interface Drift {
  counts: Map<string, number>;
}

/** Nothing met yet. */
export function createDrift(): Drift {
  return { counts: new Map() };
}

/** Counts a name: of a type, a list, a deferred part. What is no name (a text, an id) is counted as `unnamed`. */
export function countDrift(drift: Drift, name: unknown): void {
  const isName = typeof name === 'string' && /^[A-Za-z_][\w$.-]{0,160}$/.test(name) && name !== '__proto__';
  const key = isName ? name : 'unnamed';
  drift.counts.set(key, (drift.counts.get(key) ?? 0) + 1);
}
