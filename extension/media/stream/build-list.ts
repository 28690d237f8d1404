/** From what a parser says to a list of segments with whole addresses. */
import { AppError } from '../../../shared/app-error.ts';
import { parseFileUrl } from '../download/parse-file-url.ts';
import type { ParsedList, ParsedPiece } from './playlist-schema.ts';
import type { SegmentList, StreamKey, StreamPiece } from './stream.ts';

/** An address as a playlist has it, from the playlist's own. Throws `input.url_refused`, `net.private_address`. */
export function resolveUrl(address: string | undefined, base: string): string {
  if (!address || !URL.canParse(address, base))
    throw new AppError('input.url_refused', 'The stream names something that is no address.');
  return parseFileUrl(new URL(address, base).href).href;
}

/** Where no IV is given it is the number of the segment. */
function toIv(given: Uint32Array | undefined, sequence: number): Uint8Array<ArrayBuffer> {
  const bytes = new DataView(new ArrayBuffer(16));
  if (!given) bytes.setUint32(12, sequence);
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

const isSamePiece = (one: StreamPiece | undefined, other: StreamPiece): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** `base` is the playlist's own address. Throws `media.drm`, `media.incomplete` for an empty list, and as `resolveUrl`. */
export function buildList({ segments, mediaSequence }: ParsedList, base: string): SegmentList {
  const inits: StreamPiece[] = [];
  const built = segments.map((segment, place) => {
    const where = { base, sequence: mediaSequence + place };
    const init = segment.map ? toPiece(segment.map, where) : null;
    if (init && !isSamePiece(inits.at(-1), init)) inits.push(init);
    return {
      ...toPiece(segment, where),
      durationSec: segment.duration,
      init: init ? inits.length - 1 : null,
      run: segment.timeline,
    };
  });
  if (built.length === 0)
    throw new AppError('media.incomplete', 'The stream has no segments.', { retryable: false });
  return { inits, segments: built };
}
