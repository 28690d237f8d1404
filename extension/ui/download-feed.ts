/** Keeps a screen's picture of the downloads: reads the store, listens to news, reads again what changed. */

import type { DownloadProgress } from '../../shared/protocol/download-commands.ts';
import { type ToldError, toToldError } from '../../shared/told-error.ts';
import type { DownloadRecord } from '../core/downloads/download-record.ts';
import type { DownloadEntry, LiveDownload } from './download-view.ts';
import type { ScreenPorts } from './ports.ts';

/** News come faster than anyone reads; they are gathered this long. */
const gatherMs = 150;
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
  const changed = new Set<string>();
  let sorted: DownloadRecord[] | null = null;
  let failure: ToldError | null = null;
  let revision = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let stopped = false;

  const tell = () => {
    if (!stopped) onChange();
  };
  const fail = (thrown: unknown) => {
    failure = toToldError(thrown);
    tell();
  };

  const keep = (record: DownloadRecord) => {
    records.set(record.id, record);
    if (record.state.status !== 'running') live.delete(record.id);
    else if (!live.has(record.id)) live.set(record.id, { progress: null, movedAtMs: ports.nowMs() });
  };
  const sort = () => {
    sorted = [...records.values()].sort((one, other) => other.place - one.place);
    revision += 1;
  };

  const settle = async () => {
    timer = null;
    const due = [...changed];
    changed.clear();
    for (const id of due) {
      const record = await ports.queries.readDownload(id);
      if (record) keep(record);
      else records.delete(id);
    }
    if (due.length > 0) sort();
    tell();
  };
  const schedule = () => {
    timer ??= setTimeout(() => settle().catch(fail), gatherMs);
  };

  const stopListening = ports.listenToNews((news) => {
    if (news.type === 'download.changed') changed.add(news.downloadId);
    else if (news.type === 'download.progress') {
      const { downloadId, progress } = news;
      const before = live.get(downloadId);
      const isStill = before !== undefined && isSameProgress(before.progress, progress);
      live.set(downloadId, { progress, movedAtMs: isStill ? before.movedAtMs : ports.nowMs() });
    } else return;
    if (sorted !== null) schedule();
  });

  const ticker = setInterval(() => {
    if (live.size > 0) tell();
  }, lookEveryMs);

  const readAll = async () => {
    for (const record of await ports.queries.listDownloads()) keep(record);
    sort();
    if (changed.size > 0) schedule();
    tell();
  };
  readAll().catch(fail);

  return {
    entries: () =>
      sorted?.map((record) => ({
        record,
        live: record.state.status === 'running' ? (live.get(record.id) ?? null) : null,
      })) ?? null,
    failure: () => failure,
    revision: () => revision,
    stop() {
      stopped = true;
      stopListening();
      clearInterval(ticker);
      if (timer !== null) clearTimeout(timer);
    },
  };
}
