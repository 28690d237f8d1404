import type { FileRecord } from '../../shared/model/archive.ts';

const toHex = (digest: ArrayBuffer): string =>
  [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Length and SHA-256 of what is really in the file. The browser's digest wants all bytes at once, so this is for
 * texts and pictures; video files are hashed by the companion.
 */
export async function hashFile(file: File, path: string): Promise<FileRecord> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return { path, bytes: file.size, sha256: toHex(digest) };
}
