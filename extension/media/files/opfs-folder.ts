/** Folders and files of one job in the browser's own file system, by archive path. */

import { AppError } from '../../../shared/app-error.ts';
import { isSafeArchivePath } from '../../../shared/archive-path.ts';
import { whenFree } from './when-free.ts';

declare global {
  interface FileSystemFileHandle {
    /** Chromium and Firefox have it; TypeScript does not know it yet. */
    move(folder: FileSystemDirectoryHandle, name: string): Promise<void>;
  }
}

const rootName = 'exports';

/** The folder that holds a job's files. */
export async function openJobFolder(jobId: string): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  const exports = await root.getDirectoryHandle(rootName, { create: true });
  return exports.getDirectoryHandle(jobId, { create: true });
}

/** The same without making one: null where there is nothing of the job. */
export async function findJobFolder(jobId: string): Promise<FileSystemDirectoryHandle | null> {
  try {
    const root = await navigator.storage.getDirectory();
    return await (await root.getDirectoryHandle(rootName)).getDirectoryHandle(jobId);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Whether there is anything of a job. */
export const hasJobFolder = async (jobId: string): Promise<boolean> => (await findJobFolder(jobId)) !== null;

/** Forgets everything of a job. */
export async function removeJobFolder(jobId: string): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const exports = await root.getDirectoryHandle(rootName, { create: true });
  await whenFree(() => exports.removeEntry(jobId, { recursive: true })).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}

/** What is said where a file or folder is not there. */
export const isMissing = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'NotFoundError';

/** Removes a file of our own making that lies right in the folder, if it is there. */
export async function removeEntry(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  try {
    await whenFree(() => folder.removeEntry(name));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Removes the file at an archive path, if it is there. */
export async function removeFile(folder: FileSystemDirectoryHandle, path: string): Promise<void> {
  try {
    const place = await openFolderOf(folder, path, false);
    await whenFree(() => place.folder.removeEntry(place.name));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** The folder that a path's file lies in, and its name there; folders are made when `create` is set. */
async function openFolderOf(
  folder: FileSystemDirectoryHandle,
  path: string,
  create: boolean,
): Promise<{ folder: FileSystemDirectoryHandle; name: string }> {
  if (!isSafeArchivePath(path)) throw new AppError('input.path_unsafe', undefined, { context: { path } });
  const names = path.split('/');
  let inner = folder;
  for (const name of names.slice(0, -1)) inner = await inner.getDirectoryHandle(name, { create });
  return { folder: inner, name: names.at(-1) ?? '' };
}

/** The file at an archive path; it and its folders are made when `create` is set. */
export async function openFile(
  folder: FileSystemDirectoryHandle,
  path: string,
  create: boolean,
): Promise<FileSystemFileHandle> {
  const place = await openFolderOf(folder, path, create);
  return place.folder.getFileHandle(place.name, { create });
}

/** Gives a file of the same storage its place; one that had it before is replaced. */
export async function moveFile(
  file: FileSystemFileHandle,
  folder: FileSystemDirectoryHandle,
  path: string,
): Promise<void> {
  const place = await openFolderOf(folder, path, true);
  await file.move(place.folder, place.name);
}

/** Finds files of a folder; each folder on the way is opened once. */
export function createFolderCache(
  folder: FileSystemDirectoryHandle,
): (path: string) => Promise<FileSystemFileHandle> {
  const opened = new Map<string, Promise<FileSystemDirectoryHandle>>();
  const openInner = (path: string): Promise<FileSystemDirectoryHandle> => {
    if (path === '') return Promise.resolve(folder);
    const known = opened.get(path);
    if (known) return known;
    const cut = path.lastIndexOf('/');
    const inner = openInner(path.slice(0, Math.max(0, cut))).then((outer) =>
      outer.getDirectoryHandle(path.slice(cut + 1)),
    );
    opened.set(path, inner);
    return inner;
  };
  return async (path) => {
    if (!isSafeArchivePath(path)) throw new AppError('input.path_unsafe', undefined, { context: { path } });
    const cut = path.lastIndexOf('/');
    return (await openInner(path.slice(0, Math.max(0, cut)))).getFileHandle(path.slice(cut + 1));
  };
}
