/** Two files of a job that have one track each become one file of its archive. */
import { AppError } from '../../../shared/app-error.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { FilmTags } from '../../core/items/film-tags.ts';
import { maxInputBytes } from '../ffmpeg/ffmpeg-worker.ts';
import { readLength } from '../files/media-source.ts';
import { moveFile, openFile, openJobFolder } from '../files/opfs-folder.ts';
import { hashFile } from '../hash/hash-file.ts';
import { containers, type MuxContainer } from './containers.ts';
import { muxFiles } from './mux-files.ts';
import type { MuxOrder } from './mux-order.ts';
import { type ReadJobFile, readCover } from './read-cover.ts';

/** Files by their paths in the job's folder. */
export interface JoinOrder {
  jobId: string;
  video: string;
  audio: string;
  path: string;
  /** As the platform says it; null where it says nothing. */
  durationSec: number | null;
  /** What players show of it. */
  shown: FilmTags;
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

/** What the file can hold of it. Chapters of a kind that only ffmpeg writes are none of a film that it cannot take. */
async function toShown(
  { shown }: JoinOrder,
  {
    readFile,
    container,
    sources,
  }: Pick<MuxOrder, 'container'> & { readFile: ReadJobFile; sources: readonly FileSystemFileHandle[] },
): Promise<Pick<MuxOrder, 'tags' | 'chapters' | 'cover'>> {
  const { title, author: artist, date, description, comment, chapters, cover } = shown;
  const rules = containers[container];
  let bytes = 0;
  for (const source of sources) bytes += await readLength(source);
  const canHold = rules.subtitles === 'mov_text' || bytes <= maxInputBytes;
  return {
    tags: { title, artist, date, description, comment },
    chapters: canHold ? chapters : [],
    cover: cover === null || rules.cover === null ? null : await readCover(readFile, cover),
  };
}

/**
 * Makes the file beside its place, checks it, and only then gives it its name. The parts stay: whoever asked drops them
 * once the record is kept. Throws the errors of `muxFiles`.
 */
export async function joinParts(
  order: JoinOrder,
  { signal, readFile }: { signal: AbortSignal; readFile: ReadJobFile },
): Promise<FileRecord> {
  const { jobId, video, audio, path } = order;
  const container = kinds[path.slice(path.lastIndexOf('.') + 1)];
  if (!container) throw new AppError('bug.unexpected', 'A joined file has no kind.', { context: { path } });
  const folder = await openJobFolder(jobId);
  const draft = await openFile(folder, `${video}.joined`, true);
  const picture = await openFile(folder, video, false);
  const sound = await openFile(folder, audio, false);
  const result = await muxFiles(
    {
      inputs: [
        { source: picture, take: ['video'], language: null },
        { source: sound, take: ['audio'], language: null },
      ],
      ...(await toShown(order, { readFile, container, sources: [picture, sound] })),
      captions: [],
      container,
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
