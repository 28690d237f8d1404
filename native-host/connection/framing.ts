/** Native messaging frames: four bytes of length in the machine's byte order, then that many bytes of UTF-8 JSON. */
import { endianness } from 'node:os';
import { AppError } from '../../shared/app-error.ts';
import { maxFrameBytes } from '../../shared/protocol/envelope.ts';

const headerBytes = 4;
const littleEndian = endianness() === 'LE';

const readLength = (header: Buffer): number =>
  littleEndian ? header.readUInt32LE(0) : header.readUInt32BE(0);

/** What is owed of the current frame: chunks are kept apart and joined once, so that reading stays linear. */
interface Gathered {
  chunks: Buffer[];
  bytes: number;
}

function take(gathered: Gathered, count: number): Buffer {
  const joined =
    gathered.chunks.length === 1 && gathered.chunks[0] ? gathered.chunks[0] : Buffer.concat(gathered.chunks);
  const rest = joined.subarray(count);
  gathered.chunks = rest.length > 0 ? [rest] : [];
  gathered.bytes = rest.length;
  return joined.subarray(0, count);
}

/** Takes bytes as they come and gives whole frames. */
export interface FrameReader {
  /** Adds bytes as they came; returns the frames they complete. Throws `input.invalid` for a length of 0 or above the limit. */
  push(chunk: Buffer): Buffer[];
  /** True between the first byte of a frame and its last. */
  isInsideFrame(): boolean;
}

/** A reader for one stream. After it has thrown the stream has no boundaries any more and must be given up. */
export function createFrameReader(): FrameReader {
  const gathered: Gathered = { chunks: [], bytes: 0 };
  let bodyBytes: number | null = null;

  const readFrame = (): Buffer | null => {
    if (bodyBytes === null) {
      if (gathered.bytes < headerBytes) return null;
      bodyBytes = readLength(take(gathered, headerBytes));
      if (bodyBytes === 0 || bodyBytes > maxFrameBytes) {
        throw new AppError('input.invalid', `A frame of ${bodyBytes} bytes was refused.`, {
          context: { bytes: bodyBytes },
        });
      }
    }
    if (gathered.bytes < bodyBytes) return null;
    const frame = take(gathered, bodyBytes);
    bodyBytes = null;
    return frame;
  };

  return {
    push(chunk) {
      gathered.chunks.push(chunk);
      gathered.bytes += chunk.length;
      const frames: Buffer[] = [];
      for (let frame = readFrame(); frame; frame = readFrame()) frames.push(frame);
      return frames;
    },
    isInsideFrame: () => bodyBytes !== null || gathered.bytes > 0,
  };
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The JSON value of a frame's body. Throws `input.invalid` for bytes that are not UTF-8 or text that is not JSON. */
export function parseFrame(body: Buffer): unknown {
  try {
    return JSON.parse(decoder.decode(body));
  } catch (cause) {
    throw new AppError('input.invalid', 'A frame is not JSON in UTF-8.', { cause });
  }
}

/** Header and body in one buffer. Throws `bug.unexpected` when the browser would refuse the frame for its size. */
export function buildFrame(value: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(value), 'utf8');
  if (body.length > maxFrameBytes) {
    throw new AppError('bug.unexpected', `A reply of ${body.length} bytes is too large for one frame.`);
  }
  const frame = Buffer.allocUnsafe(headerBytes + body.length);
  if (littleEndian) frame.writeUInt32LE(body.length, 0);
  else frame.writeUInt32BE(body.length, 0);
  body.copy(frame, headerBytes);
  return frame;
}
