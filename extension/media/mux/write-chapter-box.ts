import { AppError } from '../../../shared/app-error.ts';
import { writeAll } from '../files/write-handle.ts';
import { addChapters, type Box, headBytes, toType } from './chapter-box.ts';
import type { MuxChapter } from './mux-order.ts';

/** Where the last box of a file begins, if it is its index. */
function findLastMoov(handle: FileSystemSyncAccessHandle): Box {
  const head = new Uint8Array(16);
  const view = new DataView(head.buffer);
  const end = handle.getSize();
  for (let at = 0; at + headBytes <= end; ) {
    handle.read(head, { at });
    const stated = view.getUint32(0);
    const bytes = stated === 1 ? Number(view.getBigUint64(8)) : stated === 0 ? end - at : stated;
    const type = toType(head.subarray(4, headBytes));
    if (type === 'moov' && at + bytes === end) return { type, at, bytes };
    if (bytes < headBytes) break;
    at += bytes;
  }
  throw new AppError(
    'media.unsupported',
    'The file has no index at its end, to which chapters could be added.',
  );
}

/** Adds the chapters to a finished MP4; nothing before its index moves. */
export function writeChapterBox(handle: FileSystemSyncAccessHandle, chapters: readonly MuxChapter[]): void {
  const { at, bytes } = findLastMoov(handle);
  const moov = new Uint8Array(bytes);
  handle.read(moov, { at });
  writeAll(handle, addChapters(moov, chapters), at);
}
