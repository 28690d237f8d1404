/** What is written down beside an unfinished file, so that a later worker, document or browser can go on with it. */
import { z } from 'zod';
import { isInside, partStateSchema } from '../../../shared/net/part-state.ts';
import { isMissing, removeFile } from '../files/opfs-folder.ts';
import type { SavedHash } from '../hash/file-hash.ts';

const bytesSchema = z.codec(z.base64(), z.instanceof(Uint8Array<ArrayBuffer>), {
  decode: (text) => z.util.base64ToUint8Array(text),
  encode: (bytes) => z.util.uint8ArrayToBase64(bytes),
});

/** A hash that stands in the middle of a file; null: at its beginning. */
export const savedHashSchema = z
  .object({
    bytes: z.number().int().nonnegative(),
    state: z.object({ sha256: bytesSchema, crc32: bytesSchema }),
  })
  .nullable();

const stateSchema = partStateSchema.extend({ hash: savedHashSchema });

/** Which file a part is of, and what of it is there. */
export type PartState = Omit<z.infer<typeof stateSchema>, 'hash'> & { hash: SavedHash | null };

const toStateName = (part: string): string => `${part}.json`;

/** A part that was cut on a full disk may end before its hash: what comes again has to be hashed again. */
function keepHash({ hash, done: [first] }: PartState): SavedHash | null {
  const settledBytes = first?.[0] === 0 ? first[1] : 0;
  return hash && hash.bytes <= settledBytes ? hash : null;
}

/** Null when there is none, or none that can be trusted. */
export async function readPartState(
  folder: FileSystemDirectoryHandle,
  part: string,
): Promise<PartState | null> {
  try {
    const [state, file] = await Promise.all([
      folder.getFileHandle(toStateName(part)),
      folder.getFileHandle(part),
    ]);
    const text = await (await state.getFile()).text();
    const parsed = z.decode(stateSchema, JSON.parse(text));
    const { size } = await file.getFile();
    return isInside(parsed, size) ? { ...parsed, hash: keepHash(parsed) } : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || isMissing(error)) return null;
    throw error;
  }
}

/** Replaces it in one step: the browser writes beside it and swaps. What it says is done must be on the disk before. */
export async function writePartState(
  folder: FileSystemDirectoryHandle,
  part: string,
  state: PartState,
): Promise<void> {
  const file = await folder.getFileHandle(toStateName(part), { create: true });
  const writable = await file.createWritable();
  await writable.write(JSON.stringify(z.encode(stateSchema, state as z.infer<typeof stateSchema>)));
  await writable.close();
}

/** Removes the state and leaves the part. */
export const removePartState = (folder: FileSystemDirectoryHandle, part: string): Promise<void> =>
  removeFile(folder, toStateName(part));

/** Removes part and state. */
export async function removePart(folder: FileSystemDirectoryHandle, part: string): Promise<void> {
  await removePartState(folder, part);
  await removeFile(folder, part);
}
