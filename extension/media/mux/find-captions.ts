/** Whether a film has captions in it: the library that copies packets says nothing of them, and leaves them out. Pure. */
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

/** Kinds of tracks (ISO/IEC 14496-12, 12.5 and 12.6, and QuickTime's own); `text` may also be chapters. */
const captionHandlers = new Set(['sbtl', 'subt', 'text', 'clcp']);

function hasCaptionTrack(source: PieceBytes): boolean {
  for (const { from } of findBoxPieces(source, { from: 0, to: source.bytes }, [
    'moov',
    'trak',
    'mdia',
    'hdlr',
  ])) {
    const view = readView(source, from + 8, 4);
    const handler = Array.from({ length: view.byteLength }, (_, at) => view.getUint8(at));
    if (captionHandlers.has(String.fromCharCode(...handler))) return true;
  }
  return false;
}

/** By their ids (RFC 9559, 5.1.4); a track of type 17 has captions. */
const tracksId = '1654ae6b';
const trackId = 'ae';
const trackTypeId = '83';
const captionType = 17;

function isCaptionTrack(source: PieceBytes, track: Piece): boolean {
  for (const { type, from, to } of listPieces(source, track, readElement))
    if (type === trackTypeId && to > from) return readView(source, to - 1, 1).getUint8(0) === captionType;
  return false;
}

function hasMatroskaCaptions(source: PieceBytes): boolean {
  for (const outer of listPieces(source, { from: 0, to: source.bytes }, readElement)) {
    if (outer.type !== segmentId) continue;
    for (const piece of listPieces(source, outer, readElement)) {
      if (piece.type === clusterId) return false;
      if (piece.type !== tracksId) continue;
      for (const track of listPieces(source, piece, readElement))
        if (track.type === trackId && isCaptionTrack(source, track)) return true;
    }
  }
  return false;
}

/** Whether MP4 or Matroska may have captions, which ffmpeg then says; false for all other kinds of files. */
export const hasCaptions = (source: PieceBytes): boolean =>
  isMatroska(source) ? hasMatroskaCaptions(source) : hasCaptionTrack(source);
