import { useState } from 'preact/hooks';
import { isOpenDownload } from '../../core/downloads/download-record.ts';
import { AddressField } from '../components/address-field.tsx';
import { DownloadCard } from '../components/download-card.tsx';
import { Icon } from '../components/icon.tsx';
import { ErrorNotice } from '../components/notice.tsx';
import { SpokenDownloads } from '../components/spoken-downloads.tsx';
import type { DownloadEntry } from '../download-view.ts';
import { useDownloads } from '../hooks/use-downloads.ts';
import { useKeptFocus } from '../hooks/use-kept-focus.ts';
import type { DownloadPorts } from '../ports.ts';
import { downloadTexts as texts } from '../texts/download-texts.ts';
import { DownloadPage } from './download-page.tsx';

const recentCount = 3;
/** A queue of hundreds is for the dashboard. */
const openCount = 5;

interface CardListProps {
  ports: DownloadPorts;
  title: string;
  entries: readonly DownloadEntry[];
}

function CardList({ ports, title, entries }: CardListProps) {
  if (entries.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      {entries.map((entry) => (
        <DownloadCard key={entry.record.id} ports={ports} entry={entry} />
      ))}
    </section>
  );
}

/** What the tab needs of the popup. */
export interface DownloadTabProps {
  ports: DownloadPorts;
  /** The page under the popup; null when it has no address that may be known. */
  url: string | null;
  openDownloads(): void;
}

/** The popup's part for single videos: what the page holds, what is under way, what was saved last. */
export function DownloadTab({ ports, url, openDownloads }: DownloadTabProps) {
  const [address, setAddress] = useState(url);
  const { entries, failure } = useDownloads(ports);
  useKeptFocus();
  const open = entries?.filter(({ record }) => isOpenDownload(record)) ?? [];
  const ended = entries?.filter(({ record }) => !isOpenDownload(record)) ?? [];
  return (
    <>
      {failure && <ErrorNotice error={failure} />}
      {/* The queue runs from the oldest. */}
      <CardList ports={ports} title={texts.list.open} entries={open.slice(-openCount).reverse()} />
      {(url === null || address !== url) && <AddressField url={address} go={setAddress} />}
      {address !== null && (
        <DownloadPage key={address} ports={ports} url={address} onStarted={() => scrollTo({ top: 0 })} />
      )}
      <CardList ports={ports} title={texts.list.recent} entries={ended.slice(0, recentCount)} />
      {entries !== null && entries.length > 0 && (
        <button type="button" class="link see-all" onClick={openDownloads}>
          <Icon name="list" />
          {texts.list.seeAll}
        </button>
      )}
      <SpokenDownloads entries={entries} nowMs={ports.nowMs()} />
    </>
  );
}
