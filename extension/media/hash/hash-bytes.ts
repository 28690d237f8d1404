import { crc32 } from 'hash-wasm';
import { toHex } from '../../core/hash-text.ts';
import type { FileSums } from './hash-worker.ts';

/** The sums of a file that is in memory: here the browser's own digest is the quickest. */
export async function hashBytes(content: Uint8Array<ArrayBuffer>): Promise<FileSums> {
  const digest = crypto.subtle.digest('SHA-256', content);
  return { crc32: Number.parseInt(await crc32(content), 16), sha256: toHex(new Uint8Array(await digest)) };
}
