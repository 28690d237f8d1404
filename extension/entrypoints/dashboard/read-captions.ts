import { AppError } from '../../../shared/app-error.ts';
import { findEncoding, maxCaptionBytes } from '../../../shared/captions/find-encoding.ts';
import type { CaptionInput } from '../../media/mux/mux-order.ts';

/** The captions of a picked file. Throws `media.unsupported` where it has none, or is larger than captions are. */
export async function readCaptions(file: File): Promise<CaptionInput> {
  const refuse = (why: string) => new AppError('media.unsupported', why);
  if (file.size > maxCaptionBytes) throw refuse(`${file.name} is larger than any captions are.`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = new TextDecoder(findEncoding(bytes)).decode(bytes);
  if (!text.includes('-->')) throw refuse(`There are no captions in ${file.name}.`);
  return { text, format: file.name.toLowerCase().endsWith('.srt') ? 'srt' : 'vtt', language: null };
}
