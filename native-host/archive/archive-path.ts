/** Which names the companion writes. Names are made by the extension; here they are only accepted or refused. */
import { AppError } from '../../shared/errors.ts';

/** Names that Windows gives to devices, with any extension and with superscript digits. */
const reservedName = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)/i;
/** Not allowed on some file system, control characters, or marks that turn the direction of what is shown. */
const forbiddenCharacter = /[\p{Cc}\p{Bidi_Control}<>:"|?*\\/]/u;
/** With the u flag a pair is one character, so this finds halves only. */
export const loneSurrogate = /\p{Surrogate}/u;
const maxSegmentBytes = 240;

/** What an archive is made of. No types that a desktop opens as a link or runs (.desktop, .url, .lnk, .html, .svg …). */
const textTypes = ['json', 'jsonl', 'csv', 'txt', 'md', 'nfo', 'xml'];
const imageTypes = ['jpg', 'jpeg', 'png', 'webp', 'gif', 'avif', 'heic'];
const subtitleTypes = ['vtt', 'srt', 'ttml', 'srv3', 'json3', 'ass'];
export const videoTypes = ['mp4', 'webm', 'mkv', 'mov', 'm4v'];
export const audioTypes = ['m4a', 'mp3', 'opus', 'ogg', 'aac', 'flac', 'wav'];
const allowedTypes = new Set([...textTypes, ...imageTypes, ...subtitleTypes, ...videoTypes, ...audioTypes]);
/** The viewer; the only page, and only at the top of the archive. */
const viewerPath = 'index.html';

function refuse(path: string, why: string): never {
  throw new AppError('input.path_unsafe', `The name was refused: ${why}.`, {
    context: { path: path.slice(0, 200) },
  });
}

function checkSegment(segment: string, whole: string): void {
  if (segment === '') refuse(whole, 'a part of it is empty');
  if (loneSurrogate.test(segment)) refuse(whole, 'it is not valid text');
  if (segment.startsWith('.')) refuse(whole, 'a part of it starts with a dot');
  if (/[. ]$/.test(segment)) refuse(whole, 'a part of it ends with a dot or a space');
  if (forbiddenCharacter.test(segment)) refuse(whole, 'it holds a character that not every system allows');
  if (reservedName.test(segment)) refuse(whole, 'Windows keeps this name for a device');
  if (segment.normalize('NFC') !== segment) refuse(whole, 'its characters are not in composed form');
  if (Buffer.byteLength(segment, 'utf8') > maxSegmentBytes) refuse(whole, 'a part of it is too long');
}

/** Name of an archive's folder: one safe name. Throws `input.path_unsafe`. */
export function checkFolderName(name: string): string {
  checkSegment(name, name);
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
  if (path === viewerPath) return segments;
  const name = segments.at(-1) ?? '';
  const dot = name.lastIndexOf('.');
  if (dot < 1 || !allowedTypes.has(name.slice(dot + 1).toLowerCase()))
    refuse(path, 'archives do not hold files of this type');
  return segments;
}
