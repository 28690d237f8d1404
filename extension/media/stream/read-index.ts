/** The index of an MP4 (`sidx`, ISO/IEC 14496-12, 8.16.3): where its segments lie. Pure. */
import { AppError } from '../../../shared/app-error.ts';
import type { ByteRange } from '../../../shared/net/segments.ts';
import { listBoxes, toView } from '../files/mp4-boxes.ts';

/** A segment of the file. */
export interface IndexedSegment {
  range: ByteRange;
  durationSec: number;
}

/** `bytes` are those of `index` in the file. Throws `media.unsupported` for what is no index, or one of other indexes. */
export function readIndex(bytes: Uint8Array, index: ByteRange): IndexedSegment[] {
  const box = listBoxes(toView(bytes)).find(({ type }) => type === 'sidx');
  if (!box) throw new AppError('media.unsupported', 'The index of a file of the stream is none.');
  const { body, whole } = box;
  const isLong = body.getUint8(0) === 1;
  const timescale = body.getUint32(8);
  const firstOffset = isLong ? Number(body.getBigUint64(20)) : body.getUint32(16);
  const countAt = isLong ? 30 : 22;
  let from = index[0] + (whole.byteOffset - bytes.byteOffset) + whole.length + firstOffset;
  return Array.from({ length: body.getUint16(countAt) }, (_, place) => {
    const at = countAt + 2 + place * 12;
    const stated = body.getUint32(at);
    if (stated >= 2 ** 31)
      throw new AppError('media.unsupported', 'The index of a file of the stream leads to other indexes.');
    const range: ByteRange = [from, from + stated];
    from += stated;
    return { range, durationSec: body.getUint32(at + 4) / timescale };
  });
}
