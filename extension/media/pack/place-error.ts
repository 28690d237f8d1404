/** What goes wrong with a place that the user picked, in our words. */
import { AppError } from '../../../shared/app-error.ts';
import { isMissing } from '../files/opfs-folder.ts';
import { toStorageError } from '../files/storage-error.ts';

/** A folder that was renamed, moved or unplugged is not found any more by those who were given it. */
export const toPlaceError = (error: unknown): unknown =>
  isMissing(error)
    ? new AppError('storage.folder_missing', undefined, { cause: error })
    : toStorageError(error);
