/** Keeps a screen's picture of the downloads: reads the store, listens to news, reads again what changed. */

import type { DownloadProgress } from '../../shared/protocol/download-commands.ts';
import type { ToldError } from '../../shared/told-error.ts';
import type { DownloadRecord } from '../core/downloads/download-record.ts';
import type { DownloadEntry, LiveDownload } from './download-view.ts';
import { createFeedReading } from './feed-reading.ts';
import type { ScreenPorts } from './ports.ts';

/** While something runs, its silence is counted. */
const lookEveryMs = 1000;

export interface DownloadFeed {
  /** Newest first; null until the store was read. */
  entries(): DownloadEntry[] | null;
  /** Why the store could not be read. */
  failure(): ToldError | null;
  /** Rises whenever a record was read again. */
  revision(): number;
  stop(): void;
}

const isSameProgress = (one: DownloadProgress | null, other: DownloadProgress): boolean =>
  one !== null && one.stage === other.stage && one.bytes === other.bytes && one.percent === other.percent;

/** Starts reading at once; `onChange` is called after every change. */
export function createDownloadFeed(
  ports: Pick<ScreenPorts, 'queries' | 'listenToNews' | 'nowMs'>,
  onChange: () => void,
): DownloadFeed {
  const records = new Map<string, DownloadRecord>();
  const live = new Map<string, LiveDownload>();
  let sorted: DownloadRecord[] | null = null;
  let revision = 0;

  const keep = (record: DownloadRecord) => {
    records.set(record.id, record);
    if (record.state.status !== 'running') live.delete(record.id);
    else if (!live.has(record.id)) live.set(record.id, { progress: null, movedAtMs: ports.nowMs() });
  };
  const sort = () => {
    sorted = [...records.values()].sort((one, other) => other.place - one.place);
    revision += 1;
  };

  const reading = createFeedReading(
    {
      async readAll() {
        for (const record of await ports.queries.listDownloads()) keep(record);
        sort();
      },
      async readChanged(ids) {
        for (const id of ids) {
          const record = await ports.queries.readDownload(id);
          if (record) keep(record);
          else records.delete(id);
        }
        if (ids.length > 0) sort();
      },
    },
    onChange,
  );

  const takeProgress = (id: string, progress: DownloadProgress) => {
    const before = live.get(id);
    const isStill = before !== undefined && isSameProgress(before.progress, progress);
    live.set(id, { progress, movedAtMs: isStill ? before.movedAtMs : ports.nowMs() });
    reading.note(null);
  };
  const stopListening = ports.listenToNews((news) => {
    if (news.type === 'download.changed') reading.note(news.downloadId);
    else if (news.type === 'download.progress') takeProgress(news.downloadId, news.progress);
  });

  const ticker = setInterval(() => {
    if (live.size > 0) reading.tell();
  }, lookEveryMs);

  return {
    entries: () =>
      sorted?.map((record) => ({
        record,
        live: record.state.status === 'running' ? (live.get(record.id) ?? null) : null,
      })) ?? null,
    failure: reading.failure,
    revision: () => revision,
    stop() {
      reading.stop();
      stopListening();
      clearInterval(ticker);
    },
  };
}
