/** What a file is by its first bytes: servers name any type, and error pages come with status 200 too. */

/** What was asked for. */
export type FileExpectation = 'image' | 'subtitle' | 'video' | 'audio';

/** How much of a file's beginning is looked at. */
export const headBytes = 512;

const imageTypes = ['jpeg', 'png', 'gif', 'webp', 'avif', 'heic'] as const;
/** What can hold a picture that moves, and sound alone as well. */
const filmTypes = ['mp4', 'webm', 'matroska', 'mpeg-ts', 'ogg', 'flv', 'avi'] as const;
/** Sound that has a form of its own. */
const soundTypes = ['mp3', 'aac', 'flac', 'wav'] as const;

/** Every kind of file that is told apart; captions are text, which their names tell apart. */
export const fileTypes = [...imageTypes, ...filmTypes, ...soundTypes] as const;
export type FileType = (typeof fileTypes)[number];

/** The first that fits is the one: Matroska is what WebM is a kind of, and ISO media the family of AVIF and HEIC. */
const signatures: readonly (readonly [FileType, RegExp])[] = [
  ['jpeg', /^\xff\xd8\xff/],
  ['png', /^\x89PNG\r\n.\n/s],
  ['gif', /^GIF8[79]a/],
  ['webp', /^RIFF.{4}WEBP/s],
  ['avif', /^.{4}ftypavi[fs]/s],
  ['heic', /^.{4}ftyp(?:heic|heix|mif1|msf1)/s],
  // QuickTime and M4A too.
  ['mp4', /^.{4}(?:ftyp|styp|moov|mdat|wide|free|skip)/s],
  ['webm', /^.E\xdf\xa3.{0,40}webm/s],
  ['matroska', /^.E\xdf\xa3/s],
  ['mpeg-ts', /^G.{187}G/s],
  ['ogg', /^OggS/],
  ['flv', /^FLV/],
  ['avi', /^RIFF.{4}AVI /s],
  ['wav', /^RIFF.{4}WAVE/s],
  ['flac', /^fLaC/],
  ['aac', /^(?:ADIF|\xff[\xf0\xf1\xf8\xf9])/],
  ['mp3', /^(?:ID3|\xff[\xe0-\xff])/],
];

/** A character per byte: enough for signatures and for the ASCII that captions begin with. */
const toLatin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, headBytes));

/** What begins like this; null when it is none of the kinds that are known. More than `headBytes` do no harm. */
export function toFileType(bytes: Uint8Array): FileType | null {
  const head = toLatin1(bytes);
  return signatures.find(([, signature]) => signature.test(head))?.[0] ?? null;
}

const byteOrderMark = /^\xef\xbb\xbf/;

function isSubtitle(head: string, extension: string): boolean {
  const text = head.replace(byteOrderMark, '').trimStart();
  if (text === '' || /^<!doctype html|^<html/i.test(text)) return false;
  if (extension === 'vtt') return text.startsWith('WEBVTT');
  if (extension === 'srt') return /^\d+\r?\n/.test(text);
  if (extension === 'json3') return text.startsWith('{');
  if (extension === 'ttml' || extension === 'srv3' || extension === 'xml') return text.startsWith('<');
  return !text.includes('\0');
}

const typesOf: Record<Exclude<FileExpectation, 'subtitle'>, readonly FileType[]> = {
  image: imageTypes,
  video: filmTypes,
  audio: [...filmTypes, ...soundTypes],
};

/**
 * Whether a file that begins with these bytes is what it should be; more than `headBytes` of it do no harm. Captions
 * must be of the kind that the path names; images may be of another, because CDNs choose by themselves.
 */
export function isExpectedType(bytes: Uint8Array, expected: FileExpectation, path: string): boolean {
  if (expected === 'subtitle')
    return isSubtitle(toLatin1(bytes), path.slice(path.lastIndexOf('.') + 1).toLowerCase());
  const type = toFileType(bytes);
  return type !== null && typesOf[expected].includes(type);
}
