import type { ByteSpan } from './clip.ts';

const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const CUES = 0x1c53bb6b;

/** Reads where header and cues of a WebM file are from its beginning, which must hold everything before the first cluster. */
export function readWebmLayout(bytes: Buffer): { initRange: ByteSpan; indexRange: ByteSpan } {
  for (let at = 0; at < bytes.length; ) {
    const id = readNumber(bytes, at, { keepMarker: true });
    const size = readNumber(bytes, at + id.length, { keepMarker: false });
    const content = at + id.length + size.length;
    if (id.value === CLUSTER) break;
    if (id.value === CUES) {
      const end = content + size.value - 1;
      return { initRange: { start: 0, end: at - 1 }, indexRange: { start: at, end } };
    }
    // The segment holds all the rest: step into it, over everything else.
    at = id.value === SEGMENT ? content : content + size.value;
  }
  throw new Error('A WebM file without cues at its front');
}

/** An EBML number: the leading zero bits of the first byte say how many bytes follow it. */
function readNumber(
  bytes: Buffer,
  at: number,
  { keepMarker }: { keepMarker: boolean },
): { value: number; length: number } {
  const first = bytes.readUInt8(at);
  const length = Math.clz32(first) - 24 + 1;
  let value = keepMarker ? first : first & (0xff >> length);
  for (let index = 1; index < length; index += 1) value = value * 256 + bytes.readUInt8(at + index);
  return { value, length };
}
