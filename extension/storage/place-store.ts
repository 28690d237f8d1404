/** Files and folders that the user picked, as the browser's own handles; only the library can keep those. */
import { z } from 'zod';
import { openLibrary } from './database.ts';
import { parseRecord, parseRecords } from './parse-records.ts';

/** What handles of picked files and folders have beside those of the browser's own storage. */
interface AskedFirst {
  queryPermission(mode: { mode: 'readwrite' }): Promise<PermissionState>;
  /** Has the browser ask the user, which it does only within a click. */
  requestPermission(mode: { mode: 'readwrite' }): Promise<PermissionState>;
}

/** A file or folder that the user picked. */
export type PickedHandle = (FileSystemFileHandle | FileSystemDirectoryHandle) & AskedFirst;

const isHandle = (stored: unknown): boolean =>
  z.object({ kind: z.enum(['file', 'directory']), name: z.string() }).safeParse(stored).success;

/** A place an archive can go to. Whether it may be written to is asked of its handle each time. */
const placeRecordSchema = z.object({
  id: z.string(),
  handle: z.custom<PickedHandle>(isHandle),
  /** ISO time. */
  pickedAt: z.string(),
});
export type PlaceRecord = z.infer<typeof placeRecordSchema>;

/**
 * Remembers a place and gives its id. One that was picked before keeps the id it has: by it is known which exports lie there,
 * and which want to write there at once.
 */
export async function keepPlace(handle: PickedHandle, pickedAt: string): Promise<string> {
  const id = (await findSame(handle))?.id ?? crypto.randomUUID();
  await (await openLibrary()).put('places', { id, handle, pickedAt });
  return id;
}

async function findSame(handle: PickedHandle): Promise<PlaceRecord | null> {
  for (const place of await listPlaces()) if (await handle.isSameEntry(place.handle)) return place;
  return null;
}

/** Null when it is not known any more, or not understood: it is picked again then. */
export async function readPlace(placeId: string): Promise<PlaceRecord | null> {
  return parseRecord(placeRecordSchema, await (await openLibrary()).get('places', placeId));
}

async function listPlaces(): Promise<PlaceRecord[]> {
  return parseRecords(placeRecordSchema, await (await openLibrary()).getAll('places'));
}
