/** From what a parser says to a list of segments with whole addresses. */
import { AppError } from '../../../shared/app-error.ts';
import { parseFileUrl } from '../download/parse-file-url.ts';
import type { ParsedList, ParsedPiece } from './playlist-schema.ts';
import type { SegmentList, StreamKey, StreamPiece } from './stream.ts';

/** What addresses in a playlist are joined to: its query, which may be a signature of thousands of signs, is in none of them. */
export const withoutQuery = (address: string): string => address.split(/[?#]/, 1)[0] ?? '';

/** An address as a playlist has it, from the playlist's own. Throws `input.url_refused`, `net.private_address`. */
export function resolveUrl(address: string | undefined, base: string): string {
  if (!address || !URL.canParse(address, base))
    throw new AppError('input.url_refused', 'The stream names something that is no address.');
  return parseFileUrl(new URL(address, base).href).href;
}

/** Where no IV is given it is the number of the segment, which may be a time in milliseconds. */
function toIv(given: Uint32Array | undefined, sequence: number): Uint8Array<ArrayBuffer> {
  const bytes = new DataView(new ArrayBuffer(16));
  if (!given) bytes.setBigUint64(8, BigInt(sequence));
  else for (const [place, word] of given.slice(0, 4).entries()) bytes.setUint32(place * 4, word);
  return new Uint8Array(bytes.buffer);
}

function toKey(key: ParsedPiece['key'], sequence: number, base: string): StreamKey | null {
  if (!key || key.method === 'NONE') return null;
  if (key.method !== 'AES-128') throw new AppError('media.drm');
  return { url: resolveUrl(key.uri, base), iv: toIv(key.iv, sequence) };
}

function toPiece(
  { uri, resolvedUri, byterange, key }: ParsedPiece,
  { base, sequence }: { base: string; sequence: number },
): StreamPiece {
  return {
    url: resolveUrl(resolvedUri || uri, base),
    range: byterange ? [byterange.offset, byterange.offset + byterange.length] : null,
    key: toKey(key, sequence, base),
  };
}

/** Pieces, each once, by their numbers. */
function createPieces(): { pieces: StreamPiece[]; add(piece: StreamPiece): number } {
  const pieces: StreamPiece[] = [];
  const known = new Map<string, number>();
  return {
    pieces,
    add(piece) {
      const name = JSON.stringify([piece.url, piece.range, piece.key && [piece.key.url, [...piece.key.iv]]]);
      const number = known.get(name) ?? pieces.push(piece) - 1;
      known.set(name, number);
      return number;
    },
  };
}

/** `base` is the playlist's own address. Throws `media.drm`, `media.incomplete` for an empty list, and as `resolveUrl`. */
export function buildList({ segments, mediaSequence }: ParsedList, base: string): SegmentList {
  const { pieces: inits, add } = createPieces();
  let nextSec = 0;
  const built = segments.map((segment, place) => {
    const where = { base, sequence: mediaSequence + place };
    const { map } = segment;
    const startSec = segment.presentationTime ?? nextSec;
    nextSec = startSec + segment.duration;
    return {
      ...toPiece(segment, where),
      durationSec: segment.duration,
      startSec,
      // Where DASH names none, its parser gives the address of the folder.
      init: map && (map.uri || map.byterange) ? add(toPiece(map, where)) : null,
      run: segment.timeline,
      isAbsent: segment.custom?.gap !== undefined,
    };
  });
  if (built.length === 0)
    throw new AppError('media.incomplete', 'The stream has no segments.', { retryable: false });
  return { inits, segments: built };
}
