import { useState } from 'preact/hooks';
import { type ToldError, toToldError } from '../../../shared/told-error.ts';
import type { DownloadRecord } from '../../core/downloads/download-record.ts';
import { type DownloadAction, toErrorReport } from '../download-view.ts';
import type { DownloadPorts } from '../ports.ts';

/** What is done at last: a cancel that says what becomes of the part files. */
export type DownloadDeed = Exclude<DownloadAction, 'cancel'> | 'keep' | 'discard';

function runDeed(ports: DownloadPorts, deed: DownloadDeed, record: DownloadRecord): Promise<unknown> {
  const { id: downloadId } = record;
  switch (deed) {
    case 'pause':
      return ports.request('download.pause', { downloadId });
    case 'resume':
    case 'now':
    case 'retry':
    case 'again':
      return ports.request('download.resume', { downloadId });
    case 'keep':
    case 'discard':
      return ports.request('download.cancel', { downloadId, discard: deed === 'discard' });
    case 'reveal':
      return ports.request('download.reveal', { downloadId });
    case 'remove':
      return ports.request('download.remove', { downloadIds: [downloadId] });
    case 'copy':
      return ports.copyText(toErrorReport(record));
    case 'companion':
      return Promise.resolve(ports.openDoctor());
  }
}

/** A way to act on a download, and how the last try went. */
export interface DownloadActions {
  /** What was sent and not yet answered. */
  pending: DownloadDeed | null;
  /** The last deed that was done. */
  done: DownloadDeed | null;
  error: ToldError | null;
  run(deed: DownloadDeed): Promise<void>;
}

/** Sends what the user wants of a download; what went wrong stays visible until the next try. */
export function useDownloadActions(ports: DownloadPorts, record: DownloadRecord): DownloadActions {
  const [pending, setPending] = useState<DownloadDeed | null>(null);
  const [done, setDone] = useState<DownloadDeed | null>(null);
  const [error, setError] = useState<ToldError | null>(null);
  const run = async (deed: DownloadDeed) => {
    setPending(deed);
    setError(null);
    try {
      await runDeed(ports, deed, record);
      setDone(deed);
    } catch (thrown) {
      setError(toToldError(thrown));
    } finally {
      setPending(null);
    }
  };
  return { pending, done, error, run };
}
