import { toExportedMedia } from './exported-item.ts';
import type { Archive, ArchiveFile } from './exporter.ts';

/** `comments.jsonl`: every comment and reply, one JSON object a line. Part of an archive whenever comments were read, whatever the formats. */
export function writeComments(archive: Archive): ArchiveFile {
  return { path: 'comments.jsonl', chunks: writeLines(archive) };
}

async function* writeLines(archive: Archive): AsyncGenerator<string> {
  for await (const { id, itemId, parentId, author, text, createdAt, ...rest } of archive.comments()) {
    const { likes, replies, pinned, byOwner, media } = rest;
    const shown = { itemId, id, parentId, author, createdAt, text, likes, replies, pinned, byOwner };
    const line = media ? { ...shown, media: media.map(toExportedMedia) } : shown;
    yield `${JSON.stringify(line)}\n`;
  }
}
