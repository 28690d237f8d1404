/** Where ISO media end (ISO/IEC 14496-12): MP4, MOV, M4A, and the pictures of their family. */
import { type Flaw, maxPieces, toLatin1, toView, type WholeFile } from './whole-file.ts';

/** What plays. Anything else may be the rest of what another program has written behind the last box. */
const isMedia = (type: string): boolean => ['moov', 'moof', 'mdat', 'meta'].includes(type);

const maxIndexBytes = 1024 * 1024;

interface Box {
  type: string;
  /** Of the file, where the next one begins. */
  end: number;
}

/** Null for what is none: the file has come to its end, or what follows is no box. */
async function readBox(file: WholeFile, at: number): Promise<Box | null> {
  const head = await file.read(at, 16);
  if (head.length < 8) return null;
  const view = toView(head);
  const stated = view.getUint32(0);
  const type = toLatin1(head.subarray(4, 8));
  if (stated === 0) return { type, end: file.bytes };
  const isLong = stated === 1;
  if (isLong && head.length < 16) return null;
  const bytes = isLong ? Number(view.getBigUint64(8)) : stated;
  return bytes < (isLong ? 16 : 8) ? null : { type, end: at + bytes };
}

/** Where the fragments end that an index (8.16.3) names; null where it is not understood. */
async function readIndexedEnd(file: WholeFile, at: number, end: number): Promise<number | null> {
  if (end - at > maxIndexBytes) return null;
  const box = await file.read(at, end - at);
  const hasLongTimes = box.at(8) === 1;
  const offsetAt = hasLongTimes ? 28 : 24;
  const referencesAt = offsetAt + (hasLongTimes ? 12 : 8);
  if (box.length < referencesAt) return null;
  const view = toView(box);
  let indexedEnd = end + (hasLongTimes ? Number(view.getBigUint64(offsetAt)) : view.getUint32(offsetAt));
  const count = view.getUint16(referencesAt - 2);
  if (box.length < referencesAt + 12 * count) return null;
  for (let index = 0; index < count; index += 1) {
    const referenceAt = referencesAt + 12 * index;
    indexedEnd += view.getUint32(referenceAt) & 0x7fffffff;
  }
  return indexedEnd;
}

/** A film shows nothing without its `moov`. An index saves the way over the fragments, as long as they are there. */
export async function findMp4Flaw(file: WholeFile, { isFilm }: { isFilm: boolean }): Promise<Flaw> {
  let flaw: Flaw = isFilm ? 'unplayable' : null;
  let isIndexedBeyond = false;
  let at = 0;
  for (let pieces = 0; pieces < maxPieces; pieces += 1) {
    const box = await readBox(file, at);
    if (!box) return flaw;
    const { type, end } = box;
    if (end > file.bytes) return isMedia(type) ? 'cut' : flaw;
    if (type === 'moov') flaw = null;
    const indexedEnd = (type === 'sidx' && flaw === null && (await readIndexedEnd(file, at, end))) || end;
    const isBeyond = indexedEnd > file.bytes;
    isIndexedBeyond ||= isBeyond;
    at = isBeyond ? end : indexedEnd;
  }
  return isIndexedBeyond ? 'cut' : null;
}
