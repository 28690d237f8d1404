/** Whether a file that came whole is one that can be played to its end: its first bytes do not say that the rest is there. */
import { AppError } from '../../../shared/app-error.ts';
import { openFile, openJobFolder, removeFile } from '../files/opfs-folder.ts';
import { startBunny } from '../mux/bunny.ts';
import { readMedia } from '../mux/mux-files.ts';
import { toStage, type WorkControl } from './save-tools.ts';

const isUnreadable = (thrown: unknown): thrown is AppError =>
  thrown instanceof AppError && ['media.damaged', 'media.unsupported'].includes(thrown.code);

/** What is wrong with the file; null: nothing. */
async function findDamage(source: FileSystemFileHandle, signal: AbortSignal): Promise<AppError | null> {
  const copier = startBunny(signal);
  try {
    const { probe } = await readMedia(source, { copier, signal, wanted: [] });
    const { cutFromSec } = probe;
    if (cutFromSec === undefined) return null;
    return new AppError(
      'media.damaged',
      'The file came whole, but ends before it says that it does: it was not saved to its end where it lies.',
      { context: { cutFromSec } },
    );
  } catch (thrown) {
    if (!isUnreadable(thrown)) throw thrown;
    return new AppError(
      'media.damaged',
      'The file came whole, but nothing can play it: a part of it is missing where it lies.',
      { cause: thrown },
    );
  } finally {
    copier.end();
  }
}

/** Throws `media.damaged` for a file in which neither picture nor sound is found, or not all of them, and removes it. */
export async function checkPlayable(
  downloadId: string,
  path: string,
  { signal, onProgress }: WorkControl,
): Promise<void> {
  onProgress(toStage('checking'));
  const folder = await openJobFolder(downloadId);
  const damage = await findDamage(await openFile(folder, path, false), signal);
  if (!damage) return;
  await removeFile(folder, path);
  throw damage;
}
