/** Where Matroska and WebM end (RFC 9559, and RFC 8794 for what an element is). */
import { type Flaw, maxPieces, type WholeFile } from './whole-file.ts';

const segmentId = 0x18538067;
/** Elements of a segment, and of its clusters: SeekHead, Info, Tracks, Chapters, Cluster, Cues, Attachments, Tags; blocks. */
const knownIds: readonly number[] = [
  ...[0x114d9b74, 0x1549a966, 0x1654ae6b, 0x1043a770, 0x1f43b675, 0x1c53bb6b, 0x1941a469, 0x1254c367],
  ...[0xe7, 0xa7, 0xab, 0xa3, 0xa0],
];

/** As many bytes as the zeros before the first one say; `mark`: whether that one counts. Null: no number begins there. */
function readNumber(bytes: Uint8Array, at: number, mark: 'kept' | 'dropped') {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || at + length > bytes.length) return null;
  let value = mark === 'kept' ? first : first & (0xff >> length);
  for (let index = 1; index < length; index += 1) value = value * 256 + (bytes[at + index] ?? 0);
  return { value, length };
}

interface Element {
  id: number;
  /** Of the file, where what is in it begins. */
  dataAt: number;
  /** Null: it ends where something else begins. */
  end: number | null;
}

async function readElement(file: WholeFile, at: number): Promise<Element | null> {
  const head = await file.read(at, 12);
  const id = readNumber(head, 0, 'kept');
  const size = id && readNumber(head, id.length, 'dropped');
  if (!size || id.length > 4) return null;
  const dataAt = at + id.length + size.length;
  // All ones; beyond 2^53 they are rounded up.
  const isOpen = size.value >= 2 ** (7 * size.length) - 1;
  return { id: id.value, dataAt, end: isOpen ? null : dataAt + size.value };
}

/** Of a stream that was written before its end was known the clusters say it. */
export async function findWebmFlaw(file: WholeFile): Promise<Flaw> {
  let at = 0;
  for (let pieces = 0; pieces < maxPieces; pieces += 1) {
    const element = await readElement(file, at);
    if (!element) return null;
    const { id, dataAt, end } = element;
    if (end !== null && end > file.bytes) return id === segmentId || knownIds.includes(id) ? 'cut' : null;
    if (id === segmentId && end !== null) return null;
    at = end ?? dataAt;
  }
  return null;
}
