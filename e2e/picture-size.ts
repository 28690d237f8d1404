/** The size of a JPEG in pixels, as its own frame header says it. */
import { readFile } from 'node:fs/promises';

/** "1920x1080"; throws for files that are none. */
export async function readPictureSize(path: string): Promise<string> {
  const bytes = await readFile(path);
  if (bytes.readUInt16BE(0) !== 0xffd8) throw new Error(`${path} is no JPEG`);
  for (let at = 2; at + 9 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes.readUInt16BE(at);
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return `${bytes.readUInt16BE(at + 7)}x${bytes.readUInt16BE(at + 5)}`;
  }
  throw new Error(`${path} has no frame`);
}
