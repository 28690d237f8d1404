/** Tags before packed sound (ID3v2). */

const sign = [0x49, 0x44, 0x33];
const headBytes = 10;
/** No segment has as many; empty ones would fill the memory with the list of them. */
const maxTags = 64;

/** Those with which bytes begin, one behind the other, a few dozen at most; the last may be cut. */
export function listTags(bytes: Uint8Array): Uint8Array[] {
  const tags: Uint8Array[] = [];
  for (let at = 0; sign.every((byte, place) => bytes[at + place] === byte); ) {
    if (tags.length === maxTags) break;
    // Their lengths are in four times seven bits.
    const [one = 0, two = 0, three = 0, four = 0] = bytes.subarray(at + 6, at + headBytes);
    const length = headBytes + ((one << 21) | (two << 14) | (three << 7) | four);
    tags.push(bytes.subarray(at, at + length));
    at += length;
  }
  return tags;
}
