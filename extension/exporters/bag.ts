/**
 * The lists of a BagIt bag (RFC 8493). Everything of the archive is its payload, below `data/`; `manifest.json` stays
 * beside it as a tag file, so that an archive that is a bag is checked like any other.
 */
import { bagLabelsPath, bagPath, tagChecksumsPath } from '../../shared/archive-files.ts';
import { toBagPath } from '../../shared/bag-path.ts';
import type { FileRecord } from '../../shared/model/archive.ts';
import { bagFolder } from '../core/names/archive-layout.ts';
import type { ArchiveFile, ManifestHead } from './exporter.ts';
import { writeChecksums } from './manifest.ts';
import { oneChunk } from './one-chunk.ts';

const isPayload = ({ path }: FileRecord): boolean => path.startsWith(bagFolder);

/** Lines as the lists of a bag have them. */
const writeBagList = (files: readonly FileRecord[]): ArchiveFile =>
  writeChecksums(files.map((file) => ({ ...file, path: toBagPath(file.path) })));

/** `manifest-sha256.txt` of a bag with these files: the hashes of its payload. */
export const writePayloadManifest = (files: readonly FileRecord[]): ArchiveFile =>
  writeBagList(files.filter(isPayload));

/** `bagit.txt` and `bag-info.txt`, of a bag with these files. */
export function* writeBagTags(head: ManifestHead, files: readonly FileRecord[]): Generator<ArchiveFile> {
  yield {
    path: bagPath,
    chunks: oneChunk('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'),
  };
  const payload = files.filter(isPayload);
  const bytes = payload.reduce((sum, file) => sum + file.bytes, 0);
  const { source, job, versions } = head;
  const labels = {
    'Source-Organization': source.author ?? source.title,
    'External-Description': `${source.title || source.id}, saved from ${source.url}`,
    'External-Identifier': source.url,
    'Internal-Sender-Identifier': job.id,
    'Bagging-Date': job.finishedAt.slice(0, 10),
    'Bag-Software-Agent': `Star Export ${versions.extension ?? ''}`,
    'Payload-Oxum': `${bytes}.${payload.length}`,
  };
  const lines = Object.entries(labels).map(([label, value]) => `${label}: ${toLine(value)}\n`);
  yield { path: bagLabelsPath, chunks: oneChunk(lines.join('')) };
}

/** The hashes of all that is no payload; the last file of a bag. */
export const writeTagManifest = (files: readonly FileRecord[]): ArchiveFile => ({
  path: tagChecksumsPath,
  chunks: writeBagList(files.filter((file) => !isPayload(file))).chunks,
});

const toLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
