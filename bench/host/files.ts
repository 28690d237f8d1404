/** What is fetched: known on both sides, so that every contender's work is compared with the truth. */
import { createHash } from 'node:crypto';

const mebibyte = 1024 * 1024;

/** Lengths of the files by the first part of their path. */
export const fileBytes = { big: 512 * mebibyte, slow: 24 * mebibyte, small: 20_000, late: 20_000 } as const;
export type FileKind = keyof typeof fileBytes;

/** What one connection gets of a slow file. */
export const slowBytesPerSec = 2 * mebibyte;
/** What a late file waits for. */
export const latencyMs = 50;

/** One MiB, of which all files are made. */
export function makeBlock(): Buffer {
  const parts: Buffer[] = [];
  for (let n = 0; n < mebibyte / 32; n += 1) parts.push(createHash('sha256').update(String(n)).digest());
  return Buffer.concat(parts);
}

/** Where in the block a file begins: no two small ones are alike. */
export const toOffset = (kind: FileKind, number: number): number =>
  kind === 'small' || kind === 'late' ? number : 0;

/** SHA-256 of a file. */
export function hashFile(block: Buffer, kind: FileKind, number: number): string {
  const hash = createHash('sha256');
  const offset = toOffset(kind, number);
  for (let left = fileBytes[kind]; left > 0; left -= block.length)
    hash.update(block.subarray(offset, offset + Math.min(left, block.length)));
  return hash.digest('hex');
}
