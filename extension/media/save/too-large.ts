/** Which videos of a stream have turned out to be larger than is wanted, kept beside the parts for whoever goes on. */
import { z } from 'zod';
import { openPartFolder } from '../download/part-place.ts';
import { isMissing, openJobFolder } from '../files/opfs-folder.ts';

const fileName = 'too-large.json';
/** With the limit that they are over: another one may let them in. */
const tooLargeSchema = z.strictObject({ maxBytes: z.number().nullable(), ids: z.array(z.string()) });
type TooLarge = z.infer<typeof tooLargeSchema>;

/** Ids of the videos; none where nothing was written for this limit. */
export async function readTooLarge(downloadId: string, maxBytes: number | null): Promise<string[]> {
  const parts = await openPartFolder(await openJobFolder(downloadId));
  try {
    const file = await (await parts.getFileHandle(fileName)).getFile();
    const kept = tooLargeSchema.parse(JSON.parse(await file.text()));
    return kept.maxBytes === maxBytes ? kept.ids : [];
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || isMissing(error)) return [];
    throw error;
  }
}

/** Replaces what was written before in one step. */
export async function writeTooLarge(downloadId: string, tooLarge: TooLarge): Promise<void> {
  const parts = await openPartFolder(await openJobFolder(downloadId));
  const writable = await (await parts.getFileHandle(fileName, { create: true })).createWritable();
  await writable.write(JSON.stringify(tooLarge));
  await writable.close();
}
