/** For tests: what a stand-in answers beside recorded answers of the real site, key by key. */
import { join } from 'node:path';

/** Where recorded answers lie, beside the project and no part of it. */
export const toCapturesFolder = (platform: 'youtube' | 'tiktok' | 'facebook'): string =>
  join(import.meta.dirname, '..', '..', 'shared', 'captures', platform);

/** Paths of keys that none of the real ones has. `uncaptured` are those that no recording can have. */
export function findInvented(
  ours: unknown,
  real: readonly unknown[],
  uncaptured: readonly RegExp[],
): string[] {
  const known = new Set(real.flatMap((each) => listPaths(each)));
  const invented = [...new Set(listPaths(ours))].filter((path) => !known.has(path));
  return invented.filter((path) => !uncaptured.some((pattern) => pattern.test(path)));
}

/** Every path of keys below a value; those that are undefined do not count. */
function listPaths(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => listPaths(item, `${path}[]`));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    inner === undefined ? [] : [`${path}.${key}`, ...listPaths(inner, `${path}.${key}`)],
  );
}

/** Paths under which both have a value and the types differ. Lists are compared by their first entries. */
export function findTypeChanges(ours: unknown, real: unknown, path = ''): string[] {
  if (ours === null || real === null || ours === undefined || real === undefined) return [];
  if (Array.isArray(ours) && Array.isArray(real)) return findTypeChanges(ours[0], real[0], `${path}[]`);
  if (toType(ours) !== toType(real)) return [`${path}: ${toType(ours)}, really ${toType(real)}`];
  if (typeof ours !== 'object') return [];
  const inner = real as Record<string, unknown>;
  return Object.entries(ours).flatMap(([key, value]) => findTypeChanges(value, inner[key], `${path}.${key}`));
}

function toType(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value;
}
