/** Which names the companion writes. Names are made by the extension; here they are only accepted or refused. */
import { AppError } from '../../shared/app-error.ts';
import { toFileName } from '../../shared/file-name.ts';

/** With the u flag a pair is one character, so this finds halves only. */
export const loneSurrogate = /\p{Surrogate}/u;
/** What every file system takes for one name. */
const fileLimits = { maxUnits: 255, maxBytes: 255 };
/** Leaves room for ` (2)` and `.zip.part`. */
const folderLimits = { maxUnits: 230, maxBytes: 230 };

/** What an archive is made of. No types that a desktop opens as a link or runs (.desktop, .url, .lnk, .html, .svg …). */
const textTypes = ['json', 'jsonl', 'csv', 'txt', 'md', 'nfo', 'xml', 'jsonld', 'm3u8'];
const imageTypes = ['jpg', 'jpeg', 'png', 'webp', 'gif', 'avif', 'heic'];
const subtitleTypes = ['vtt', 'srt', 'ttml', 'srv3', 'json3', 'ass'];
export const videoTypes = ['mp4', 'webm', 'mkv', 'mov', 'm4v'];
export const audioTypes = ['m4a', 'mp3', 'opus', 'ogg', 'aac', 'flac', 'wav'];
const allowedTypes = new Set([...textTypes, ...imageTypes, ...subtitleTypes, ...videoTypes, ...audioTypes]);
/** The viewer; the only page, and only at the top of the archive or of a bag's payload. */
const viewerPaths: readonly string[] = ['index.html', 'data/index.html'];

function refuse(path: string, why: string): never {
  throw new AppError('input.path_unsafe', `The name was refused: ${why}.`, {
    context: { path: path.slice(0, 200) },
  });
}

/** Safe is what the rules for making names leave as it is: they take out whatever some system does not bear. */
function checkSegment(segment: string, whole: string, limits = fileLimits): void {
  if (segment.startsWith('.')) refuse(whole, 'a part of it starts with a dot');
  if (segment === '' || toFileName(segment, limits) !== segment)
    refuse(whole, 'it is not a name that every system takes');
}

/** Name of an archive's folder: one safe name. Throws `input.path_unsafe`. */
export function checkFolderName(name: string): string {
  checkSegment(name, name, folderLimits);
  return name;
}

/** The names along a path of the archive, without regard to its type. Throws `input.path_unsafe`. */
export function parseArchivePath(path: string): string[] {
  const segments = path.split('/');
  for (const segment of segments) checkSegment(segment, path);
  return segments;
}

/** The same for a file that will be written under this name: its type must be one an archive holds. */
export function parseFilePath(path: string): string[] {
  const segments = parseArchivePath(path);
  if (viewerPaths.includes(path)) return segments;
  const name = segments.at(-1) ?? '';
  const dot = name.lastIndexOf('.');
  if (dot < 1 || !allowedTypes.has(name.slice(dot + 1).toLowerCase()))
    refuse(path, 'archives do not hold files of this type');
  return segments;
}
