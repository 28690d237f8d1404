/** Joins that run. The code for it is loaded with the first. */
import { toWire } from '../../../shared/errors.ts';
import { openJobFolder, removeFile } from '../../media/opfs-folder.ts';
import type { OffscreenReply, OffscreenRequest } from '../../messaging/protocol.ts';

type JoinRequest = Extract<OffscreenRequest, { verb: 'join' }>;

interface RunningJoin {
  reply: Promise<OffscreenReply>;
  stop: AbortController;
}

const running = new Map<string, RunningJoin>();

const toKey = ({ jobId, path }: Pick<JoinRequest, 'jobId' | 'path'>): string => `${jobId}\n${path}`;

async function join(order: JoinRequest, signal: AbortSignal): Promise<OffscreenReply> {
  const { joinParts } = await import('../../media/join-parts.ts');
  const record = await joinParts(order, signal);
  return { bytes: record.bytes, record };
}

/** Asked again while it runs, by a worker that was restarted, it is the same join. */
export function answerJoin(request: JoinRequest): Promise<OffscreenReply> {
  const key = toKey(request);
  const known = running.get(key);
  if (known) return known.reply;
  const stop = new AbortController();
  const reply = join(request, stop.signal)
    .catch((error: unknown): OffscreenReply => ({ error: toWire(error) }))
    .finally(() => running.delete(key));
  running.set(key, { reply, stop });
  return reply;
}

/** Ends a join, if there is one; what was fetched for it stays. */
export function stopJoin(request: Pick<JoinRequest, 'jobId' | 'path'>): void {
  running.get(toKey(request))?.stop.abort();
}

/** Removes files of a job that are no part of its archive. */
export async function answerDrop({
  jobId,
  paths,
}: Extract<OffscreenRequest, { verb: 'drop' }>): Promise<OffscreenReply> {
  const folder = await openJobFolder(jobId);
  for (const path of paths) await removeFile(folder, path);
  return { done: true };
}
