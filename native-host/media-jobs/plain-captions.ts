/** Files of captions as ffmpeg reads all of them. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../../shared/app-error.ts';
import { findEncoding, maxCaptionBytes } from '../../shared/captions/find-encoding.ts';
import { toCues } from '../../shared/captions/to-cues.ts';
import type { MuxInput } from '../ffmpeg/mux-arguments.ts';

/** Endings of the copies, by what ffmpeg calls the kinds that are copied. */
const endings: Readonly<Record<string, string>> = { webvtt: 'vtt', srt: 'srt' };

/**
 * The input, with a copy of it in `folder` in its place where it is a file of captions: UTF-8, and of WebVTT nothing but
 * the cues. Throws `media.unsupported` where it has none.
 */
export async function toPlainCaptions(input: MuxInput, folder: string): Promise<MuxInput> {
  const { demuxer } = input.media;
  const ending = endings[demuxer];
  if (ending === undefined || (await stat(input.path)).size > maxCaptionBytes) return input;
  const bytes = await readFile(input.path);
  const text = new TextDecoder(findEncoding(bytes)).decode(bytes);
  if (!text.includes('-->'))
    throw new AppError('media.unsupported', `There are no captions in ${basename(input.path)}.`);
  const path = join(folder, `captions-${crypto.randomUUID()}.${ending}`);
  await writeFile(path, demuxer === 'webvtt' ? toCues(text) : text);
  return { ...input, path };
}
