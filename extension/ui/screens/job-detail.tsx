import { useEffect, useState } from 'preact/hooks';
import type { Job, Step } from '../../../shared/model/job.ts';
import { isDelivered } from '../../core/jobs/job-state.ts';
import { toAsked } from '../../core/jobs/same-choice.ts';
import { Icon, type IconName } from '../components/icon.tsx';
import { JobActionButtons, JobProgress, JobSentence } from '../components/job-card.tsx';
import { Notice } from '../components/notice.tsx';
import { SpendingLine } from '../components/spending-line.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { Tabs } from '../components/tabs.tsx';
import { describeOptions } from '../describe-options.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import { usePart } from '../hooks/use-part.ts';
import { isAboutCompanion } from '../is-about-companion.ts';
import { type JobEntry, toJobView, toStepLabel } from '../job-view.ts';
import type { DashboardPorts } from '../ports.ts';
import { formatBytes, formatCount, formatDuration, formatInstant } from '../quantities.ts';
import { dashboardTexts } from '../texts/dashboard-texts.ts';
import { texts } from '../texts/screen-texts.ts';
import { JobReport } from './job-report.tsx';
import { FileTable, ItemTable } from './job-tables.tsx';

const stepIcons: Record<Step['status'], IconName> = {
  pending: 'clock',
  running: 'resume',
  done: 'check',
  skipped: 'cancel',
  failed: 'alert',
};

const countStep = ({ done, total }: Step): string => {
  if (total === 0) return '';
  if (total !== null) return texts.jobs.of(done, total);
  return done > 0 ? formatCount(done) : '';
};

function StepList({ job, steps }: { job: Job; steps: readonly Step[] }) {
  return (
    <ol class="steps">
      {steps.map((step) => (
        <li key={step.index} data-status={step.status}>
          <Icon name={stepIcons[step.status]} />
          <span class="step-label">
            {toStepLabel(step, job.ref)}
            <span class="spoken">, {dashboardTexts.stepStatus[step.status]}</span>
            {step.error && <small>{step.error.message}</small>}
          </span>
          <span class="step-count">{countStep(step)}</span>
        </li>
      ))}
    </ol>
  );
}

/** Where the archive lies, as far as it is known: of a place that was picked the browser tells only the name. */
function describePlace({ target }: Job): string | null {
  if (!target) return null;
  if (target.by === 'host') return target.path;
  if (!target.place) return target.folder;
  return target.place.kind === 'file' ? target.place.name : `${target.place.name}/${target.folder}`;
}

