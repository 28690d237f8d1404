/** What a file is called by its first bytes: addresses end in any letters, and a page's are opened as a page. */
import { type FileType, toFileType } from './file-type.ts';

/** Names under which players know such files; the first is the usual one. */
const names: Record<FileType, readonly [string, ...string[]]> = {
  jpeg: ['jpg', 'jpeg'],
  png: ['png'],
  gif: ['gif'],
  webp: ['webp'],
  avif: ['avif'],
  heic: ['heic', 'heif'],
  mp4: ['mp4', 'm4v', 'm4a', 'm4b', 'mov', '3gp', '3g2', 'f4v'],
  webm: ['webm', 'weba'],
  matroska: ['mkv', 'mka'],
  'mpeg-ts': ['ts', 'mts', 'm2ts'],
  ogg: ['ogg', 'oga', 'ogv', 'opus'],
  flv: ['flv'],
  avi: ['avi'],
  mp3: ['mp3'],
  aac: ['aac'],
  flac: ['flac'],
  wav: ['wav'],
};

/** Kinds of a family that say themselves which of it they are. */
const told: readonly (readonly [FileType, RegExp, string])[] = [
  ['mp4', /^.{4}ftypM4[AB] /s, 'm4a'],
  ['mp4', /^.{4}ftypqt {2}/s, 'mov'],
  ['ogg', /OpusHead/, 'opus'],
];

/** `named` is what its address says: kept where files of this kind are called so. Null for what is no media file. */
export function toFileExtension(head: Uint8Array, named: string): string | null {
  const type = toFileType(head);
  if (type === null) return null;
  const known = names[type];
  if (known.includes(named.toLowerCase())) return named.toLowerCase();
  const text = String.fromCharCode(...head.subarray(0, 64));
  return told.find(([family, sign]) => family === type && sign.test(text))?.[2] ?? known[0];
}
