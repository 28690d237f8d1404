import type { MuxCover } from './mux-order.ts';

const quality = 0.9;

/** The cover as players know it: JPEG or PNG. Other pictures are drawn anew. */
export async function toPlainCover(cover: MuxCover): Promise<MuxCover> {
  if (cover.mimeType !== 'image/webp') return cover;
  const picture = await createImageBitmap(new Blob([cover.bytes], { type: cover.mimeType }));
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  const drawn = await canvas.convertToBlob({ type: 'image/jpeg', quality });
  return { bytes: new Uint8Array(await drawn.arrayBuffer()), mimeType: 'image/jpeg' };
}
