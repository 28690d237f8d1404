/** The archive of an export as those who write its formats see it: what of which post, and where. */
import type { Job } from '../../../shared/model/job.ts';
import { isSaved } from '../../core/items/is-saved.ts';
import type { StoredFile } from '../../core/jobs/job-records.ts';
import { toPayloadFolder } from '../../core/names/archive-layout.ts';
import type { Archive, ArchivedItem } from '../../exporters/exporter.ts';
import type { FilesInPlace } from '../in-place/files-in-place.ts';
import { createItemFiles } from '../in-place/item-files.ts';
import { iterateCommentsTogether, iterateTogether } from '../in-place/iterate-together.ts';
import type { StepContext } from '../run/step-context.ts';

interface Content extends Pick<Archive, 'head' | 'layout'> {
  /** The export's own. */
  files: StoredFile[];
  /** Other exports whose posts lie in the same folder, and what they have put there. */
  inPlace: readonly Job[];
  inFolder: FilesInPlace;
}

/** Of the folder that a bag puts round everything the archive inside of it knows nothing. */
export async function openArchive(
  { ports: { store }, job }: StepContext,
  { head, layout, files, inPlace, inFolder }: Content,
): Promise<Archive> {
  const { length } = toPayloadFolder(job.options);
  const jobIds = [job.id, ...inPlace.map(({ id }) => id)];
  const stored = new Map([[job.id, files]]);
  for (const { id } of inPlace) stored.set(id, await store.listStoredFiles(id));
  const listFiles = createItemFiles(stored, inFolder);
  return {
    head,
    layout,
    async *items(): AsyncGenerator<ArchivedItem> {
      for await (const { jobId, record } of iterateTogether(store, jobIds))
        yield {
          item: record.item,
          seenIn: record.seenIn,
          files: listFiles(jobId, record.key).map((file) => ({ ...file, path: file.path.slice(length) })),
          refusals: record.refusals,
          saved: isSaved(record),
          leftOut: record.leftOut ?? [],
          history: record.history ?? [],
        };
    },
    comments: () => iterateCommentsTogether(store, jobIds),
  };
}
