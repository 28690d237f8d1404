/** Files and folders that the user picked, as the browser's own handles; only the library can keep those. */
import { openLibrary } from './database.ts';

/** What handles of picked files and folders have beside those of the browser's own storage. */
interface AskedFirst {
  queryPermission(mode: { mode: 'readwrite' }): Promise<PermissionState>;
  /** Has the browser ask the user, which it does only within a click. */
  requestPermission(mode: { mode: 'readwrite' }): Promise<PermissionState>;
}

/** A file or folder that the user picked. */
export type PickedHandle = (FileSystemFileHandle | FileSystemDirectoryHandle) & AskedFirst;

/** A place an archive can go to. Whether it may be written to is asked of its handle each time. */
export interface PlaceRecord {
  id: string;
  handle: PickedHandle;
  /** ISO time. */
  pickedAt: string;
}

/** Remembers a place. */
export async function savePlace(place: PlaceRecord): Promise<void> {
  await (await openLibrary()).put('places', place);
}

/** Null when it is not known any more. */
export async function readPlace(placeId: string): Promise<PlaceRecord | null> {
  return (await (await openLibrary()).get('places', placeId)) ?? null;
}

/** Every place that was picked. */
export async function listPlaces(): Promise<PlaceRecord[]> {
  return (await openLibrary()).getAll('places');
}
