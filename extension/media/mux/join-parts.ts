/** Two files of a job that have one track each become one file of its archive. */
import { AppError } from '../../../shared/errors.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import { moveFile, openFile, openJobFolder } from '../files/opfs-folder.ts';
import { hashFile } from '../hash/hash-file.ts';
import type { MuxContainer } from './containers.ts';
import { muxFiles } from './mux-files.ts';
import { noTags } from './mux-order.ts';

/** Files by their paths in the job's folder. */
export interface JoinOrder {
  jobId: string;
  video: string;
  audio: string;
  path: string;
  /** As the platform says it; null where it says nothing. */
  durationSec: number | null;
}

const kinds: Record<string, MuxContainer> = { mp4: 'mp4', webm: 'webm', mkv: 'mkv' };

/** A platform rounds lengths, and a clip's sound may end before its picture. */
const toTolerance = (durationSec: number): number => Math.max(2, durationSec * 0.02);

function checkLength(foundSec: number | null, { durationSec, path }: JoinOrder): void {
  if (durationSec === null || foundSec === null) return;
  if (foundSec < durationSec - toTolerance(durationSec))
    throw new AppError('media.damaged', 'The joined file is shorter than the platform says.', {
      context: { path, foundSec, durationSec },
    });
}

/**
 * Makes the file beside its place, checks it, and only then gives it its name. The parts stay: whoever asked drops them
 * once the record is kept. Throws the errors of `muxFiles`.
 */
export async function joinParts(order: JoinOrder, signal: AbortSignal): Promise<FileRecord> {
  const { jobId, video, audio, path } = order;
  const container = kinds[path.slice(path.lastIndexOf('.') + 1)];
  if (!container) throw new AppError('bug.unexpected', 'A joined file has no kind.', { context: { path } });
  const folder = await openJobFolder(jobId);
  const draft = await openFile(folder, `${video}.joined`, true);
  const result = await muxFiles(
    {
      inputs: [
        { source: await openFile(folder, video, false), take: ['video'], language: null },
        { source: await openFile(folder, audio, false), take: ['audio'], language: null },
      ],
      ...{ captions: [], chapters: [], cover: null, tags: noTags, container },
      target: draft,
    },
    { signal },
  );
  checkLength(result.probe.durationSec, order);
  signal.throwIfAborted();
  await moveFile(draft, folder, path);
  const record = await hashFile(await (await openFile(folder, path, false)).getFile(), path);
  return { ...record, made: result.made };
}
