/**
 * What a page had in a shape that is not known: counted by the platform's own names for the report, and by the
 * model's names for the one item that is incomplete because of it.
 */
import { type Json, toObject, toWhole } from '../../../core/json.ts';

/** Collects drift: `counts` for the whole page, `fields` for the item, user or comment being read. */
export interface Drift {
  counts: Map<string, number>;
  fields: Set<string>;
}

/** Drift of one thing on a page; the counts are the page's. */
export function createDrift(counts: Map<string, number>): Drift {
  return { counts, fields: new Set() };
}

/** Counts one unknown shape by TikTok's name for the place, for example `item.createTime`. */
export function countUnknown(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** Notes that a field of the model is incomplete, and why. */
function noteDrift(drift: Drift, field: string, name: string): void {
  drift.fields.add(field);
  countUnknown(drift.counts, name);
}

/** The incomplete fields as the model has them: sorted, and absent when there are none. */
export function toPartial({ fields }: Drift): { partial?: string[] } {
  return fields.size > 0 ? { partial: [...fields].sort() } : {};
}

/** For fields without which an item is incomplete: that they are missing is drift as well. */
export const needed = true;

/**
 * The fields of one JSON object. Each step names the field of the model that it is for; a value of another type than
 * it should have is noted there and read as null. Null and undefined are the same: not there.
 */
export interface Fields {
  readonly json: Json;
  text(key: string, field: string, isNeeded?: boolean): string | null;
  /** A whole number of 0 or more, also as digits in a string. */
  whole(key: string, field: string, isNeeded?: boolean): number | null;
  flag(key: string, field: string, isNeeded?: boolean): boolean | null;
  object(key: string, field: string, isNeeded?: boolean): Fields | null;
  list(key: string, field: string, isNeeded?: boolean): unknown[];
  /** The objects of a list; what else is in it is noted. */
  objects(key: string, field: string, isNeeded?: boolean): Fields[];
  /** Notes that what a key holds is not understood. */
  note(key: string, field: string): void;
}

/** @param name TikTok's name for the object, the start of every name that is counted */
export function createFields(json: Json, name: string, drift: Drift): Fields {
  const note = (key: string, field: string) => noteDrift(drift, field, `${name}.${key}`);
  const read = <T>(key: string, field: string, parse: (value: unknown) => T | null): T | null | undefined => {
    const value = Object.hasOwn(json, key) ? (json[key] ?? undefined) : undefined;
    if (value === undefined) return undefined;
    const parsed = parse(value);
    if (parsed === null) note(key, field);
    return parsed;
  };
  const step =
    <T>(parse: (value: unknown, key: string) => T | null) =>
    (key: string, field: string, isNeeded = false): T | null => {
      const found = read(key, field, (value) => parse(value, key));
      if (found === undefined && isNeeded) note(key, field);
      return found ?? null;
    };
  const list = step((value) => (Array.isArray(value) ? (value as unknown[]) : null));
  const toFields = (value: unknown, key: string) => {
    const object = toObject(value);
    return object && createFields(object, `${name}.${key}`, drift);
  };
  return {
    json,
    note,
    text: step((value) => (typeof value === 'string' ? value.toWellFormed() : null)),
    whole: step(toWhole),
    flag: step((value) => (typeof value === 'boolean' ? value : null)),
    object: step(toFields),
    list: (key, field, isNeeded) => list(key, field, isNeeded) ?? [],
    objects: (key, field, isNeeded) =>
      (list(key, field, isNeeded) ?? []).flatMap((value) => {
        const fields = toFields(value, key);
        if (!fields) note(key, field);
        return fields ?? [];
      }),
  };
}
