/** A baseline JPEG of flat 8x8 blocks: enough for pictures that are told apart, without a codec. */
export type BlockColor = (column: number, row: number) => readonly [red: number, green: number, blue: number];

/** The usual code tables for DC differences (luminance), used for all three components. */
const dcCounts = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const dcSymbols = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const dcCodes = buildCodes(dcCounts, dcSymbols);
/** One symbol only: "no more coefficients", as the single bit 0. */
const acCounts = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/** Width and height in pixels; the colour function is asked once per block. */
export function encodeBlockJpeg(width: number, height: number, colorAt: BlockColor): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    toSegment(0xe0, [...Buffer.from('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    toSegment(0xdb, [0, ...Array.from({ length: 64 }, () => 8)]),
    toSegment(0xc0, [
      8,
      height >> 8,
      height & 255,
      width >> 8,
      width & 255,
      3,
      1,
      0x11,
      0,
      2,
      0x11,
      0,
      3,
      0x11,
      0,
    ]),
    toSegment(0xc4, [0x00, ...dcCounts, ...dcSymbols]),
    toSegment(0xc4, [0x10, ...acCounts, 0]),
    toSegment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
    encodeScan(Math.ceil(width / 8), Math.ceil(height / 8), colorAt),
    Buffer.from([0xff, 0xd9]),
  ]);
}

function encodeScan(columns: number, rows: number, colorAt: BlockColor): Buffer {
  const bytes: number[] = [];
  let held = 0;
  let heldBits = 0;
  const write = (value: number, length: number) => {
    held = (held << length) | value;
    heldBits += length;
    while (heldBits >= 8) {
      const byte = (held >> (heldBits - 8)) & 255;
      bytes.push(byte);
      if (byte === 255) bytes.push(0);
      heldBits -= 8;
      held &= (1 << heldBits) - 1;
    }
  };
  const last = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      for (const [component, level] of toLevels(colorAt(column, row)).entries()) {
        writeDifference(write, level - (last[component] ?? 0));
        last[component] = level;
      }
    }
  }
  if (heldBits > 0) write((1 << (8 - heldBits)) - 1, 8 - heldBits);
  return Buffer.from(bytes);
}

/** With quantiser 8 the DC coefficient of a flat block is its sample, less 128. */
function toLevels([red, green, blue]: readonly [number, number, number]): number[] {
  const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
  return [luma - 128, (blue - luma) * 0.564, (red - luma) * 0.713].map(Math.round);
}

function writeDifference(write: (value: number, length: number) => void, difference: number): void {
  const size = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
  const code = dcCodes.get(size) ?? { value: 0, length: 2 };
  write(code.value, code.length);
  if (size > 0) write(difference > 0 ? difference : difference + (1 << size) - 1, size);
  write(0, 1);
}

function toSegment(marker: number, content: number[]): Buffer {
  const length = content.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 255, ...content]);
}

function buildCodes(
  counts: readonly number[],
  symbols: readonly number[],
): Map<number, { value: number; length: number }> {
  const codes = new Map<number, { value: number; length: number }>();
  let value = 0;
  let place = 0;
  for (const [index, count] of counts.entries()) {
    for (let left = count; left > 0; left--) {
      codes.set(symbols[place] ?? 0, { value, length: index + 1 });
      place += 1;
      value += 1;
    }
    value <<= 1;
  }
  return codes;
}
