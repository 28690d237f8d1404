/** Folders and files of one job in the browser's own file system, by archive path. */

import { isSafeArchivePath } from '../../shared/archive-path.ts';
import { AppError } from '../../shared/errors.ts';

const rootName = 'exports';

/** The folder that holds a job's files. */
export async function openJobFolder(jobId: string): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  const exports = await root.getDirectoryHandle(rootName, { create: true });
  return exports.getDirectoryHandle(jobId, { create: true });
}

/** Forgets everything of a job. */
export async function removeJobFolder(jobId: string): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const exports = await root.getDirectoryHandle(rootName, { create: true });
  await exports.removeEntry(jobId, { recursive: true }).catch((error: unknown) => {
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
  });
}

/** The file at an archive path; its folders are made when `create` is set. */
export async function openFile(
  folder: FileSystemDirectoryHandle,
  path: string,
  create: boolean,
): Promise<FileSystemFileHandle> {
  if (!isSafeArchivePath(path)) throw new AppError('input.path_unsafe', undefined, { context: { path } });
  const names = path.split('/');
  let inner = folder;
  for (const name of names.slice(0, -1)) inner = await inner.getDirectoryHandle(name, { create });
  return inner.getFileHandle(names.at(-1) ?? '', { create });
}
