import { type AppError, toAppError } from '../../../shared/app-error.ts';
import { mayBeAtCompanion } from '../../core/downloads/download-state.ts';
import { applyEvent } from './apply-event.ts';
import type { DownloadPorts } from './ports.ts';

/** Whether the companion, which is not there, was never there when the download ran. */
async function isNowhere({ store }: DownloadPorts, downloadId: string, { code }: AppError): Promise<boolean> {
  const record = code === 'host.missing' ? await store.read(downloadId) : null;
  return record !== null && !mayBeAtCompanion(record);
}

/** Has the part files of a cancelled download removed. Where the companion has some and cannot be asked they stay marked. */
export async function discardParts(ports: DownloadPorts, downloadId: string): Promise<void> {
  try {
    await ports.companion.cancel(downloadId, true);
  } catch (thrown) {
    // Asked again when the next worker reconciles; an error that is ours must be seen.
    const error = toAppError(thrown);
    if (error.code === 'bug.unexpected') throw error;
    if (!(await isNowhere(ports, downloadId, error))) return;
  }
  await applyEvent(ports, downloadId, { type: 'forget-parts' });
}
