/** Every text file of an archive but its manifest, in the order in which to write them. */

import type { ExporterId, Preset } from '../../shared/model/job-options.ts';
import { joinChunks } from '../core/text-chunks.ts';
import { writeComments } from './comments.ts';
import type { Archive, ArchiveFile } from './exporter.ts';
import { exporters } from './index.ts';

/** What makes a preset what it is, beside the names. */
const presetFormats: Record<Preset, readonly ExporterId[]> = {
  'star-export': [],
  'yt-dlp': ['info-json', 'download-archive'],
  jellyfin: ['nfo'],
};

/**
 * The chosen formats, and the comments when they were read. Each file's chunks are to be taken before the next
 * file is asked for; none is longer than one `write-file` of the companion takes.
 */
export async function* writeArchive(archive: Archive): AsyncGenerator<ArchiveFile> {
  const { formats, comments, preset } = archive.head.job.options;
  const wanted = new Set([...formats, ...presetFormats[preset]]);
  for (const exporter of exporters.filter(({ id }) => wanted.has(id))) {
    for await (const { path, chunks } of exporter.write(archive)) yield { path, chunks: joinChunks(chunks) };
  }
  if (comments) {
    const { path, chunks } = writeComments(archive);
    yield { path, chunks: joinChunks(chunks) };
  }
}
