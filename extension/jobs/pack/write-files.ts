/** Writes the text files of an archive: long ones chunk by chunk, short ones several at a time, because each waits for the disk. */
import PQueue from 'p-queue';
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { ArchiveFile } from '../../exporters/exporter.ts';

/** Short files that are written at the same time. */
const concurrency = 8;

interface Writing {
  files: AsyncIterable<ArchiveFile>;
  write(file: ArchiveFile): Promise<FileRecord>;
  /** Called after each file, in the order in which they were finished. */
  onWritten(record: FileRecord): void | Promise<void>;
}

async function* chain(chunks: string[], rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield* chunks;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** A file's first chunks are taken before it is decided: what has no second one is in memory as a whole. */
async function takeFirst({ path, chunks }: ArchiveFile): Promise<{ file: ArchiveFile; isShort: boolean }> {
  const rest = chunks[Symbol.asyncIterator]();
  const taken: string[] = [];
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    taken.push(next.value);
    if (taken.length === 2) return { file: { path, chunks: chain(taken, rest) }, isShort: false };
  }
  return { file: { path, chunks: chain(taken, rest) }, isShort: true };
}

/** Throws the first error after what was begun beside it has ended; files after it are not asked for. */
export async function writeFiles({ files, write, onWritten }: Writing): Promise<void> {
  const queue = new PQueue({ concurrency });
  const failures: unknown[] = [];
  const writeOne = async (file: ArchiveFile): Promise<void> => onWritten(await write(file));
  for await (const asked of files) {
    const { file, isShort } = await takeFirst(asked);
    if (isShort) void queue.add(() => writeOne(file)).catch((error: unknown) => failures.push(error));
    else await writeOne(file).catch((error: unknown) => failures.push(error));
    await queue.onSizeLessThan(concurrency);
    if (failures.length > 0) break;
  }
  await queue.onIdle();
  if (failures.length > 0) throw failures[0];
}
