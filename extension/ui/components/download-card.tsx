import { useEffect, useRef, useState } from 'preact/hooks';
import { type DownloadAction, type DownloadEntry, toDownloadView } from '../download-view.ts';
import {
  type DownloadActions,
  type DownloadDeed,
  useDownloadActions,
} from '../hooks/use-download-actions.ts';
import type { DownloadPorts } from '../ports.ts';
import { downloadTexts as texts } from '../texts/download-texts.ts';
import { Icon, type IconName } from './icon.tsx';
import { ErrorNotice } from './notice.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { StateBadge } from './state-badge.tsx';

type Shown = DownloadAction | DownloadDeed;

const icons: Partial<Record<Shown, IconName>> = {
  pause: 'pause',
  resume: 'resume',
  now: 'resume',
  cancel: 'cancel',
  retry: 'again',
  again: 'again',
  reveal: 'folder',
  copy: 'copy',
  companion: 'alert',
  remove: 'remove',
};

interface ActionButtonProps {
  action: Shown;
  title: string;
  actions: DownloadActions;
  onClick(): void;
}

function ActionButton({ action, title, actions, onClick }: ActionButtonProps) {
  const label =
    action === 'copy' && actions.done === 'copy' ? texts.card.actions.copied : texts.card.actions[action];
  const icon = icons[action];
  return (
    <button
      type="button"
      class="button"
      data-action={action}
      disabled={actions.pending !== null}
      aria-label={`${label}: ${title}`}
      onClick={onClick}
    >
      {icon && <Icon name={icon} />}
      {label}
    </button>
  );
}

interface DownloadButtonsProps {
  ports: DownloadPorts;
  entry: DownloadEntry;
  title: string;
  offered: readonly DownloadAction[];
}

/** What can be done with a download. Cancel first asks what becomes of what has arrived. */
function DownloadButtons({ ports, entry, title, offered }: DownloadButtonsProps) {
  const { record } = entry;
  const actions = useDownloadActions(ports, record);
  const [asking, setAsking] = useState(false);
  const row = useRef<HTMLDivElement>(null);
  const canCancel = offered.includes('cancel');
  useEffect(() => {
    if (!canCancel) setAsking(false);
  }, [canCancel]);
  // The button that had the focus is gone; its successor is the first of those that took its place.
  const ask = (now: boolean) => {
    setAsking(now);
    requestAnimationFrame(() => row.current?.querySelector('button')?.focus());
  };
  const choose = (action: Shown) => {
    if (action === 'cancel') return record.begun ? ask(true) : void actions.run('discard');
    void actions.run(action);
  };
  return (
    <>
      {asking && <p class="job-sentence">{texts.card.cancelHow}</p>}
      <div class="actions" ref={row}>
        {(asking ? (['keep', 'discard'] as const) : offered).map((action) => (
          <ActionButton
            key={action}
            action={action}
            title={title}
            actions={actions}
            onClick={() => choose(action)}
          />
        ))}
        {asking && (
          <button type="button" class="button" onClick={() => ask(false)}>
            {texts.card.actions.goOn}
          </button>
        )}
      </div>
      {actions.error && <ErrorNotice error={actions.error} />}
    </>
  );
}

interface DownloadCardProps {
  ports: DownloadPorts;
  entry: DownloadEntry;
}

/** One download: title, state, progress while it runs, and what can be done. */
export function DownloadCard({ ports, entry }: DownloadCardProps) {
  const view = toDownloadView(entry, ports.nowMs());
  const facts = view.facts.join(' · ');
  const hasBar = view.activity !== null || view.fraction !== null;
  return (
    <article class="job-card" data-status={entry.record.state.status}>
      <div class="job-head">
        <h3 class="download-title" dir="auto" title={view.title}>
          {view.title}
        </h3>
        <StateBadge tone={view.tone} label={view.stateLabel} />
      </div>
      <p class="job-summary">{hasBar ? view.what : [view.what, facts].filter(Boolean).join(' · ')}</p>
      {hasBar && (
        <div class="job-progress">
          {view.activity && <p class="job-activity">{view.activity}</p>}
          <ProgressBar name={texts.list.progressOf(view.title)} fraction={view.fraction} valueText={facts} />
          <p class="job-facts">{facts || ' '}</p>
        </div>
      )}
      {view.sentence && <p class="job-sentence">{view.sentence}</p>}
      <DownloadButtons ports={ports} entry={entry} title={view.title} offered={view.actions} />
    </article>
  );
}
