/** Files of some bytes, as far as their boxes or elements go. */

/** A box of MP4. */
export const box = (type: string, ...inner: Buffer[]): Buffer => {
  const head = Buffer.alloc(8);
  const body = Buffer.concat(inner);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

/** An element of Matroska, its length in eight bytes; `isOpen`: one that is not said. */
export const element = (id: number[], inner: Buffer, isOpen = false): Buffer => {
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(inner.length));
  length[0] = 1;
  return Buffer.concat([Buffer.from(id), isOpen ? Buffer.from([1, ...Array(7).fill(0xff)]) : length, inner]);
};

const ebml = element([0x1a, 0x45, 0xdf, 0xa3], Buffer.from('webm'));

/** A file of Matroska; `isOpen`: as recorders leave it. */
export const segmentOf = (inner: Buffer, isOpen = false): Buffer =>
  Buffer.concat([ebml, element([0x18, 0x53, 0x80, 0x67], inner, isOpen)]);

/** What holds pictures and sound. */
export const cluster = element([0x1f, 0x43, 0xb6, 0x75], Buffer.alloc(9));

/** To be read as a file is. */
export const sourceOf = (bytes: Buffer) => ({
  bytes: bytes.length,
  read: (into: Uint8Array, at: number): number => bytes.copy(into, 0, at, at + into.length),
});
