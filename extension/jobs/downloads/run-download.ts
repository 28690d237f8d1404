import { toAppError } from '../../../shared/app-error.ts';
import { afterEvent, toEventAfterError } from '../../core/downloads/download-state.ts';
import { applyEvent } from './apply-event.ts';
import type { DownloadPorts } from './ports.ts';

/**
 * Runs one download from wherever it is. Never throws for what the companion says: every end is a state of the record.
 * A record that was paused or cancelled meanwhile keeps that; only a file that is whole overrules it.
 */
export async function runDownload(
  ports: DownloadPorts,
  downloadId: string,
  signal: AbortSignal,
): Promise<void> {
  const record = await applyEvent(ports, downloadId, { type: 'begin' });
  if (!record) return;
  let firstBytes: number | null = null;
  let moved = false;
  try {
    const saved = await ports.companion.run(
      record,
      (progress) => {
        firstBytes ??= progress.bytes;
        moved ||= progress.bytes > firstBytes;
        ports.tell({ type: 'download.progress', downloadId, progress });
      },
      signal,
    );
    await applyEvent(ports, downloadId, { type: 'finish', saved });
  } catch (thrown) {
    const error = toAppError(thrown);
    const chance = { nowMs: ports.nowMs(), random: ports.random() };
    await ports.store.change(downloadId, (current) => {
      if (current.state.status !== 'running') return null;
      const fair = moved ? { ...current, losses: 0 } : current;
      return afterEvent(fair, toEventAfterError(fair, error, chance), chance.nowMs);
    });
    ports.tell({ type: 'download.changed', downloadId });
  }
}
