import { applyEvent } from './apply-event.ts';
import { discardParts } from './discard-parts.ts';
import type { DownloadQueue } from './download-queue.ts';
import type { DownloadPorts } from './ports.ts';

/** Ends a download for good; what arrived so far is kept for another try, or removed. */
export async function cancelDownload(
  { ports, queue }: { ports: DownloadPorts; queue: DownloadQueue },
  downloadId: string,
  discard: boolean,
): Promise<void> {
  const cancelled = await applyEvent(ports, downloadId, { type: 'cancel', discard });
  if (cancelled?.state.status !== 'cancelled' || cancelled.state.parts === 'gone') return;
  if (discard) await discardParts(ports, downloadId);
  // Ends the call, by which the companion keeps what it has; one that was taken up again meanwhile goes on.
  const now = discard ? await ports.store.read(downloadId) : cancelled;
  if (now?.state.status === 'cancelled') queue.abort(downloadId);
}
