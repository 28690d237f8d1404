import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFfmpeg } from './encode-clip.ts';

/** The platform's names and pixels. hq, sd and default are 4:3 with black bars. */
export const thumbnailSizes = {
  maxres: { width: 1280, height: 720 },
  sd: { width: 640, height: 480 },
  hq: { width: 480, height: 360 },
  mq: { width: 320, height: 180 },
  default: { width: 120, height: 90 },
  /** Shorts. */
  portrait: { width: 405, height: 720 },
} as const;

export type ThumbnailSize = keyof typeof thumbnailSizes;

const TEMPLATES = 32;
const SOI_BYTES = 2;
const COMMENT_MARKER = 0xfffe;

/** Draws the pictures all thumbnails are made from. */
export async function encodeThumbnails(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  const outputs = Object.entries(thumbnailSizes).flatMap(([name, { width, height }]) => {
    const bars = `scale=${width}:${height}:force_original_aspect_ratio=decrease,pad=${width}:${height}:-1:-1`;
    const crop = `crop=ih*9/16:ih,scale=${width}:${height}`;
    const filter = name === 'portrait' ? crop : bars;
    return [
      '-vf',
      filter,
      '-frames:v',
      String(TEMPLATES),
      '-q:v',
      '6',
      '-start_number',
      '0',
      join(dir, `${name}-%02d.jpg`),
    ];
  });
  await runFfmpeg([
    '-f',
    'lavfi',
    '-i',
    `testsrc2=size=1280x720:rate=1,hue=h=n*360/${TEMPLATES}`,
    ...outputs,
  ]);
}

/** A real JPEG of a video: one of the pictures, by the id's hash, with the id in a comment, so that no two videos share their bytes. */
export async function readThumbnail(dir: string, videoId: string, size: ThumbnailSize): Promise<Buffer> {
  const template = createHash('sha256').update(videoId).digest().readUInt8(0) % TEMPLATES;
  const picture = await readFile(join(dir, `${size}-${String(template).padStart(2, '0')}.jpg`));
  return insertComment(picture, videoId);
}

/** After the JFIF header, which has to come first. */
function insertComment(picture: Buffer, text: string): Buffer {
  const headerEnd = SOI_BYTES + 2 + picture.readUInt16BE(SOI_BYTES + 2);
  const content = Buffer.from(text, 'utf8');
  const marker = Buffer.alloc(4);
  marker.writeUInt16BE(COMMENT_MARKER, 0);
  marker.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([picture.subarray(0, headerEnd), marker, content, picture.subarray(headerEnd)]);
}
