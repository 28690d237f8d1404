/** What goes wrong with a place that the user picked, in our words. */
import { AppError } from '../../../shared/app-error.ts';
import { isMissing } from '../files/opfs-folder.ts';
import { toStorageError } from '../files/storage-error.ts';
import { isOtherKind } from './is-in-place.ts';

/** A folder that was renamed, moved or unplugged is not found any more by those who were given it. */
export const toPlaceError = (error: unknown): unknown =>
  isMissing(error)
    ? new AppError('storage.folder_missing', undefined, { cause: error })
    : toStorageError(error);

const needsUser = (sentence: string, cause: unknown): AppError =>
  new AppError('storage.read_only', sentence, { cause });

/** Why a file cannot be written in a folder that is there: what the browser says of it names neither the file nor a remedy. */
export function toFileError(error: unknown, path: string): unknown {
  if (!(error instanceof DOMException)) return error;
  const title = `“${path}” cannot be put into the picked folder`;
  if (isOtherKind(error))
    return needsUser(
      `${title}: a folder has its name, or a file that of its folder. Move that away and resume.`,
      error,
    );
  if (isMissing(error))
    return needsUser(
      `${title}: its name may be too long there. Resume; if it stays so, pick a folder nearer to the top of the disk, or shorter names, and start anew.`,
      error,
    );
  const told = toStorageError(error);
  return told instanceof AppError && told.code === 'storage.failed'
    ? new AppError('storage.failed', `${title}; it may be open in another program. ${told.message}`, {
        cause: error,
      })
    : told;
}
