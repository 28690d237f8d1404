/** Hashes as text. Browsers and Node hash alike; declared here because this room is typed for neither. */

declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare const crypto: { subtle: { digest(name: string, bytes: Uint8Array): Promise<ArrayBuffer> } };

/** Hex digits of bytes, in lower case. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** SHA-256 of a text in hex; of it the first `bytes`, where a name is made of it. */
export async function hashText(text: string, bytes = 32): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return toHex(new Uint8Array(digest, 0, bytes));
}
