/** Where bytes come from: a file of our own storage, or one that the user picked. */
export type MediaSource = FileSystemFileHandle | Blob;

/** How long it is. */
export const readLength = async (source: MediaSource): Promise<number> =>
  source instanceof Blob ? source.size : (await source.getFile()).size;
