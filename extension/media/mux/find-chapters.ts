/** Whether a film has chapters: the library that copies packets says nothing of them, and leaves them out. Pure. */
import {
  clusterId,
  findBoxPieces,
  isMatroska,
  listPieces,
  type Piece,
  type PieceBytes,
  readElement,
  readView,
  segmentId,
} from './list-pieces.ts';

const hasBox = (source: PieceBytes, path: readonly string[]): boolean =>
  !findBoxPieces(source, { from: 0, to: source.bytes }, path).next().done;

/** By their ids (RFC 9559, 5.1). */
const seekHead = '114d9b74';
const chapters = '1043a770';
/** As an index names them: their id in four bytes. */
const chaptersName = [0x53, 0xab, 0x84, 0x10, 0x43, 0xa7, 0x70];

function namesChapters(source: PieceBytes, { from, to }: Piece): boolean {
  const view = readView(source, from, Math.min(to - from, 4096));
  for (let at = 0; at + chaptersName.length <= view.byteLength; at += 1)
    if (chaptersName.every((byte, place) => view.getUint8(at + place) === byte)) return true;
  return false;
}

function hasMatroskaChapters(source: PieceBytes): boolean {
  for (const outer of listPieces(source, { from: 0, to: source.bytes }, readElement)) {
    if (outer.type !== segmentId) continue;
    for (const piece of listPieces(source, outer, readElement)) {
      if (piece.type === chapters || (piece.type === seekHead && namesChapters(source, piece))) return true;
      if (piece.type === clusterId) return false;
    }
  }
  return false;
}

/** Those of Nero and of QuickTime in MP4, and those of Matroska; false for all other kinds of files. */
export const hasChapters = (source: PieceBytes): boolean =>
  isMatroska(source)
    ? hasMatroskaChapters(source)
    : hasBox(source, ['moov', 'udta', 'chpl']) || hasBox(source, ['moov', 'trak', 'tref', 'chap']);
