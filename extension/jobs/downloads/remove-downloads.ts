import { canFillGaps, type DownloadRecord, isOpenDownload } from '../../core/downloads/download-record.ts';
import { discardParts } from './discard-parts.ts';
import type { DownloadPorts } from './ports.ts';

function leavesParts({ state }: DownloadRecord): boolean {
  const isLeft = state.status === 'cancelled' && state.parts !== 'gone';
  return state.status === 'failed' || isLeft || canFillGaps(state);
}

/** Takes downloads that are at their end out of the history. Finished files stay; part files, of no use now, do not. */
export async function removeDownloads(ports: DownloadPorts, downloadIds: readonly string[]): Promise<void> {
  const removed: string[] = [];
  for (const id of downloadIds) {
    const record = await ports.store.read(id);
    if (record && isOpenDownload(record)) continue;
    // Of a record that is not understood nobody knows how far it is.
    if (!record || leavesParts(record)) await discardParts(ports, id);
    removed.push(id);
  }
  await ports.store.remove(removed);
  for (const downloadId of removed) ports.tell({ type: 'download.changed', downloadId });
}
