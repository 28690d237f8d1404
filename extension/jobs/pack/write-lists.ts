/** What says what is in an archive: its manifest and its hashes, and what a bag and an archive in parts have besides. */
import type { FileRecord } from '../../../shared/model/archive.ts';
import { writeBagTags, writePayloadManifest, writeTagManifest } from '../../exporters/bag.ts';
import type { ArchiveFile, ManifestHead } from '../../exporters/exporter.ts';
import { buildManifest, writeChecksums, writeManifest } from '../../exporters/manifest.ts';
import { type StepContext, sinkOf } from '../run/step-context.ts';
import { planArchiveParts } from './archive-parts.ts';

async function writeOne(context: StepContext, file: ArchiveFile): Promise<FileRecord> {
  const record = await sinkOf(context).writeText(file.path, file.chunks, context.signal);
  await context.ports.store.saveArchiveFiles(context.job.id, [record]);
  return record;
}

/** To be written last of all, because they hold the hashes of everything else. Returns all files of the archive. */
export async function writeLists(
  context: StepContext,
  head: ManifestHead,
  files: FileRecord[],
): Promise<FileRecord[]> {
  const parts = planArchiveParts(context.job, files);
  const listed = parts ? [...files, await writeOne(context, parts.file)] : [...files];
  const { bag } = context.job.options;
  if (bag) for (const tag of writeBagTags(head, files)) listed.push(await writeOne(context, tag));
  const manifest = await writeOne(context, writeManifest(buildManifest({ ...head, ...parts?.head }, listed)));
  const sums = bag ? writePayloadManifest(listed) : writeChecksums([...listed, manifest]);
  const checksums = await writeOne(context, sums);
  const all = [...listed, manifest, checksums];
  return bag ? [...all, await writeOne(context, writeTagManifest(all))] : all;
}
