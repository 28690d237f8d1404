import { extractorKeys } from '../core/names/yt-dlp-fields.ts';
import type { Archive, Exporter } from './exporter.ts';
import { findFilm } from './item-files.ts';

/** `archive.txt`: a line for each saved film, as yt-dlp's `--download-archive` reads and continues it. */
export const downloadArchiveExporter: Exporter = {
  id: 'download-archive',
  label: 'yt-dlp download archive',
  description: 'The list by which yt-dlp knows what need not be downloaded again.',
  async *write(archive) {
    yield { path: 'archive.txt', chunks: writeLines(archive) };
  },
};

async function* writeLines(archive: Archive): AsyncGenerator<string> {
  for await (const { item, files } of archive.items()) {
    if (findFilm(files)) yield `${extractorKeys[item.platform].toLowerCase()} ${item.id}\n`;
  }
}
