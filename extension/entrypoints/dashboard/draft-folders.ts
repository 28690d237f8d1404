/**
 * Folders in which files of the Convert screen are made. Several dashboards can be open: each folder has a lock of its name as
 * long as somebody works in it, which the browser takes back when the page is closed.
 */
const rootName = 'convert';

const openRoot = async (): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(rootName, { create: true });

const toLockName = (folderId: string): string => `${rootName}/${folderId}`;

/** Works in a folder of its own, which is gone afterwards. */
export async function inDraftFolder<Result>(
  work: (folder: FileSystemDirectoryHandle) => Promise<Result>,
): Promise<Result> {
  const folderId = crypto.randomUUID();
  return navigator.locks.request(toLockName(folderId), async () => {
    const root = await openRoot();
    const folder = await root.getDirectoryHandle(folderId, { create: true });
    try {
      return await work(folder);
    } finally {
      await root.removeEntry(folderId, { recursive: true });
    }
  });
}

/** Removes what closed pages have left unfinished; what cannot be removed now is left for the next time. */
export async function removeLeftDrafts(): Promise<void> {
  const root = await openRoot();
  const removals: Promise<void>[] = [];
  for await (const folderId of root.keys())
    removals.push(
      navigator.locks.request(toLockName(folderId), { ifAvailable: true }, async (lock) => {
        if (lock) await root.removeEntry(folderId, { recursive: true });
      }),
    );
  await Promise.allSettled(removals);
}
