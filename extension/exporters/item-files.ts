/** What the saved files of an item are. */
import type { FileRecord } from '../../shared/model/archive.ts';
import type { Item } from '../../shared/model/item.ts';
import { toMediaFolder } from '../core/names/archive-layout.ts';

const mimeTypes: Record<string, string> = {
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  webm: 'video/webm',
  mkv: 'video/x-matroska',
  mov: 'video/quicktime',
  ts: 'video/mp2t',
  flv: 'video/x-flv',
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  opus: 'audio/ogg',
  ogg: 'audio/ogg',
  aac: 'audio/aac',
  flac: 'audio/flac',
  wav: 'audio/wav',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  heic: 'image/heic',
  vtt: 'text/vtt',
  srt: 'application/x-subrip',
  ttml: 'application/ttml+xml',
  ass: 'text/x-ssa',
};

/** Extension of a path, in lower case. */
export const readType = (path: string): string => path.slice(path.lastIndexOf('.') + 1).toLowerCase();

/** Media type of a file by its name. */
export const toMimeType = (path: string): string => mimeTypes[readType(path)] ?? 'application/octet-stream';

/** The film, or else the sound. */
export const findFilm = (files: readonly FileRecord[]): FileRecord | undefined =>
  ofFolder(files, 'videos') ?? ofFolder(files, 'audio');

/** The picture that stands for the item in lists. */
export const findPicture = (files: readonly FileRecord[]): FileRecord | undefined =>
  ofFolder(files, 'images');

const ofFolder = (files: readonly FileRecord[], folder: ReturnType<typeof toMediaFolder>) =>
  files.find(({ path }) => toMediaFolder(path) === folder);

const numbered = /_(\d{1,4})\.\w+$/;

/** Whose files end in a number because they are pictures; ids of films may end so too. */
const pictureKinds: readonly Item['kind'][] = ['photo_post', 'photo', 'post', 'story', 'album'];

/** The pictures that are what was posted, in their order; without the one that stands for it in lists. */
export function listPictures({ kind }: Pick<Item, 'kind'>, files: readonly FileRecord[]): FileRecord[] {
  if (!pictureKinds.includes(kind)) return [];
  const toNumber = ({ path }: FileRecord) => Number(numbered.exec(path)?.[1] ?? Number.NaN);
  return files
    .filter((file) => toMediaFolder(file.path) === 'images' && !Number.isNaN(toNumber(file)))
    .toSorted((one, other) => toNumber(one) - toNumber(other));
}
