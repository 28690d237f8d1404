import type { DownloadRecord, DownloadWish } from '../../core/downloads/download-record.ts';
import { isOpenDownload } from '../../core/downloads/download-record.ts';
import type { DownloadPorts } from './ports.ts';

const toQuestion = ({ url, entry, choice, template }: DownloadWish): string =>
  JSON.stringify([url, entry, template, choice]);

/**
 * Puts downloads behind those that are waiting, in their order. A double click, or the same video from popup and menu,
 * is one download while that is open. Returns their ids, one for each wish.
 */
export async function startDownloads(
  ports: DownloadPorts,
  wishes: readonly DownloadWish[],
): Promise<string[]> {
  const createdAt = new Date(ports.nowMs()).toISOString();
  const records = wishes.map(
    (wish): Omit<DownloadRecord, 'place'> => ({
      ...wish,
      id: crypto.randomUUID(),
      state: { status: 'queued' },
      begun: false,
      losses: 0,
      createdAt,
      finishedAt: null,
    }),
  );
  const stored = await ports.store.add(
    records,
    (known, wanted) => isOpenDownload(known) && toQuestion(known) === toQuestion(wanted),
  );
  for (const { id } of stored) ports.tell({ type: 'download.changed', downloadId: id });
  return stored.map(({ id }) => id);
}
