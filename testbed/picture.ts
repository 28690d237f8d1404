import { encodeBlockJpeg } from './jpeg.ts';
import { hash32 } from './prng.ts';

/** A JPEG of so many pixels: two colours and a shape that depend on the name alone. */
export function buildPicture(name: string, [width, height]: readonly [number, number]): Buffer {
  const hash = hash32(name);
  const hue = hash % 360;
  const columns = Math.ceil(width / 8);
  const rows = Math.ceil(height / 8);
  const [centerX, centerY] = [
    columns * (0.25 + ((hash >> 9) & 63) / 128),
    rows * (0.3 + ((hash >> 15) & 63) / 160),
  ];
  const radius = Math.min(columns, rows) * (0.18 + ((hash >> 21) & 31) / 160);
  return encodeBlockJpeg(width, height, (column, row) => {
    const isInside = Math.hypot(column - centerX, row - centerY) < radius;
    const light = 0.22 + 0.4 * (row / rows) + 0.12 * (column / columns);
    return toRgb(isInside ? (hue + 160) % 360 : hue, isInside ? 0.68 : light);
  });
}

/** Half-saturated colour of a hue (0-360) and lightness (0-1). */
function toRgb(hue: number, lightness: number): [number, number, number] {
  const spread = 0.55 * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const position = (offset + hue / 30) % 12;
    const part = lightness - spread * Math.max(-1, Math.min(position - 3, 9 - position, 1));
    return Math.round(255 * part);
  };
  return [channel(0), channel(8), channel(4)];
}
