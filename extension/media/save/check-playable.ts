/** Whether a file that came whole is one that can be played: its first bytes do not say that the rest is there. */
import { AppError } from '../../../shared/app-error.ts';
import { openFile, openJobFolder, removeFile } from '../files/opfs-folder.ts';
import { startBunny } from '../mux/bunny.ts';
import { readMedia } from '../mux/mux-files.ts';
import { toStage, type WorkControl } from './save-tools.ts';

const isUnreadable = (thrown: unknown): thrown is AppError =>
  thrown instanceof AppError && ['media.damaged', 'media.unsupported'].includes(thrown.code);

/** Throws `media.damaged` for a file in which neither picture nor sound is found, and removes it. */
export async function checkPlayable(
  downloadId: string,
  path: string,
  { signal, onProgress }: WorkControl,
): Promise<void> {
  onProgress(toStage('checking'));
  const folder = await openJobFolder(downloadId);
  const source = await openFile(folder, path, false);
  const copier = startBunny(signal);
  try {
    await readMedia(source, { copier, signal, wanted: [] });
  } catch (thrown) {
    if (!isUnreadable(thrown)) throw thrown;
    await removeFile(folder, path);
    throw new AppError(
      'media.damaged',
      'The file came whole, but nothing can play it: a part of it is missing where it lies.',
      { cause: thrown },
    );
  } finally {
    copier.end();
  }
}
