import type { ComponentChildren } from 'preact';
import type { Job } from '../../../shared/model/job.ts';
import { isWithoutVideos } from '../../core/jobs/given-up-videos.ts';
import { type SentAction, useJobActions } from '../hooks/use-job-actions.ts';
import { isOpen, type JobAction, type JobEntry, type JobView, toJobView } from '../job-view.ts';
import type { ScreenPorts } from '../ports.ts';
import { formatAge, formatBytes } from '../quantities.ts';
import { texts } from '../texts/screen-texts.ts';
import { Icon, type IconName } from './icon.tsx';
import { ErrorNotice, ToldWords } from './notice.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { StateBadge } from './state-badge.tsx';

const icons: Record<JobAction, IconName> = {
  open: 'pointer',
  cancel: 'cancel',
  resume: 'resume',
  reveal: 'folder',
  retry: 'resume',
  again: 'again',
  new: 'again',
  remove: 'remove',
};

const isSent = (action: JobAction): action is SentAction => action !== 'open';

interface JobActionButtonsProps {
  ports: ScreenPorts;
  job: Job;
  title: string;
  actions: readonly JobAction[];
  /** Further buttons. */
  children?: ComponentChildren;
}

/** Buttons for what can be done with a job, with their own error. */
export function JobActionButtons({ ports, job, title, actions, children }: JobActionButtonsProps) {
  const { pending, error, run } = useJobActions(ports, job);
  return (
    <>
      <div class="actions">
        {actions.includes('open') && (
          <a class="button primary" data-action="open" href={job.ref.url} target="_blank" rel="noreferrer">
            <Icon name={icons.open} />
            {texts.jobs.actions.open}
          </a>
        )}
        {actions.filter(isSent).map((action) => (
          <button
            key={action}
            type="button"
            class="button"
            data-action={action}
            disabled={pending !== null}
            aria-label={`${texts.jobs.actions[action]}: ${title}`}
            onClick={() => run(action)}
          >
            <Icon name={icons[action]} />
            {texts.jobs.actions[action]}
          </button>
        ))}
        {children}
      </div>
      {error && <ErrorNotice error={error} />}
    </>
  );
}

/** What the job is doing, with bar and numbers; nothing for jobs that do not run. */
export function JobProgress({ view, job }: { view: JobView; job: Job }) {
  if (job.state.status !== 'running') return null;
  const facts = view.facts.join(' · ');
  return (
    <div class="job-progress">
      <p class="job-activity">{view.activity ?? view.stateLabel}</p>
      <ProgressBar name={texts.jobs.progressOf(view.title)} fraction={view.fraction} valueText={facts} />
      <p class="job-facts">{facts}</p>
    </div>
  );
}

/** What saved posts lack, said of each kind as `say` does. */
export function describeLacking(
  { completeness }: Job,
  say: (what: string, count: number) => string,
): string[] {
  const lacking = completeness?.lacking ?? [];
  return (['comments', 'captions'] as const).flatMap((what) => {
    const count = lacking.filter((one) => one.what.includes(what)).length;
    return count > 0 ? [say(what, count)] : [];
  });
}

/** Why it stands still; what waits for the user says what they are to do. */
export const JobSentence = ({ view, job: { state } }: { view: JobView; job: Job }) =>
  state.status === 'blocked' || state.status === 'failed' ? <ToldWords error={state.error} /> : view.sentence;

/** "42 items · 1.2 GB · 3 not saved · 5 min ago". */
export function summariseJob(job: Job, nowMs: number): string {
  const { saved, seen, refused, bytes } = job.counts;
  const parts = [
    texts.jobs.items(job.state.status === 'done' ? saved : seen),
    bytes > 0 && formatBytes(bytes),
    refused > 0 && texts.jobs.refused(refused),
    isWithoutVideos(job) && texts.jobs.withoutVideos,
    ...describeLacking(job, texts.jobs.without),
    formatAge(job.finishedAt ?? job.createdAt, nowMs),
  ];
  return parts.filter(Boolean).join(' · ');
}

interface JobCardProps {
  ports: ScreenPorts;
  entry: JobEntry;
  /** Actions to offer of those the job has; all of them unless given. */
  offer?: readonly JobAction[];
  openDetails(jobId: string): void;
  children?: ComponentChildren;
}

/** One job in a list: title, state, progress while it runs, and what can be done. */
export function JobCard({ ports, entry, offer, openDetails, children }: JobCardProps) {
  const { job } = entry;
  const nowMs = ports.nowMs();
  const view = toJobView(entry, nowMs);
  return (
    <article class="job-card" data-job={job.id} data-status={job.state.status}>
      <div class="job-head">
        <button type="button" class="job-title" dir="auto" onClick={() => openDetails(job.id)}>
          {view.title}
        </button>
        <StateBadge tone={view.tone} label={view.stateLabel} />
      </div>
      <p class="job-summary">
        {view.kind}
        {!isOpen(job) && ` · ${summariseJob(job, nowMs)}`}
      </p>
      <JobProgress view={view} job={job} />
      {view.sentence && (
        <p class="job-sentence">
          <JobSentence view={view} job={job} />
        </p>
      )}
      <JobActionButtons
        ports={ports}
        job={job}
        title={view.title}
        actions={view.actions.filter((action) => offer?.includes(action) ?? true)}
      />
      {children}
    </article>
  );
}