function JobFacts({ job, nowMs }: { job: Job; nowMs: number }) {
  const { facts } = dashboardTexts;
  const endMs = job.finishedAt ? Date.parse(job.finishedAt) : null;
  const rows: [string, string | null][] = [
    [facts.started, formatInstant(job.createdAt, nowMs)],
    [facts.finished, job.finishedAt && formatInstant(job.finishedAt, nowMs)],
    [facts.took, endMs === null ? null : formatDuration((endMs - Date.parse(job.createdAt)) / 1000)],
    [facts.files, job.counts.files > 0 ? formatCount(job.counts.files) : null],
    [facts.size, job.counts.bytes > 0 ? formatBytes(job.counts.bytes) : null],
    [facts.folder, describePlace(job)],
    [facts.options, describeOptions(toAsked(job), job)],
  ];
  return (
    <dl class="facts">
      {rows.map(([name, value]) =>
        value ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

interface JobDetailProps {
  ports: DashboardPorts;
  entry: JobEntry;
  revision: number;
  openCompanion(): void;
}

function Notices({ job, openCompanion }: { job: Job; openCompanion(): void }) {
  return (
    <>
      {job.notices.map(({ code, message }) => (
        <Notice key={code} tone="warn">
          {message}{' '}
          {code.startsWith('host.') && (
            <button type="button" class="link" onClick={openCompanion}>
              {texts.companion.howToInstall}
            </button>
          )}
        </Notice>
      ))}
    </>
  );
}

function Overview({
  ports,
  entry,
  steps,
}: {
  ports: DashboardPorts;
  entry: JobEntry;
  steps: readonly Step[];
}) {
  return (
    <div class="overview">
      <section>
        <h3>{dashboardTexts.report}</h3>
        <JobReport ports={ports} job={entry.job} />
        <JobFacts job={entry.job} nowMs={ports.nowMs()} />
        {canCheck(entry.job) && <CheckPart ports={ports} job={entry.job} />}
      </section>
      <section>
        <h3>{dashboardTexts.stepsTitle}</h3>
        <StepList job={entry.job} steps={steps} />
      </section>
    </div>
  );
}

/** Both are loaded when they are wanted. */
function CheckPart(props: { ports: DashboardPorts; job: Job }) {
  const Part = usePart(async () => (await import('./archive-check.tsx')).ArchiveCheck);
  return Part && <Part {...props} />;
}

function DiscardPart(props: { ports: DashboardPorts; job: Job; title: string }) {
  const Part = usePart(async () => (await import('../components/discard-button.tsx')).DiscardButton);
  return Part && <Part {...props} />;
}

/** There is something to compare with, and it can be read: delivered, or in the companion's folder, however the export ended. */
function canCheck(job: Job): boolean {
  const { state, target, completeness } = job;
  if (target === null || state.status === 'done') return target !== null;
  // Without an account of the export nothing was packed yet, and Resume is what goes on.
  return state.status === 'failed' && completeness !== null && (target.by === 'host' || isDelivered(job));
}

/** The companion's folder stays when an export is removed from the list; of one that did not end well it need not. */
const canDiscard = ({ state, target }: Job): boolean =>
  (state.status === 'failed' || state.status === 'cancelled') && target?.by === 'host';

/** A place that was picked may have to be asked for anew, which the browser does only within this click. */
function withPlace(ports: DashboardPorts, { options: { target } }: Job): DashboardPorts {
  if (!('placeId' in target)) return ports;
  return {
    ...ports,
    async request(name, request) {
      if (name === 'job.resume') await (await ports.openPlaceDesk()).ask(target.placeId);
      return ports.request(name, request);
    },
  };
}

const isUnderWay = ({ state }: Job): boolean => state.status === 'running' || state.status === 'waiting';

type JobTab = keyof typeof dashboardTexts.tabs;

interface JobRows {
  steps: Step[];
  items: number;
  files: number;
}

/** What the store holds of a job beside its record, read again with every revision. */
function useJobRows(ports: DashboardPorts, jobId: string, revision: number): JobRows {
  const [rows, setRows] = useState<JobRows>({ steps: [], items: 0, files: 0 });
  const { queries } = ports;
  const [answer] = useAnswer(`${jobId}@${revision}`, async () => {
    const reads = [queries.listSteps(jobId), queries.countItems(jobId), queries.countFiles(jobId)] as const;
    const [steps, items, files] = await Promise.all(reads);
    return { steps, items, files };
  });
  // The last rows stay while newer ones are read.
  useEffect(() => {
    if (answer.phase === 'ready') setRows(answer.value);
  }, [answer]);
  return rows;
}

/** One export in full: state, actions, report, steps, items and files. */
export function JobDetail({ ports, entry, revision, openCompanion }: JobDetailProps) {
  const { job } = entry;
  const [tab, setTab] = useState<JobTab>('overview');
  const rows = useJobRows(ports, job.id, revision);
  // Of one that is under way they come with its other numbers.
  const steps = entry.steps.length > 0 ? entry.steps : rows.steps;
  const view = toJobView({ ...entry, steps }, ports.nowMs());
  const table = { queries: ports.queries, jobId: job.id, revision };
  return (
    <article class="job-detail">
      <header class="job-detail-head">
        <h2 dir="auto">{view.title}</h2>
        <p>
          <StateBadge tone={view.tone} label={view.stateLabel} /> {view.kind}
        </p>
      </header>
      {view.sentence && (
        <Notice tone={view.tone}>
          <JobSentence view={view} job={job} />{' '}
          {'error' in job.state && isAboutCompanion(job.state.error.code) && (
            <button type="button" class="link" onClick={ports.openDoctor}>
              {texts.companion.findOut}
            </button>
          )}
        </Notice>
      )}
      <JobProgress view={view} job={job} />
      {isUnderWay(job) && <SpendingLine ports={ports} platform={job.ref.platform} revision={revision} />}
      <JobActionButtons ports={withPlace(ports, job)} job={job} title={view.title} actions={view.actions}>
        {canDiscard(job) && <DiscardPart ports={ports} job={job} title={view.title} />}
      </JobActionButtons>
      <Notices job={job} openCompanion={openCompanion} />
      <Tabs<JobTab>
        labels={dashboardTexts.tabs}
        counts={{ items: formatCount(rows.items), files: formatCount(rows.files) }}
        current={tab}
        select={setTab}
      >
        {tab === 'overview' && <Overview ports={ports} entry={entry} steps={steps} />}
        {tab === 'items' && <ItemTable {...table} count={rows.items} />}
        {tab === 'files' && <FileTable {...table} count={rows.files} />}
      </Tabs>
    </article>
  );
}
