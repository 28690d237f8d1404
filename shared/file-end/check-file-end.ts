/**
 * Whether a file that came whole ends where it says that it does. A server may have lost the end of it, or a proxy may
 * have cut it, with a length that fits. A handful of reads; what does not say where it ends (MPEG-TS, MP3, FLAC, GIF) is believed.
 */
import { AppError } from '../app-error.ts';
import { type FileType, headBytes, toFileType } from '../file-type.ts';
import { findMp4Flaw } from './mp4-end.ts';
import { findOggFlaw } from './ogg-end.ts';
import { findJpegFlaw, findPngFlaw } from './picture-end.ts';
import { findRiffFlaw } from './riff-end.ts';
import { findWebmFlaw } from './webm-end.ts';
import type { Flaw, WholeFile } from './whole-file.ts';

const checks: Partial<Record<FileType, (file: WholeFile) => Promise<Flaw>>> = {
  mp4: (file) => findMp4Flaw(file, { isFilm: true }),
  heic: (file) => findMp4Flaw(file, { isFilm: false }),
  avif: (file) => findMp4Flaw(file, { isFilm: false }),
  webm: findWebmFlaw,
  matroska: findWebmFlaw,
  ogg: findOggFlaw,
  wav: findRiffFlaw,
  avi: findRiffFlaw,
  webp: findRiffFlaw,
  png: findPngFlaw,
  jpeg: findJpegFlaw,
};

const sentences: Record<NonNullable<Flaw>, string> = {
  cut: 'The file came whole, but ends before it says that it does: a part of it is missing where it lies.',
  unplayable: 'The file came whole, but nothing can play it: a part of it is missing where it lies.',
};

/** Throws `media.damaged` for a file of which it is sure that a part is missing. */
export async function checkFileEnd(file: WholeFile): Promise<void> {
  const type = toFileType(await file.read(0, headBytes));
  const flaw = (type && (await checks[type]?.(file))) ?? null;
  if (flaw) throw new AppError('media.damaged', sentences[flaw], { context: { bytes: file.bytes } });
}
