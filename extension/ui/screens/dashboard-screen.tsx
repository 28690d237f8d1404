import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { type CompanionAnswer, CompanionLine } from '../components/companion-line.tsx';
import { Icon, type IconName, Logo } from '../components/icon.tsx';
import { summariseJob } from '../components/job-card.tsx';
import { ErrorNotice } from '../components/notice.tsx';
import { ProgressBar } from '../components/progress-bar.tsx';
import { SpokenJobs } from '../components/spoken-jobs.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { UnreadableList, useUnreadable } from '../components/unreadable-list.tsx';
import { type DashboardRoute, toDashboardHash } from '../dashboard-route.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import { type Jobs, useJobs } from '../hooks/use-jobs.ts';
import { focusTitle, useKeptFocus } from '../hooks/use-kept-focus.ts';
import { useKeptScroll } from '../hooks/use-kept-scroll.ts';
import { useMediaQuery } from '../hooks/use-media-query.ts';
import { usePart } from '../hooks/use-part.ts';
import { useRoute } from '../hooks/use-route.ts';
import { isOpen, type JobEntry, toJobView } from '../job-view.ts';
import type { DashboardPorts } from '../ports.ts';
import { dashboardTexts } from '../texts/dashboard-texts.ts';
import { texts } from '../texts/screen-texts.ts';
import { CompanionSection } from './companion-section.tsx';
import type { DoctorScreenProps } from './doctor-screen.tsx';
import type { DownloadsScreenProps } from './downloads-screen.tsx';
import { JobDetail } from './job-detail.tsx';

const entryIcons: IconName[] = ['export', 'toolbar', 'pointer'];

