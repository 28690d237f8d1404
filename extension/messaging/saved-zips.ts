/** ZIPs among the browser's downloads, found again after a restart so that none is saved twice. */
import { browser } from 'wxt/browser';
import { AppError } from '../../shared/app-error.ts';
import type { FileRecord } from '../../shared/model/archive.ts';
import type { ArchiveTarget } from '../../shared/model/job.ts';
import type { ZipPart } from '../../shared/zip/plan-parts.ts';
import { waitForDownload } from './wait-for-download.ts';

/** An archive that the browser writes. */
export type BrowserTarget = Extract<ArchiveTarget, { by: 'browser' }>;

/** As it is noted in the job. */
export type SavedZip = NonNullable<BrowserTarget['zips']>[number];

/** SHA-256 in hex of what a ZIP holds: the same files at the same time make the same ZIP. */
export async function digestContent({ files }: ZipPart<FileRecord>, at: string): Promise<string> {
  const text = JSON.stringify([at, files.map(({ path, sha256 }) => [path, sha256])]);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The id of its download once it is whole; null when there is none, or it was cut off or removed. */
export async function findSaved({ url, bytes }: SavedZip, signal: AbortSignal): Promise<number | null> {
  const [found] = await browser.downloads.search({ url });
  if (!found?.exists || found.state === 'interrupted') return null;
  try {
    const saved = await waitForDownload(found.id, signal);
    return saved.bytes === bytes ? found.id : null;
  } catch (error) {
    if (error instanceof AppError && error.code === 'media.incomplete') return null;
    throw error;
  }
}
