import { useMemo, useState } from 'preact/hooks';
import { toShorterSide } from '../../../shared/model/quality.ts';
import { toToldError } from '../../../shared/told-error.ts';
import { Icon, type IconName } from '../components/icon.tsx';
import { ErrorNotice } from '../components/notice.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { VirtualTable } from '../components/virtual-table.tsx';
import {
  type DownloadAction,
  type DownloadEntry,
  searchDownloads,
  toDownloadView,
} from '../download-view.ts';
import { useDownloadActions } from '../hooks/use-download-actions.ts';
import type { DownloadPorts } from '../ports.ts';
import { formatAge, formatBytes } from '../quantities.ts';
import { downloadTexts as texts } from '../texts/download-texts.ts';

type RowAction = Extract<DownloadAction, 'reveal' | 'retry' | 'again' | 'copy' | 'remove'>;

const icons: Record<RowAction, IconName> = {
  reveal: 'folder',
  retry: 'again',
  again: 'again',
  copy: 'copy',
  remove: 'remove',
};
const isRowAction = (action: DownloadAction): action is RowAction => Object.hasOwn(icons, action);

function RowActions({ ports, entry }: { ports: DownloadPorts; entry: DownloadEntry }) {
  const actions = useDownloadActions(ports, entry.record);
  const view = toDownloadView(entry, ports.nowMs());
  return (
    <span class="row-actions">
      {actions.error && <StateBadge tone="bad" label={actions.error.message} />}
      {view.actions.filter(isRowAction).map((action) => {
        const isCopied = action === 'copy' && actions.done === 'copy';
        const label = isCopied ? texts.card.actions.copied : texts.card.actions[action];
        return (
          <button
            key={action}
            type="button"
            class="icon-button"
            data-action={action}
            title={label}
            aria-label={`${label}: ${view.title}`}
            disabled={actions.pending !== null}
            onClick={() => void actions.run(action)}
          >
            <Icon name={isCopied ? 'check' : icons[action]} />
          </button>
        );
      })}
    </span>
  );
}

function Title({ entry, nowMs }: { entry: DownloadEntry; nowMs: number }) {
  const view = toDownloadView(entry, nowMs);
  return (
    <a
      href={entry.record.url}
      target="_blank"
      rel="noreferrer"
      title={`${view.title}\n${texts.list.openPage}`}
    >
      {view.title}
    </a>
  );
}

function State({ entry, nowMs }: { entry: DownloadEntry; nowMs: number }) {
  const view = toDownloadView(entry, nowMs);
  const what = view.sentence ?? [...new Set([view.what, heightOf(entry)])].filter(Boolean).join(' · ');
  return (
    <span title={what}>
      <StateBadge tone={view.tone} label={view.stateLabel} /> {what}
    </span>
  );
}

function heightOf({ record: { state } }: DownloadEntry): string {
  const side = state.status === 'finished' ? toShorterSide(state.saved) : null;
  return side === null ? '' : `${side}p`;
}

const sizeOf = ({ record: { state } }: DownloadEntry): string =>
  state.status === 'finished' && state.saved.record ? formatBytes(state.saved.record.bytes) : '';

function RemoveShown({ ports, shown }: { ports: DownloadPorts; shown: readonly DownloadEntry[] }) {
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const remove = async () => {
    setAsking(false);
    setError(null);
    const downloadIds = shown.map(({ record }) => record.id);
    await ports.request('download.remove', { downloadIds }).catch(setError);
  };
  return (
    <>
      <button
        type="button"
        class="button"
        onBlur={() => setAsking(false)}
        onClick={() => (asking ? void remove() : setAsking(true))}
      >
        <Icon name="remove" />
        {asking ? texts.list.removeShownSure : texts.list.removeShown(shown.length)}
      </button>
      {error && <ErrorNotice error={toToldError(error)} />}
    </>
  );
}

interface DownloadHistoryProps {
  ports: DownloadPorts;
  /** Those that have ended, newest first. */
  entries: readonly DownloadEntry[];
  revision: number;
}

/** Everything that has ended, to be searched, in a table of any length. */
export function DownloadHistory({ ports, entries, revision }: DownloadHistoryProps) {
  const [wanted, setWanted] = useState('');
  const shown = useMemo(() => searchDownloads(entries, wanted), [revision, entries.length, wanted]);
  const nowMs = ports.nowMs();
  const { table } = texts.list;
  return (
    <section class="history">
      <header class="history-head">
        <h2>{texts.list.history}</h2>
        <input
          type="search"
          aria-label={texts.list.search}
          placeholder={texts.list.search}
          value={wanted}
          onInput={({ currentTarget }) => setWanted(currentTarget.value)}
        />
        {shown.length > 1 && <RemoveShown ports={ports} shown={shown} />}
      </header>
      {shown.length === 0 ? (
        <p class="hint">{texts.list.noneFound}</p>
      ) : (
        <VirtualTable
          key={wanted}
          name={table.name}
          columns={[
            { label: table.title },
            { label: table.what, width: 'max(34%, 116px)' },
            { label: table.size, width: '84px', wideOnly: true },
            { label: table.when, width: '112px', wideOnly: true },
            { label: table.actions, width: 'max(11%, 108px)' },
          ]}
          count={shown.length}
          revision={revision}
          readRows={async ({ offset, limit }) => shown.slice(offset, offset + limit)}
          renderCells={(entry: DownloadEntry) => [
            <Title key="title" entry={entry} nowMs={nowMs} />,
            <State key="what" entry={entry} nowMs={nowMs} />,
            sizeOf(entry),
            formatAge(entry.record.finishedAt ?? entry.record.createdAt, nowMs),
            <RowActions key={entry.record.id} ports={ports} entry={entry} />,
          ]}
        />
      )}
    </section>
  );
}
