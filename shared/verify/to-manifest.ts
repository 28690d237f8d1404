/** Manifests as they are read: by other versions than the one that wrote them. */
import { type Manifest, manifestSchema } from '../model/archive.ts';

function dropKeys(manifest: unknown, path: readonly PropertyKey[], keys: readonly string[]): void {
  let holder = manifest;
  for (const key of path) {
    if (typeof holder !== 'object' || holder === null) return;
    holder = Reflect.get(holder, key);
  }
  if (typeof holder !== 'object' || holder === null) return;
  for (const key of keys) Reflect.deleteProperty(holder, key);
}

/**
 * Null for what is no manifest. What a newer version says besides is left out: while `formatVersion` is the same, all that
 * is known here still means the same. `value`: just parsed; those fields are taken out of it.
 */
export function toManifest(value: unknown): Manifest | null {
  const { data, error } = manifestSchema.safeParse(value);
  if (data) return data;
  for (const issue of error.issues)
    if (issue.code === 'unrecognized_keys') dropKeys(value, issue.path, issue.keys);
    else return null;
  return manifestSchema.safeParse(value).data ?? null;
}
