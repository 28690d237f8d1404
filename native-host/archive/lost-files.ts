/** Which files of an archive that was checked are to be fetched again, and why not the others. Pure. */
import type { FileRecord, Manifest, Refusal } from '../../shared/model/archive.ts';
import type { PlatformId } from '../../shared/model/source.ts';

/** A file that is wanted again. */
export interface LostFile {
  record: FileRecord;
  address: string;
  platform: PlatformId;
}

/** Hosts whose addresses answer only with the signature in their query, and of addresses no archive keeps that. */
const signedHosts: Partial<Record<PlatformId, RegExp>> = {
  youtube: /(?:^|\.)(?:youtube|googlevideo)\.com$/,
  tiktok: /\.tiktokv?\.com$|[.-]sign[.-]/,
  facebook: /\.(?:facebook\.com|fbcdn\.net)$/,
};

/** Whether an address can still be answered as it stands in a manifest. */
const canAnswer = (address: string, platform: PlatformId): boolean =>
  signedHosts[platform]?.test(URL.parse(address)?.hostname ?? '') !== true;

/** Why nothing is asked for it. */
export function toReason({ code, id }: Refusal, { files }: Pick<Manifest, 'files'>): string {
  if (code === 'archive.extra_file') return 'It is no part of the archive; take it out of the folder.';
  if (code === 'archive.unreadable') return 'It could not be read, which says nothing of what is in it.';
  const record = files.find(({ path }) => path === id);
  if (!record) return 'It is no file to be fetched.';
  return record.source === undefined
    ? 'It was made by the export and not fetched, so there is no address to ask.'
    : 'Its address was signed for one session, and archives keep no signatures: only the extension can fetch it.';
}

const kept: readonly Refusal['code'][] = ['archive.extra_file', 'archive.unreadable'];

/** Those that are damaged or missing and have an address that can still be asked. */
export function listLost(
  { files, source }: Pick<Manifest, 'files' | 'source'>,
  problems: readonly Refusal[],
): LostFile[] {
  const lost = new Set(problems.filter(({ code }) => !kept.includes(code)).map(({ id }) => id));
  const { platform } = source;
  return files.flatMap((record) =>
    lost.has(record.path) && record.source !== undefined && canAnswer(record.source, platform)
      ? [{ record, address: record.source, platform }]
      : [],
  );
}
