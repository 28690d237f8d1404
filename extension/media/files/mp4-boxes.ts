/** Boxes of ISO media (ISO/IEC 14496-12). */
import { AppError } from '../../../shared/app-error.ts';

/** A box where it lies. */
export interface Mp4Box {
  type: string;
  /** What is in it, without its head. */
  body: DataView;
  /** From its head on. */
  whole: Uint8Array;
}

/** How a box begins. */
export interface BoxHead {
  type: string;
  headBytes: number;
  /** Of the whole box. */
  bytes: number;
}

/** The head at a place (4.2); null where none begins that ends within `leftBytes`. */
export function readBoxHead(view: DataView, at: number, leftBytes: number): BoxHead | null {
  const room = view.byteLength - at;
  if (room < 8) return null;
  const stated = view.getUint32(at);
  const isLong = stated === 1 && room >= 16;
  const bytes = isLong ? Number(view.getBigUint64(at + 8)) : stated === 0 ? leftBytes : stated;
  const headBytes = isLong ? 16 : 8;
  if (bytes < headBytes || bytes > leftBytes) return null;
  const type = String.fromCharCode(...[4, 5, 6, 7].map((place) => view.getUint8(at + place)));
  return { type, headBytes, bytes };
}

/** Boxes one behind the other; ends before one that is not whole. */
export function listBoxes(view: DataView): Mp4Box[] {
  const boxes: Mp4Box[] = [];
  for (let at = 0; at < view.byteLength; ) {
    const head = readBoxHead(view, at, view.byteLength - at);
    if (!head) break;
    const { type, headBytes, bytes } = head;
    const from = view.byteOffset + at;
    boxes.push({
      type,
      body: new DataView(view.buffer, from + headBytes, bytes - headBytes),
      whole: new Uint8Array(view.buffer, from, bytes),
    });
    at += bytes;
  }
  return boxes;
}

/** All boxes that a path of types leads to. */
export function findBoxes(view: DataView, [type, ...rest]: readonly string[]): Mp4Box[] {
  const found = listBoxes(view).filter((box) => box.type === type);
  return rest.length === 0 ? found : found.flatMap(({ body }) => findBoxes(body, rest));
}

/** The bytes as they are read here. */
export const toView = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Reads boxes, of which one may be shorter than what it says it holds: `media.damaged`. */
export async function readBoxes<T>(read: () => Promise<T> | T): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new AppError('media.damaged', 'A part of the stream is no whole MP4.', { cause });
  }
}
