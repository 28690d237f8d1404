/**
 * What the last complete export of each source has seen and kept. It outlives the job's place in the list. A record that
 * is not understood counts for none: more is saved then, never less.
 */
import { joinBases, type SeenItem } from '../core/jobs/base-export.ts';
import {
  type BaseExport,
  baseExportSchema,
  type KnownItem,
  knownItemSchema,
} from '../core/jobs/base-records.ts';
import { openLibrary } from './database.ts';
import { parseRecord, parseRecords } from './parse-records.ts';

const ofSource = (sourceKey: string): IDBKeyRange => IDBKeyRange.bound([sourceKey], [sourceKey, []]);

/** Null when there was no complete export of the source. */
export async function readBase(sourceKey: string): Promise<BaseExport | null> {
  return parseRecord(baseExportSchema, await (await openLibrary()).get('bases', sourceKey));
}

/** What is known of those of the items that were seen, by key. */
export async function findKnown(sourceKey: string, keys: readonly string[]): Promise<Map<string, KnownItem>> {
  const store = (await openLibrary()).transaction('known').store;
  const found = await Promise.all(keys.map((key) => store.get([sourceKey, key])));
  return new Map(parseRecords(knownItemSchema, found).map((known) => [known.key, known] as const));
}

/** Everything that is known of a source, in batches. */
export async function* iterateKnown(sourceKey: string, batch = 500): AsyncGenerator<KnownItem> {
  let range = ofSource(sourceKey);
  while (true) {
    const known = await (await openLibrary()).getAll('known', range, batch);
    yield* parseRecords(knownItemSchema, known);
    const last = known.at(-1);
    if (!last || known.length < batch) return;
    range = IDBKeyRange.bound([sourceKey, last.key], [sourceKey, []], true);
  }
}

/** Writes what an export has seen. */
export async function saveKnown(items: readonly SeenItem[]): Promise<void> {
  const { store, done } = (await openLibrary()).transaction('known', 'readwrite');
  for (const item of items) {
    const stored = parseRecord(knownItemSchema, await store.get([item.sourceKey, item.key]));
    const seenIn = [...new Set([...(stored?.seenIn ?? []), ...item.seenIn])];
    // What was not looked into again is as it was.
    const isSame = item.kept === null && stored !== null;
    const { kept, limitBytes, item: read = null } = isSame ? stored : { ...item, kept: item.kept ?? false };
    await store.put({ ...item, kept, limitBytes, item: read, seenIn });
  }
  await done;
}

/** Makes an export the base of those after it, if it keeps as much of each post as the one before it. */
export async function saveBase(base: BaseExport): Promise<void> {
  const { store, done } = (await openLibrary()).transaction('bases', 'readwrite', { durability: 'strict' });
  const joined = joinBases(parseRecord(baseExportSchema, await store.get(base.sourceKey)), base);
  if (joined) await store.put(joined);
  await done;
}
