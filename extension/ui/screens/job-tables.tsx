/** The long tables of a job: its items and its files. */
import { errorCodes } from '../../../shared/error-codes.ts';
import type { Count } from '../../../shared/model/item.ts';
import { isSaved, listLacking } from '../../core/items/is-saved.ts';
import type { ItemRecord } from '../../core/items/item-record.ts';
import type { StoredFile } from '../../core/jobs/job-records.ts';
import { toShownTitle } from '../../core/names/shown-title.ts';
import { StateBadge } from '../components/state-badge.tsx';
import { VirtualTable } from '../components/virtual-table.tsx';
import type { Tone } from '../job-view.ts';
import type { ScreenQueries, Slice } from '../ports.ts';
import { formatBytes, formatCount, formatDay } from '../quantities.ts';
import { dashboardTexts } from '../texts/dashboard-texts.ts';

interface JobTableProps {
  queries: ScreenQueries;
  jobId: string;
  count: number;
  revision: number;
}

type ItemState = keyof typeof dashboardTexts.itemState;

const itemTones: Record<ItemState, Tone> = {
  saved: 'good',
  partly: 'warn',
  pending: 'idle',
  refused: 'bad',
  excluded: 'idle',
};

function toItemState(record: ItemRecord): ItemState {
  if (record.excluded) return 'excluded';
  if (isSaved(record)) return listLacking(record).length > 0 ? 'partly' : 'saved';
  return record.refusals.length > 0 ? 'refused' : 'pending';
}

function ItemTitle({ item }: Pick<ItemRecord, 'item'>) {
  const title = toShownTitle(item);
  // The address was read from a page; only links to pages are made of it.
  if (!item.url.startsWith('https://')) return <>{title}</>;
  return (
    <a href={item.url} target="_blank" rel="noreferrer" title={title}>
      {title}
    </a>
  );
}

function ItemStateCell({ record }: { record: ItemRecord }) {
  const state = toItemState(record);
  const sentences = new Set(record.refusals.map(({ code }) => errorCodes[code].sentence));
  const details = record.refusals.map(({ message }) => message).join('\n');
  return (
    <span title={details || undefined}>
      <StateBadge tone={itemTones[state]} label={dashboardTexts.itemState[state]} />{' '}
      {[...sentences].join(' ')}
    </span>
  );
}

/** Folders of bookmarks are lists as playlists are, and are told from them by where they were listed. */
const toKind = ({ item, seenIn }: ItemRecord): string =>
  item.kind === 'playlist' && seenIn.includes('collections')
    ? dashboardTexts.itemsTable.collection
    : dashboardTexts.itemKinds[item.kind];

const toDay = ({ item: { createdAt } }: ItemRecord): string => {
  if (createdAt.precision === 'exact') return formatDay(createdAt.at);
  return createdAt.precision === 'approximate' ? createdAt.text : '';
};

const toCountText = (count: Count): string =>
  count.precision === 'exact' ? formatCount(count.value) : count.text;

/** "1,204 views"; likes where views are not told. */
function toStats({ item: { stats } }: ItemRecord): string {
  const { views, likes } = dashboardTexts.itemsTable;
  if (stats.views) return views(toCountText(stats.views));
  return stats.likes ? likes(toCountText(stats.likes)) : '';
}

/** Every item of a job with its state, of any number. */
export function ItemTable({ queries, jobId, count, revision }: JobTableProps) {
  const { itemsTable } = dashboardTexts;
  if (count === 0) return <p class="hint">{dashboardTexts.noItems}</p>;
  return (
    <VirtualTable
      name={itemsTable.name}
      columns={[
        { label: itemsTable.title },
        { label: itemsTable.day, width: '136px', wideOnly: true },
        { label: itemsTable.kind, width: '112px', wideOnly: true },
        { label: itemsTable.stats, width: '136px', wideOnly: true },
        { label: itemsTable.state, width: 'max(28%, 128px)' },
      ]}
      count={count}
      revision={revision}
      readRows={(slice: Slice) => queries.listItemRecords(jobId, slice)}
      renderCells={(record) => [
        <ItemTitle key="title" item={record.item} />,
        toDay(record),
        toKind(record),
        toStats(record),
        <ItemStateCell key="state" record={record} />,
      ]}
    />
  );
}

/** Every file of a job with its size and hash, of any number. */
export function FileTable({ queries, jobId, count, revision }: JobTableProps) {
  const { filesTable } = dashboardTexts;
  if (count === 0) return <p class="hint">{dashboardTexts.noFiles}</p>;
  return (
    <VirtualTable
      name={filesTable.name}
      columns={[
        { label: filesTable.path },
        { label: filesTable.size, width: '80px' },
        { label: filesTable.hash, width: '124px', wideOnly: true },
      ]}
      count={count}
      revision={revision}
      readRows={(slice: Slice) => queries.listFiles(jobId, slice)}
      renderCells={(file: StoredFile) => [
        <span key="path" title={[file.path, file.made].filter(Boolean).join(': ')}>
          {file.path}
          {file.made && <small class="hint"> {file.made}</small>}
        </span>,
        formatBytes(file.bytes),
        <code key="hash" title={file.sha256}>
          {file.sha256.slice(0, 12)}…
        </code>,
      ]}
    />
  );
}
