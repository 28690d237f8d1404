/** Compares files with what is known of them. */
import { isSafeArchivePath } from '../archive-path.ts';
import type { ErrorCode } from '../error-codes.ts';
import { toFoldKey } from '../file-name.ts';
import type { FileRecord } from '../model/archive.ts';
import type { ArchiveReader, FoundFile } from './archive-reader.ts';
import type { CheckListener, CheckResult, Difference } from './check-result.ts';
import { isReadRefused } from './read-refused.ts';

/** Tells of a difference. */
export type Report = (code: ErrorCode, path: string, detail: string) => void;

/** What is being checked, and where what is found of it goes. */
export interface OpenedArchive {
  reader: ArchiveReader;
  /** By path in NFC, because some file systems give names back in another form than they were written. */
  found: ReadonlyMap<string, FoundFile>;
  /** What lies in ZIPs that are named already as missing or unreadable, by path in NFC. */
  lost: ReadonlySet<string>;
  report: Report;
  listener: CheckListener;
  result: CheckResult;
}

/** What is known of a file: the length only by a manifest. Without a hash it is only read. */
type Expected = Pick<FileRecord, 'path'> & Partial<Pick<FileRecord, 'sha256' | 'bytes'>>;

/** Tells of each that is not as expected. */
export async function compareFiles(archive: OpenedArchive, files: readonly Expected[]): Promise<void> {
  const { found, lost, report, listener, result } = archive;
  const isThere = ({ path }: Expected) =>
    found.has(path.normalize('NFC')) || !lost.has(path.normalize('NFC'));
  const wanted = lost.size > 0 ? files.filter(isThere) : files;
  for (const record of wanted) {
    listener.signal?.throwIfAborted();
    const difference = await compareFile(archive, record);
    if (difference) report(difference.code, record.path, difference.detail);
    result.checkedFiles += 1;
    result.checkedBytes += record.bytes ?? found.get(record.path.normalize('NFC'))?.bytes ?? 0;
    listener.onChecked?.(result.checkedFiles, wanted.length);
  }
}

async function compareFile(
  { reader, found, listener }: OpenedArchive,
  { path, sha256, bytes }: Expected,
): Promise<Pick<Difference, 'code' | 'detail'> | null> {
  if (!isSafeArchivePath(path)) {
    return { code: 'input.path_unsafe', detail: 'is listed with a path that is unsafe or outside; not read' };
  }
  const file = found.get(path.normalize('NFC'));
  if (!file) return { code: 'archive.missing_file', detail: 'is missing' };
  if (file.flaw) return { code: file.isSealed ? 'archive.unreadable' : 'archive.damaged', detail: file.flaw };
  if (bytes !== undefined && file.bytes !== bytes) {
    return { code: 'archive.damaged', detail: `has ${file.bytes} bytes instead of ${bytes}` };
  }
  try {
    const hash = await listener.hash(reader.read(file.path));
    const isSame = sha256 === undefined || hash === sha256;
    return isSame ? null : { code: 'archive.damaged', detail: 'has other content (SHA-256 differs)' };
  } catch (error) {
    listener.signal?.throwIfAborted();
    if (!(error instanceof Error)) throw error;
    const code = isReadRefused(error) ? 'archive.unreadable' : 'archive.damaged';
    return { code, detail: `cannot be read: ${error.message}` };
  }
}

/** Tells of every file that is none of these, which stand in the manifest or in `where`. */
export function reportExtra(
  { found, report }: OpenedArchive,
  paths: readonly string[],
  where = 'the manifest',
): void {
  const listed = new Set(paths.map((path) => path.normalize('NFC')));
  const folds = new Set(paths.map(toFoldKey));
  for (const [path, { flaw }] of found) {
    if (listed.has(path)) continue;
    const detail = folds.has(toFoldKey(path)) ? 'is listed with other letter case' : `is not in ${where}`;
    report('archive.extra_file', path, flaw ?? detail);
  }
}
