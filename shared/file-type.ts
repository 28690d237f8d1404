/** What a file is by its first bytes: servers name any type, and error pages come with status 200 too. */

/** What was asked for. */
export type FileExpectation = 'image' | 'subtitle' | 'video' | 'audio';

/** How much of a file's beginning is looked at. */
export const headBytes = 512;

/** A character per byte: enough for signatures and for the ASCII that captions begin with. */
const toLatin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, headBytes));

/** JPEG, PNG, GIF, WebP, and the AVIF and HEIC kinds of ISO media files (a video of that family is no image). */
const imageSignature =
  /^(?:\xff\xd8\xff|\x89PNG\r\n.\n|GIF8[79]a|RIFF.{4}WEBP|.{4}ftyp(?:avif|avis|heic|heix|mif1|msf1))/s;

/** ISO media (MP4, QuickTime, M4A) that is no picture, Matroska and WebM, MPEG-TS, Ogg, Flash video, AVI. */
const mediaSignature =
  /^(?:.{4}(?:ftyp(?!avif|avis|heic|heix|mif1|msf1)|styp|moov|mdat|wide|free|skip)|.E\xdf\xa3|G.{187}G|OggS|FLV|RIFF.{4}AVI )/s;

/** Sound that has a form of its own: MP3 and AAC with and without a tag, FLAC, WAV. */
const soundSignature = /^(?:ID3|\xff[\xe0-\xff]|ADIF|fLaC|RIFF.{4}WAVE)/s;

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

/**
 * Whether a file that begins with these bytes is what it should be; more than `headBytes` of it do no harm. Captions
 * must be of the kind that the path names; images may be of another, because CDNs choose by themselves.
 */
export function isExpectedType(bytes: Uint8Array, expected: FileExpectation, path: string): boolean {
  const head = toLatin1(bytes);
  if (expected === 'image') return imageSignature.test(head);
  if (expected === 'video') return mediaSignature.test(head);
  if (expected === 'audio') return mediaSignature.test(head) || soundSignature.test(head);
  return isSubtitle(head, path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}
