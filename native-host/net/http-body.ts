/** Finds the bytes of a body, and its end, in what comes from a connection. Pure but for where it is. */
import { AppError } from '../../shared/app-error.ts';
import type { Framing } from './http-head.ts';

const maxLineBytes = 4096;
const maxTrailerBytes = 16 * 1024;

/** What was found at the beginning of a chunk. */
export interface Found {
  /** How much of the chunk is dealt with, at least one byte. */
  usedBytes: number;
  /** Bytes of the body among them, not copied; null when there are none. */
  bytes: Buffer | null;
}

/** Takes apart one body. */
export interface BodyReader {
  /** Looks at a chunk that is not empty, while the body is not done. Throws `net.http` for what is no body. */
  next(chunk: Buffer): Found;
  isDone(): boolean;
  /** Bytes that are still to come; null when nobody has said. */
  leftBytes(): number | null;
}

function createLengthReader(length: number): BodyReader {
  let left = length;
  return {
    next(chunk) {
      const bytes = left < chunk.length ? chunk.subarray(0, left) : chunk;
      left -= bytes.length;
      return { usedBytes: bytes.length, bytes };
    },
    isDone: () => left === 0,
    leftBytes: () => left,
  };
}

const broken = (why: string): AppError => new AppError('net.http', `The server’s answer is broken: ${why}.`);

function createChunkedReader(): BodyReader {
  let part: 'size' | 'data' | 'gap' | 'trailer' | 'done' = 'size';
  /** Of the piece that is being read. */
  let left = 0;
  let line = '';
  let trailerBytes = 0;

  const takeLine = (text: string): void => {
    if (part === 'size') {
      const [, digits] = /^([\da-f]{1,11})(?:[ \t]*;.*)?$/i.exec(text) ?? [];
      if (digits === undefined) throw broken('a piece has no length');
      left = Number.parseInt(digits, 16);
      part = left === 0 ? 'trailer' : 'data';
    } else if (part === 'gap') {
      if (text !== '') throw broken('a piece is longer than it says');
      part = 'size';
    } else {
      trailerBytes += text.length;
      if (text === '') part = 'done';
    }
  };

  /** A line may come in several chunks. */
  const readLine = (chunk: Buffer): number => {
    const at = chunk.indexOf(0x0a);
    const usedBytes = at < 0 ? chunk.length : at + 1;
    line += chunk.toString('latin1', 0, usedBytes);
    if (line.length > maxLineBytes || trailerBytes > maxTrailerBytes) throw broken('a line has no end');
    if (at < 0) return usedBytes;
    const text = line.replace(/\r?\n$/, '');
    line = '';
    takeLine(text);
    return usedBytes;
  };

  return {
    next(chunk) {
      if (part !== 'data') return { usedBytes: readLine(chunk), bytes: null };
      const bytes = left < chunk.length ? chunk.subarray(0, left) : chunk;
      left -= bytes.length;
      if (left === 0) part = 'gap';
      return { usedBytes: bytes.length, bytes };
    },
    isDone: () => part === 'done',
    leftBytes: () => null,
  };
}

/** Null for a body that ends with its connection: whether it is whole cannot be known. */
export function createBodyReader(framing: Framing): BodyReader | null {
  switch (framing.kind) {
    case 'length':
      return createLengthReader(framing.bytes);
    case 'chunked':
      return createChunkedReader();
    case 'close':
      return null;
  }
}
