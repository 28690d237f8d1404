/** What the button shows, as a pure function of where the page's export is. */
import type { SourceKind } from '../../../shared/model/source.ts';
import type { PageNews } from '../../messaging/protocol.ts';
import { pageButtonTexts as texts } from '../../ui/texts/page-button-texts.ts';

/** What the page was told of its export. */
export type PageJob = Omit<PageNews, 'to' | 'refUrl'>;

/** Where the export of one page is. */
export type ButtonState =
  | { phase: 'idle' }
  | { phase: 'starting' }
  /** The start itself did not work; a click tries again. */
  | { phase: 'refused'; sentence: string }
  | { phase: 'job'; job: PageJob };

export type ButtonAction = keyof typeof texts.actions;

export interface ButtonView {
  label: string;
  /** For screen readers. */
  name: string;
  title: string;
  tone: 'idle' | 'busy' | 'good' | 'bad';
  /** 0 to 1; null when it is not known or not running. */
  fraction: number | null;
  /** What the panel offers; empty when a click starts the export right away. */
  actions: ButtonAction[];
}

type JobFace = Pick<ButtonView, 'tone' | 'actions'> & { label: string };

const jobFaces: Record<PageJob['status'], JobFace> = {
  queued: { label: texts.queued, tone: 'busy', actions: ['cancel', 'dashboard'] },
  running: { label: texts.exporting, tone: 'busy', actions: ['cancel', 'dashboard'] },
  waiting: { label: texts.paused, tone: 'busy', actions: ['resume', 'cancel', 'dashboard'] },
  blocked: { label: texts.blocked, tone: 'bad', actions: ['resume', 'cancel', 'dashboard'] },
  done: { label: texts.saved, tone: 'good', actions: ['reveal', 'again', 'dashboard'] },
  failed: { label: texts.failed, tone: 'bad', actions: ['resume', 'again', 'dashboard'] },
  cancelled: { label: texts.cancelled, tone: 'idle', actions: ['resume', 'again', 'dashboard'] },
};

function toFace({ status, nothing, isPartial }: PageJob): JobFace {
  if (status !== 'done') return jobFaces[status];
  if (nothing !== undefined) return { label: nothing, tone: 'idle', actions: ['again', 'dashboard'] };
  return isPartial ? { ...jobFaces.done, label: texts.partlySaved, tone: 'idle' } : jobFaces.done;
}

function toJobView(job: PageJob): ButtonView {
  const face = toFace(job);
  const counted = job.status === 'running' && job.total !== null && job.total > 0;
  const label = counted ? texts.exportingOf(job.done, job.total ?? 0) : face.label;
  const fraction = counted ? Math.min(1, job.done / (job.total ?? 1)) : null;
  return { ...face, label, name: texts.jobName(label), title: job.sentence || label, fraction };
}

/** The face of the button on a page of this kind. */
export function toButtonView(state: ButtonState, kind: SourceKind): ButtonView {
  const name = texts.idleName(kind);
  const plain = { name, title: name, fraction: null, actions: [] };
  switch (state.phase) {
    case 'idle':
      return { ...plain, label: texts.idle, tone: 'idle' };
    case 'starting':
      return { ...plain, label: texts.starting, name: texts.starting, tone: 'busy' };
    case 'refused':
      return { ...plain, label: texts.idle, title: state.sentence, tone: 'bad' };
    case 'job':
      return toJobView(state.job);
  }
}
