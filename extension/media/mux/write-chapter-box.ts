import { AppError } from '../../../shared/app-error.ts';
import { writeAll } from '../files/write-handle.ts';
import { addChapters } from './chapter-box.ts';
import { findBoxPieces, type Piece } from './list-pieces.ts';
import type { MuxChapter } from './mux-order.ts';

/** The last box of a file, if it is its index. */
function findLastMoov(handle: FileSystemSyncAccessHandle): Piece {
  const bytes = handle.getSize();
  const source = { bytes, read: (into: Uint8Array, at: number): number => handle.read(into, { at }) };
  for (const moov of findBoxPieces(source, { from: 0, to: bytes }, ['moov']))
    if (moov.to === bytes) return moov;
  throw new AppError(
    'media.unsupported',
    'The file has no index at its end, to which chapters could be added.',
  );
}

/** Adds the chapters to a finished MP4; nothing before its index moves. */
export function writeChapterBox(handle: FileSystemSyncAccessHandle, chapters: readonly MuxChapter[]): void {
  const { at, from, to } = findLastMoov(handle);
  const moov = new Uint8Array(to - from);
  handle.read(moov, { at: from });
  writeAll(handle, addChapters(moov, chapters), at);
}
