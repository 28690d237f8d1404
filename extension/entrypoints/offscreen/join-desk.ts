/** Joins that run, and sound that is taken out of films. The code for it is loaded with the first. */
import type { FileRecord } from '../../../shared/model/archive.ts';
import { askArchiveWorker } from '../../media/archive/ask-archive-worker.ts';
import { createRunningWork } from '../../media/worker/running-work.ts';
import type { OffscreenReply, OffscreenRequest } from '../../messaging/protocol.ts';

type JoinRequest = Extract<OffscreenRequest, { verb: 'join' }>;
type SoundRequest = Extract<OffscreenRequest, { verb: 'sound' }>;

const joins = createRunningWork<FileRecord>();

/** Asked again while it runs, by a background that was restarted, it is the same join. Throws as `joinParts`. */
export async function answerJoin(order: JoinRequest): Promise<OffscreenReply> {
  const record = await joins.run(`${order.jobId}\n${order.path}\n`, async (_tell, signal) => {
    const { joinParts } = await import('../../media/mux/join-parts.ts');
    const { jobId } = order;
    return joinParts(order, {
      signal,
      readFile: (path, maxBytes) => askArchiveWorker((worker) => worker.read({ jobId, path, maxBytes })),
    });
  });
  return { bytes: record.bytes, record };
}

/** Likewise. Throws as `takeSound`. */
export async function answerSound({ verb: _verb, ...order }: SoundRequest): Promise<OffscreenReply> {
  const record = await joins.run(`${order.jobId}\n${order.path}\n`, async (_tell, signal) => {
    const { takeSound } = await import('../../media/save/take-sound.ts');
    return takeSound(order, signal);
  });
  return { bytes: record.bytes, record };
}

/** Ends a join, or with null all of a job, and waits for it; what was fetched for it stays. */
export const stopJoins = ({ jobId, path }: { jobId: string; path: string | null }): Promise<void> =>
  joins.stop(path === null ? `${jobId}\n` : `${jobId}\n${path}\n`);
