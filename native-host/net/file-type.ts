/** What a small file is by its first bytes. Error pages come with status 200 too. Pure. */

export type FileExpectation = 'image' | 'subtitle';

/** How much of a file's beginning the checks want. */
export const headBytes = 512;

const hasBytes = (head: Buffer, offset: number, text: string): boolean =>
  head.subarray(offset, offset + text.length).equals(Buffer.from(text, 'latin1'));

function isImage(head: Buffer): boolean {
  if (hasBytes(head, 0, '\xff\xd8\xff') || hasBytes(head, 0, '\x89PNG\r\n\x1a\n')) return true;
  if (hasBytes(head, 0, 'GIF87a') || hasBytes(head, 0, 'GIF89a')) return true;
  if (hasBytes(head, 0, 'RIFF') && hasBytes(head, 8, 'WEBP')) return true;
  return hasBytes(head, 4, 'ftyp') && /^(avif|avis|heic|heix|mif1|msf1)/.test(head.toString('latin1', 8, 12));
}

function isSubtitle(head: Buffer, extension: string): boolean {
  const text = head
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  if (text === '' || /^<!doctype html|^<html/i.test(text)) return false;
  if (extension === 'vtt') return text.startsWith('WEBVTT');
  if (extension === 'srt') return /^\d+\r?\n/.test(text);
  if (extension === 'json3') return text.startsWith('{');
  if (extension === 'ttml' || extension === 'srv3' || extension === 'xml') return text.startsWith('<');
  return !head.includes(0);
}

/** `extension` is without dot, lower case. Images may be of another kind than their name says: CDNs choose by themselves. */
export const isExpectedType = (head: Buffer, expected: FileExpectation, extension: string): boolean =>
  expected === 'image' ? isImage(head) : isSubtitle(head, extension);