/** For the first visit: what an export is and the three ways to start one. */
function EmptyState({ homes }: Pick<DashboardPorts, 'homes'>) {
  const dashboard = dashboardTexts;
  return (
    <section class="empty">
      <Logo />
      <h2>{dashboard.emptyTitle}</h2>
      <p>{dashboard.emptyLead}</p>
      <div class="actions">
        {homes.map(({ label, homeUrl }) => (
          <a key={label} class="button primary" href={homeUrl}>
            {dashboard.openSite(label)}
          </a>
        ))}
      </div>
      <ul>
        {dashboard.entries.map(({ title, text }, place) => (
          <li key={title}>
            <Icon name={entryIcons[place] ?? 'export'} />
            <h3>{title}</h3>
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface JobRowProps {
  entry: JobEntry;
  nowMs: number;
  current: boolean;
  open(): void;
}

function JobRow({ entry, nowMs, current, open }: JobRowProps) {
  const view = toJobView(entry, nowMs);
  const { job } = entry;
  const facts = view.facts.join(' · ');
  return (
    <li>
      <button
        type="button"
        class="job-row"
        data-place={toDashboardHash({ view: 'job', jobId: job.id })}
        aria-current={current ? 'page' : undefined}
        onClick={open}
      >
        <span class="job-head">
          <span class="job-row-title" dir="auto">
            {view.title}
          </span>
          <StateBadge tone={view.tone} label={view.stateLabel} />
        </span>
        {view.activity && (
          <ProgressBar name={texts.jobs.progressOf(view.title)} fraction={view.fraction} valueText={facts} />
        )}
        <span class="job-row-facts">
          {view.activity ? `${view.activity} · ${facts}` : `${view.kind} · ${summariseJob(job, nowMs)}`}
        </span>
      </button>
    </li>
  );
}

/** Loaded when they are wanted: a visit to the exports need not wait for them. */
function DownloadsPart(props: DownloadsScreenProps) {
  const Screen = usePart(async () => (await import('./downloads-screen.tsx')).DownloadsScreen);
  return Screen ? <Screen {...props} /> : <p class="hint">{texts.loading}</p>;
}

function DoctorPart(props: DoctorScreenProps) {
  const Screen = usePart(async () => (await import('./doctor-screen.tsx')).DoctorScreen);
  return Screen ? <Screen {...props} /> : <p class="hint">{texts.loading}</p>;
}

function AccountsPart(props: { ports: DashboardPorts }) {
  const Screen = usePart(async () => (await import('./accounts-screen.tsx')).AccountsScreen);
  return Screen ? <Screen {...props} /> : <p class="hint">{texts.loading}</p>;
}

function ConvertPart(props: { ports: DashboardPorts }) {
  const Screen = usePart(async () => (await import('./convert-screen.tsx')).ConvertScreen);
  return Screen ? <Screen {...props} /> : <p class="hint">{texts.loading}</p>;
}

function PlacesPart(props: { ports: DashboardPorts }) {
  const Screen = usePart(async () => (await import('./places-screen.tsx')).PlacesScreen);
  return Screen ? <Screen {...props} /> : <p class="hint">{texts.loading}</p>;
}

const sections = [
  { name: 'exports', route: { view: 'jobs' } },
  { name: 'downloads', route: { view: 'downloads', url: null } },
  { name: 'convert', route: { view: 'convert' } },
  { name: 'places', route: { view: 'places' } },
  { name: 'accounts', route: { view: 'accounts' } },
  { name: 'companion', route: { view: 'companion' } },
] as const;

const sectionOf: Record<DashboardRoute['view'], (typeof sections)[number]['name']> = {
  jobs: 'exports',
  job: 'exports',
  downloads: 'downloads',
  companion: 'companion',
  doctor: 'companion',
  accounts: 'accounts',
  convert: 'convert',
  places: 'places',
};

function SectionLinks({ view }: { view: DashboardRoute['view'] }) {
  return (
    <nav class="sections" aria-label={dashboardTexts.sectionsName}>
      {sections.map(({ name, route }) => (
        <a
          key={name}
          href={toDashboardHash(route)}
          aria-current={sectionOf[view] === name ? 'true' : undefined}
        >
          {dashboardTexts.sections[name]}
        </a>
      ))}
    </nav>
  );
}

interface PaneProps {
  ports: DashboardPorts;
  jobs: Jobs;
  route: DashboardRoute;
  companion: CompanionAnswer;
  checkCompanion(): void;
  go(route: DashboardRoute): void;
}

function MainPane({ ports, jobs, route, companion, checkCompanion, go }: PaneProps): ComponentChildren {
  if (route.view === 'companion') {
    return (
      <CompanionSection
        ports={ports}
        answer={companion}
        checkAgain={checkCompanion}
        openDoctor={() => go({ view: 'doctor' })}
      />
    );
  }
  if (route.view === 'doctor') {
    return (
      <DoctorPart ports={ports} openInstall={() => go({ view: 'companion' })} onRepair={checkCompanion} />
    );
  }
  if (route.view === 'accounts') return <AccountsPart ports={ports} />;
  if (route.view === 'places') return <PlacesPart ports={ports} />;
  if (route.view === 'convert') return <ConvertPart ports={ports} />;
  if (route.view === 'downloads') {
    return <DownloadsPart ports={ports} url={route.url} openPage={(url) => go({ view: 'downloads', url })} />;
  }
  if (jobs.entries === null) return null;
  if (route.view === 'jobs') {
    return jobs.entries.length === 0 ? (
      <EmptyState homes={ports.homes} />
    ) : (
      <p class="hint">{dashboardTexts.pick}</p>
    );
  }
  const entry = jobs.entries.find(({ job }) => job.id === route.jobId);
  if (!entry) return <p class="hint">{dashboardTexts.jobGone}</p>;
  return (
    <JobDetail
      key={entry.job.id}
      ports={ports}
      entry={entry}
      revision={jobs.revision(entry.job.id)}
      openCompanion={() => go({ view: 'companion' })}
    />
  );
}

/** What is removed is shown no more: the others are. */
function useWayBack(entries: readonly JobEntry[] | null, route: DashboardRoute, back: () => void): void {
  const shown = useRef<string | null>(null);
  const jobId = route.view === 'job' ? route.jobId : null;
  const isThere = entries?.some(({ job }) => job.id === jobId) ?? false;
  useEffect(() => {
    if (isThere) shown.current = jobId;
    else if (jobId !== null && shown.current === jobId) back();
  }, [jobId, isThere]);
}

/** Where a visit without a goal begins: at the export that runs, else at the newest. */
function toStartRoute(entries: readonly JobEntry[] | null): DashboardRoute {
  const first = entries?.find(({ job }) => isOpen(job)) ?? entries?.[0];
  return first ? { view: 'job', jobId: first.job.id } : { view: 'jobs' };
}

/** The full page: all exports on one side, one of them in full on the other; one after the other where it is narrow. */
export function DashboardScreen({ ports }: { ports: DashboardPorts }) {
  const jobs = useJobs(ports);
  const [route, go] = useRoute();
  const [companion, checkCompanion] = useAnswer('companion', () => ports.request('companion.status', {}));
  const wide = useMediaQuery('(min-width: 800px)');
  const unreadable = useUnreadable(ports, 'jobs');
  const { entries, failure } = jobs;
  const shown = route.view === 'jobs' && wide ? toStartRoute(entries) : route;
  const nowMs = ports.nowMs();
  const pane = useRef<HTMLElement>(null);
  useKeptScroll(toDashboardHash(shown), shown.view === 'jobs', pane);
  useKeptFocus();
  useWayBack(entries, route, () => go({ view: 'jobs' }));
  return (
    <div
      class="dashboard"
      data-view={shown.view}
      data-empty={entries?.length === 0 && unreadable.found.length === 0}
    >
      <header class="dashboard-head">
        <Logo />
        <h1>{texts.productName}</h1>
        <button type="button" class="button spoken" onClick={() => focusTitle(pane.current)}>
          {dashboardTexts.skipList}
        </button>
        <SectionLinks view={shown.view} />
        <CompanionLine
          answer={companion}
          openHelp={() => go({ view: 'companion' })}
          openDoctor={() => go({ view: 'doctor' })}
        />
      </header>
      <nav class="job-list" aria-label={dashboardTexts.title}>
        {failure && <ErrorNotice error={failure} />}
        <UnreadableList
          {...unreadable}
          remove={(jobId) => ports.request('job.remove', { jobId, withFiles: false })}
        />
        <ul>
          {entries?.map((entry) => (
            <JobRow
              key={entry.job.id}
              entry={entry}
              nowMs={nowMs}
              current={shown.view === 'job' && shown.jobId === entry.job.id}
              open={() => go({ view: 'job', jobId: entry.job.id })}
            />
          ))}
        </ul>
        {jobs.older > 0 && (
          <button type="button" class="button older" onClick={jobs.readOlder}>
            {dashboardTexts.older(jobs.older)}
          </button>
        )}
      </nav>
      <main ref={pane}>
        <button type="button" class="button back" onClick={() => go({ view: 'jobs' })}>
          <Icon name="back" />
          {dashboardTexts.back}
        </button>
        <MainPane
          ports={ports}
          jobs={jobs}
          route={shown}
          companion={companion}
          checkCompanion={checkCompanion}
          go={go}
        />
      </main>
      <SpokenJobs entries={entries} nowMs={nowMs} />
    </div>
  );
}
