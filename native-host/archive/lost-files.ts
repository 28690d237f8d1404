/** Which files of an archive that was checked are to be fetched again, and why not the others. Pure. */
import type { FileRecord, Manifest, Refusal } from '../../shared/model/archive.ts';
import type { PlatformId } from '../../shared/model/source.ts';

/** A file that is wanted again. */
export interface LostFile {
  record: FileRecord;
  address: string;
  platform: PlatformId;
}

/** Why nothing is asked for it. */
export function toReason({ code, id }: Refusal, records: readonly FileRecord[]): string {
  if (code === 'archive.extra_file') return 'It is no part of the archive; take it out of the folder.';
  if (code === 'archive.unreadable') return 'It could not be read, which says nothing of what is in it.';
  return records.some(({ path }) => path === id)
    ? 'It was made by the export and not fetched, so there is no address to ask.'
    : 'It is no file to be fetched.';
}

const kept: readonly Refusal['code'][] = ['archive.extra_file', 'archive.unreadable'];

/** Those that are damaged or missing and have an address. */
export function listLost(
  { files, source }: Pick<Manifest, 'files' | 'source'>,
  problems: readonly Refusal[],
): LostFile[] {
  const lost = new Set(problems.filter(({ code }) => !kept.includes(code)).map(({ id }) => id));
  const { platform } = source;
  return files.flatMap((record) =>
    lost.has(record.path) && record.source !== undefined
      ? [{ record, address: record.source, platform }]
      : [],
  );
}
