/** Text of captions as a file has it. Pure. */

/** The marks of UTF-16, by how a decoder calls it. */
const marks: Record<string, string> = { 'ff fe': 'utf-16le', 'fe ff': 'utf-16be' };

/** UTF-8 as nearly all are, or what editors on Windows have written: UTF-16 with its mark, or its signs of western Europe. */
export function decodeCaptions(bytes: Uint8Array): string {
  const mark = [...bytes.subarray(0, 2)].map((byte) => byte.toString(16)).join(' ');
  if (marks[mark] !== undefined) return new TextDecoder(marks[mark]).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // No text of UTF-8 is refused; of the others nobody says which one it is.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
