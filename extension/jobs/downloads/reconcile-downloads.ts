import { toAppError } from '../../../shared/app-error.ts';
import type { JournalEntry } from '../../../shared/protocol/download-commands.ts';
import { toEventAfterError } from '../../core/downloads/download-state.ts';
import { applyEnd, applyEvent } from './apply-event.ts';
import { discardParts } from './discard-parts.ts';
import type { DownloadPorts } from './ports.ts';

async function settle(
  ports: DownloadPorts,
  downloadId: string,
  entry: JournalEntry | undefined,
): Promise<void> {
  if (entry && (await applyEnd(ports, entry))) return;
  if (entry?.state === 'paused')
    await applyEvent(ports, downloadId, { type: 'pause', progress: entry.progress });
  else await applyEvent(ports, downloadId, { type: 'requeue' });
}

/**
 * After the worker, the browser or the companion was killed: compares what the library believes is running with the
 * companion's journal. What ended there has ended; everything else goes back into the queue and on where it was. To be
 * called before anything is run by this worker.
 */
export async function reconcileDownloads(ports: DownloadPorts): Promise<void> {
  const orphans = await ports.store.listIn(['running']);
  if (orphans.length > 0) {
    try {
      const journal = await ports.companion.list(orphans.map(({ id }) => id));
      for (const { id } of orphans) await settle(ports, id, journal.get(id));
    } catch (thrown) {
      const chance = { nowMs: ports.nowMs(), random: ports.random() };
      for (const orphan of orphans)
        await applyEvent(ports, orphan.id, toEventAfterError(orphan, toAppError(thrown), chance));
    }
  }
  for (const { id, state } of await ports.store.listIn(['cancelled']))
    if (state.status === 'cancelled' && state.parts === 'leaving') await discardParts(ports, id);
}
