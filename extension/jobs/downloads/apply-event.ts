import { fromWire } from '../../../shared/app-error.ts';
import type { JournalEntry } from '../../../shared/protocol/download-commands.ts';
import type { DownloadRecord } from '../../core/downloads/download-record.ts';
import { afterEvent, type DownloadEvent } from '../../core/downloads/download-state.ts';
import type { DownloadPorts } from './ports.ts';

/** Writes what an event makes of a download as it is at that moment, and tells it. Null when it meant nothing. */
export async function applyEvent(
  ports: DownloadPorts,
  downloadId: string,
  event: DownloadEvent,
): Promise<DownloadRecord | null> {
  const changed = await ports.store.change(downloadId, (record) => afterEvent(record, event, ports.nowMs()));
  if (changed) ports.tell({ type: 'download.changed', downloadId });
  return changed;
}

/** Writes an end that the companion reached while nobody listened. False when it is not at its end there. */
export async function applyEnd(ports: DownloadPorts, entry: JournalEntry): Promise<boolean> {
  if (entry.state === 'finished' && entry.saved)
    await applyEvent(ports, entry.downloadId, { type: 'finish', saved: entry.saved });
  else if (entry.state === 'failed' && entry.error)
    await applyEvent(ports, entry.downloadId, { type: 'fail', error: fromWire(entry.error) });
  else return false;
  return true;
}
