/** Files in the browser's file systems, piece by piece. */
const pieceBytes = 4 * 1024 * 1024;

/**
 * A file of the browser's own storage, through a handle of its own: an order of magnitude faster than a stream. The pieces
 * share one memory.
 */
export async function* readWithHandle(file: FileSystemFileHandle): AsyncGenerator<Uint8Array> {
  const handle = await file.createSyncAccessHandle();
  try {
    const buffer = new Uint8Array(pieceBytes);
    for (let at = 0; ; ) {
      const count = handle.read(buffer, { at });
      if (count === 0) return;
      yield buffer.subarray(0, count);
      at += count;
    }
  } finally {
    handle.close();
  }
}

/** Any file. */
export async function* readBlob(file: Blob): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += pieceBytes)
    yield new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer());
}
