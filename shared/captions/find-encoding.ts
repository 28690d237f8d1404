/** How the text of a file of captions is written. Pure. */

/** No captions are as large; they are held in memory. */
export const maxCaptionBytes = 16 * 1024 * 1024;

/** How many bytes of the form 10xxxxxx follow a first byte of UTF-8; undefined for a byte that begins nothing. */
function countTrailing(first: number): number | undefined {
  if (first < 0x80) return 0;
  if (first >= 0xc2 && first < 0xe0) return 1;
  if (first >= 0xe0 && first < 0xf0) return 2;
  return first >= 0xf0 && first < 0xf5 ? 3 : undefined;
}

/** Signs of UTF-8 that are longer than a byte, and bytes that belong to none. */
function countSigns(bytes: Uint8Array): { long: number; strange: number } {
  const found = { long: 0, strange: 0 };
  for (let at = 0; at < bytes.length; ) {
    const trailing = countTrailing(bytes[at] ?? 0);
    const isWhole =
      trailing !== undefined &&
      at + trailing < bytes.length &&
      bytes.subarray(at + 1, at + 1 + trailing).every((byte) => byte >> 6 === 0b10);
    if (!isWhole) found.strange += 1;
    else if (trailing > 0) found.long += 1;
    at += isWhole ? trailing + 1 : 1;
  }
  return found;
}

/**
 * The name by which a `TextDecoder` knows it: UTF-8 as nearly all are, also where a byte of it is damaged, or what
 * editors on Windows have written: UTF-16 with its mark, or the signs of western Europe.
 */
export function findEncoding(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const { long, strange } = countSigns(bytes);
  // Long signs come about in no other encoding by chance as often as strange bytes do.
  return strange > long ? 'windows-1252' : 'utf-8';
}
