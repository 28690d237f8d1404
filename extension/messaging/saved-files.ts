/** Files among the browser's downloads: noted before they are handed over, so that after a restart none is saved twice. */
import { browser } from 'wxt/browser';
import { AppError } from '../../shared/app-error.ts';
import type { SavedFile } from '../../shared/model/saved-file.ts';
import { toDownloadName } from './download-name.ts';
import { waitForDownload } from './wait-for-download.ts';

/** Where the browser has it; it may have given it another name. */
export interface Saved {
  browserId: number;
  path: string;
}

/** What was noted, with this file in the place of one of its name. */
export const noteFile = (noted: readonly SavedFile[], file: SavedFile): SavedFile[] => [
  ...noted.filter(({ name }) => name !== file.name),
  file,
];

/** Where a file is once it is whole; null when it was not noted, or was cut off or removed. */
export async function findSaved(
  { name, content }: Pick<SavedFile, 'name' | 'content'>,
  noted: readonly SavedFile[],
  signal: AbortSignal,
): Promise<Saved | null> {
  const file = noted.find((one) => one.name === name && one.content === content);
  const [found] = file ? await browser.downloads.search({ url: file.url }) : [];
  if (!found?.exists || found.state === 'interrupted') return null;
  try {
    const { bytes, path } = await waitForDownload(found.id, signal);
    return bytes === file?.bytes ? { browserId: found.id, path } : null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'media.incomplete') return null;
    throw error;
  }
}

/** Notes a file, hands it over and waits until it is whole. Throws `media.incomplete`, `storage.full`, `job.cancelled`. */
export async function saveFile(
  file: SavedFile,
  { note, signal }: { note(file: SavedFile): Promise<void>; signal: AbortSignal },
): Promise<Saved> {
  await note(file);
  if (signal.aborted) throw new AppError('job.cancelled');
  const filename = `Star Export/${toDownloadName(file.name)}`;
  const browserId = await browser.downloads.download({ url: file.url, filename, saveAs: false });
  const { bytes, path } = await waitForDownload(browserId, signal);
  if (bytes === file.bytes) return { browserId, path };
  throw new AppError('media.incomplete', 'The saved file is shorter than the one that was made.', {
    context: { bytes, expected: file.bytes },
  });
}
