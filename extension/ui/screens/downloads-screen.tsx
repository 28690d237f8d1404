import { useState } from 'preact/hooks';
import { type ToldError, toToldError } from '../../../shared/told-error.ts';
import { canFillGaps, isOpenDownload } from '../../core/downloads/download-record.ts';
import { AddressField } from '../components/address-field.tsx';
import { DownloadCard } from '../components/download-card.tsx';
import { Icon } from '../components/icon.tsx';
import { ErrorNotice } from '../components/notice.tsx';
import { SpokenDownloads } from '../components/spoken-downloads.tsx';
import { UnreadableList, useUnreadable } from '../components/unreadable-list.tsx';
import type { DownloadEntry } from '../download-view.ts';
import { useDownloads } from '../hooks/use-downloads.ts';
import type { DashboardPorts, DownloadPorts } from '../ports.ts';
import { downloadTexts as texts } from '../texts/download-texts.ts';
import { DownloadHistory } from './download-history.tsx';
import { DownloadPage } from './download-page.tsx';

/** Cards beyond it are not drawn; their turn is far away. */
const shownCards = 50;
/** What failed long ago is in the history. */
const shownFailures = 4;

interface QueueProps {
  ports: DownloadPorts;
  /** In the order of the queue. */
  entries: readonly DownloadEntry[];
}

/** Pause or resume all that can be. */
function QueueButtons({ ports, entries }: QueueProps) {
  const [error, setError] = useState<ToldError | null>(null);
  const idsIn = (...statuses: DownloadEntry['record']['state']['status'][]): string[] =>
    entries.filter(({ record }) => statuses.includes(record.state.status)).map(({ record }) => record.id);
  const each = async (message: 'download.pause' | 'download.resume', ids: readonly string[]) => {
    setError(null);
    try {
      for (const downloadId of ids) await ports.request(message, { downloadId });
    } catch (thrown) {
      setError(toToldError(thrown));
    }
  };
  // Those that wait go first, so that none of them begins while the others are paused.
  const active = [...idsIn('queued'), ...idsIn('running')];
  const still = idsIn('paused', 'interrupted');
  if (entries.length < 2) return null;
  return (
    <>
      {active.length > 1 && (
        <button type="button" class="button" onClick={() => void each('download.pause', active)}>
          <Icon name="pause" />
          {texts.list.pauseAll}
        </button>
      )}
      {still.length > 1 && (
        <button type="button" class="button" onClick={() => void each('download.resume', still)}>
          <Icon name="resume" />
          {texts.list.resumeAll}
        </button>
      )}
      {error && <ErrorNotice error={error} />}
    </>
  );
}

function Queue({ ports, entries }: QueueProps) {
  if (entries.length === 0) return null;
  return (
    <section class="queue">
      <header class="history-head">
        <h2>
          {texts.list.open} <span class="tab-count">{entries.length}</span>
        </h2>
        <QueueButtons ports={ports} entries={entries} />
      </header>
      <div class="queue-cards">
        {entries.slice(0, shownCards).map((entry) => (
          <DownloadCard key={entry.record.id} ports={ports} entry={entry} />
        ))}
      </div>
    </section>
  );
}

interface ToldProps extends QueueProps {
  title: string;
  /** More cards than that are not shown. */
  most: number;
}

/** Those with something to say, with the whole sentence: the rows of the history have no room for one. */
function Told({ ports, entries, title, most }: ToldProps) {
  if (entries.length === 0) return null;
  return (
    <section class="queue" aria-label={title}>
      <header class="history-head">
        <h2>
          {title} <span class="tab-count">{entries.length}</span>
        </h2>
      </header>
      <div class="queue-cards">
        {entries.slice(0, most).map((entry) => (
          <DownloadCard key={entry.record.id} ports={ports} entry={entry} />
        ))}
      </div>
    </section>
  );
}

/** What the screen needs of the dashboard. */
export interface DownloadsScreenProps {
  ports: DownloadPorts & Pick<DashboardPorts, 'listUnreadable'>;
  /** The page that one wants something of. */
  url: string | null;
  openPage(url: string): void;
}

/** The dashboard's part for single videos: a page to choose from, the queue, the history. */
export function DownloadsScreen({ ports, url, openPage }: DownloadsScreenProps) {
  const { entries, failure, revision } = useDownloads(ports);
  const unreadable = useUnreadable(ports, 'downloads');
  const open = entries?.filter(({ record }) => isOpenDownload(record)).reverse() ?? [];
  const ended = entries?.filter(({ record }) => !isOpenDownload(record)) ?? [];
  return (
    <article class="downloads">
      {failure && <ErrorNotice error={failure} />}
      <AddressField url={url} go={openPage} />
      <div class="downloads-now" data-both={url !== null && open.length > 0}>
        {url !== null && <DownloadPage key={url} ports={ports} url={url} />}
        <Queue ports={ports} entries={open} />
      </div>
      <Told
        ports={ports}
        title={texts.list.lacking}
        entries={ended.filter(({ record }) => canFillGaps(record.state))}
        most={shownCards}
      />
      <Told
        ports={ports}
        title={texts.list.failed}
        entries={ended.filter(({ record }) => record.state.status === 'failed')}
        most={shownFailures}
      />
      {ended.length > 0 && <DownloadHistory ports={ports} entries={ended} revision={revision} />}
      <UnreadableList
        {...unreadable}
        remove={(id) => ports.request('download.remove', { downloadIds: [id] })}
      />
      {entries?.length === 0 && unreadable.found.length === 0 && url === null && (
        <section class="empty">
          <Icon name="export" />
          <h2>{texts.list.empty}</h2>
          <p>{texts.list.emptyLead}</p>
        </section>
      )}
      <SpokenDownloads entries={entries} nowMs={ports.nowMs()} />
    </article>
  );
}
