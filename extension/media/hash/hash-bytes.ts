import { crc32 } from 'hash-wasm';
import type { FileSums } from './hash-worker.ts';

/** Hex digits of bytes, in lower case. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The sums of a file that is in memory: here the browser's own digest is the quickest. */
export async function hashBytes(content: Uint8Array<ArrayBuffer>): Promise<FileSums> {
  const digest = crypto.subtle.digest('SHA-256', content);
  return { crc32: Number.parseInt(await crc32(content), 16), sha256: toHex(new Uint8Array(await digest)) };
}
