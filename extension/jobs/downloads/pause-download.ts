import { toAppError } from '../../../shared/app-error.ts';
import { applyEnd, applyEvent } from './apply-event.ts';
import type { DownloadQueue } from './download-queue.ts';
import type { DownloadPorts } from './ports.ts';

/** Pauses a download. It is paused even where the companion cannot be asked: then its call is ended instead. */
export async function pauseDownload(
  { ports, queue }: { ports: DownloadPorts; queue: DownloadQueue },
  downloadId: string,
): Promise<void> {
  const before = await ports.store.read(downloadId);
  const paused = await applyEvent(ports, downloadId, { type: 'pause', progress: null });
  if (!paused || before?.state.status !== 'running') return;
  try {
    const entry = await ports.companion.pause(downloadId);
    if (await applyEnd(ports, entry)) return;
    const { progress } = entry;
    await ports.store.change(downloadId, (record) =>
      record.state.status === 'paused' ? { ...record, state: { status: 'paused', progress } } : null,
    );
    ports.tell({ type: 'download.changed', downloadId });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'bug.unexpected') throw error;
    queue.abort(downloadId);
  }
}
