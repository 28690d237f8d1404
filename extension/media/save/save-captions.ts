/** Captions of a stream: into the film, or files beside it. */
import type { FileRecord } from '../../../shared/model/archive.ts';
import { openFile, openJobFolder } from '../files/opfs-folder.ts';
import { hashFile } from '../hash/hash-file.ts';
import type { CaptionInput } from '../mux/mux-order.ts';
import type { FetchedCaptions } from '../stream/fetched-stream.ts';
import { toLanguageCode } from './language-code.ts';

async function readText(downloadId: string, { path }: FetchedCaptions): Promise<string> {
  return (await (await openFile(await openJobFolder(downloadId), path, false)).getFile()).text();
}

/** As they go into a file. */
export const toCaptionInputs = (
  downloadId: string,
  captions: readonly FetchedCaptions[],
): Promise<CaptionInput[]> =>
  Promise.all(
    captions.map(async (one) => ({
      text: await readText(downloadId, one),
      format: 'vtt' as const,
      language: toLanguageCode(one.language),
    })),
  );

/** Gives each the name of the film and its language: `stem.de.vtt`, `stem.de.2.vtt`. */
export async function nameCaptions(
  downloadId: string,
  captions: readonly FetchedCaptions[],
  stem: string,
): Promise<FileRecord[]> {
  const folder = await openJobFolder(downloadId);
  const counts = new Map<string, number>();
  const records: FileRecord[] = [];
  for (const one of captions) {
    const language = (one.language ?? 'und').replace(/[^\w-]/g, '_');
    const count = (counts.get(language) ?? 0) + 1;
    counts.set(language, count);
    const path = `${stem}.${language}${count > 1 ? `.${count}` : ''}.vtt`;
    const file = await openFile(folder, path, true);
    const writable = await file.createWritable();
    await writable.write(await readText(downloadId, one));
    await writable.close();
    records.push(await hashFile(await file.getFile(), path));
  }
  return records;
}
