import { toAppError } from '../../../shared/app-error.ts';
import { applyEvent } from './apply-event.ts';
import type { DownloadPorts } from './ports.ts';

/** Has the companion remove the part files of a cancelled download. False when it could not be asked: they stay marked. */
export async function discardParts(ports: DownloadPorts, downloadId: string): Promise<boolean> {
  try {
    await ports.companion.cancel(downloadId, true);
  } catch (thrown) {
    // Asked again when the next worker reconciles; an error that is ours must be seen.
    const error = toAppError(thrown);
    if (error.code === 'bug.unexpected') throw error;
    return false;
  }
  await applyEvent(ports, downloadId, { type: 'forget-parts' });
  return true;
}
