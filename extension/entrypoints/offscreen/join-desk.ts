/** Joins that run. The code for it is loaded with the first. */
import type { FileRecord } from '../../../shared/model/archive.ts';
import { openJobFolder, removeFile } from '../../media/files/opfs-folder.ts';
import { createRunningWork } from '../../media/worker/running-work.ts';
import type { OffscreenReply, OffscreenRequest } from '../../messaging/protocol.ts';

type JoinRequest = Extract<OffscreenRequest, { verb: 'join' }>;

const joins = createRunningWork<FileRecord>();

/** Asked again while it runs, by a background that was restarted, it is the same join. Throws as `joinParts`. */
export async function answerJoin(order: JoinRequest): Promise<OffscreenReply> {
  const record = await joins.run(`${order.jobId}\n${order.path}\n`, async (_tell, signal) => {
    const { joinParts } = await import('../../media/mux/join-parts.ts');
    return joinParts(order, signal);
  });
  return { bytes: record.bytes, record };
}

/** Ends a join, or with null all of a job, and waits for it; what was fetched for it stays. */
export const stopJoins = ({ jobId, path }: { jobId: string; path: string | null }): Promise<void> =>
  joins.stop(path === null ? `${jobId}\n` : `${jobId}\n${path}\n`);

/** Removes files of a job that are no part of its archive. */
export async function answerDrop({
  jobId,
  paths,
}: Extract<OffscreenRequest, { verb: 'drop' }>): Promise<OffscreenReply> {
  const folder = await openJobFolder(jobId);
  for (const path of paths) await removeFile(folder, path);
  return { done: true };
}
