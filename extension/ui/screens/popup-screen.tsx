import { useRef, useState } from 'preact/hooks';
import { type CompanionAnswer, CompanionLine } from '../components/companion-line.tsx';
import { Icon, Logo } from '../components/icon.tsx';
import { JobCard } from '../components/job-card.tsx';
import { ErrorNotice } from '../components/notice.tsx';
import { SpokenJobs } from '../components/spoken-jobs.tsx';
import { Tabs } from '../components/tabs.tsx';
import { type DashboardRoute, toDashboardHash } from '../dashboard-route.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import { useFollowedFocus } from '../hooks/use-followed-focus.ts';
import { useJobs } from '../hooks/use-jobs.ts';
import { useOpenDownloads } from '../hooks/use-open-downloads.ts';
import { usePart } from '../hooks/use-part.ts';
import { isOpen, type JobEntry } from '../job-view.ts';
import type { PopupPorts } from '../ports.ts';
import { texts } from '../texts/screen-texts.ts';
import { PageSection } from './page-section.tsx';

const recentCount = 3;

interface JobSectionProps {
  ports: PopupPorts;
  title: string;
  entries: readonly JobEntry[];
  openDetails(jobId: string): void;
}

function JobSection({ ports, title, entries, openDetails }: JobSectionProps) {
  if (entries.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      {entries.map((entry) => (
        <JobCard
          key={entry.job.id}
          ports={ports}
          entry={entry}
          offer={['open', 'cancel', 'resume', 'reveal']}
          openDetails={openDetails}
        />
      ))}
    </section>
  );
}

interface ExportTabProps {
  ports: PopupPorts;
  companion: CompanionAnswer;
  openDashboard(route: DashboardRoute): void;
}

function ExportTab({ ports, companion, openDashboard }: ExportTabProps) {
  const { entries, failure } = useJobs(ports);
  const savedOptions = useRef(ports.savedOptions);
  useFollowedFocus(entries?.map(({ job }) => `${job.id} ${job.state.status}`).join() ?? '');
  const openJob = (jobId: string) => openDashboard({ view: 'job', jobId });
  const ofPage = entries?.filter(({ job }) => job.ref.url === ports.activePage.ref?.url) ?? [];
  const current = ofPage.find(({ job }) => isOpen(job)) ?? null;
  const running = entries?.filter((entry) => isOpen(entry.job) && entry !== current) ?? [];
  const recent = entries?.filter(({ job }) => !isOpen(job)).slice(0, recentCount) ?? [];
  return (
    <>
      {failure && <ErrorNotice error={failure} />}
      <PageSection
        ports={ports}
        current={current}
        last={ofPage.find(({ job }) => job.state.status === 'done')?.job ?? null}
        companion={companion}
        savedOptions={savedOptions}
        openDetails={openJob}
      />
      <JobSection ports={ports} title={texts.jobs.running} entries={running} openDetails={openJob} />
      <JobSection ports={ports} title={texts.jobs.recent} entries={recent} openDetails={openJob} />
      <SpokenJobs entries={entries} nowMs={ports.nowMs()} />
    </>
  );
}

/** Loaded when it is wanted: the popup opens on the other tab, and must not pay for this one. */
function DownloadPart({ ports, openDashboard }: Omit<ExportTabProps, 'companion'>) {
  const Tab = usePart(async () => (await import('./download-tab.tsx')).DownloadTab);
  if (!Tab) return <p class="hint">{texts.loading}</p>;
  return (
    <Tab
      ports={ports}
      url={ports.activePage.url}
      openDownloads={() => openDashboard({ view: 'downloads', url: null })}
    />
  );
}

type PopupTab = keyof typeof texts.popupTabs;

/** The toolbar popup: what this page is, how to save it, what is being saved and what was. */
export function PopupScreen({ ports }: { ports: PopupPorts }) {
  const { ref, url } = ports.activePage;
  const [tab, setTab] = useState<PopupTab>(
    ref === null && url !== null && ports.findPlatform(url) === null ? 'download' : 'export',
  );
  const [companion] = useAnswer('companion', () => ports.request('companion.status', {}));
  const open = useOpenDownloads(ports);
  const openDashboard = (route: DashboardRoute) =>
    void ports.request('dashboard.open', { hash: toDashboardHash(route) });

  return (
    <div class="popup">
      <header class="popup-head">
        <Logo />
        <h1>{texts.productName}</h1>
        <button
          type="button"
          class="icon-button"
          title={texts.openDashboard}
          aria-label={texts.openDashboard}
          onClick={() =>
            openDashboard(tab === 'export' ? { view: 'jobs' } : { view: 'downloads', url: null })
          }
        >
          <Icon name="list" />
        </button>
      </header>
      <Tabs<PopupTab>
        labels={texts.popupTabs}
        counts={{ download: open > 0 ? String(open) : '' }}
        current={tab}
        select={setTab}
      >
        <main>
          {tab === 'export' ? (
            <ExportTab ports={ports} companion={companion} openDashboard={openDashboard} />
          ) : (
            <DownloadPart ports={ports} openDashboard={openDashboard} />
          )}
        </main>
      </Tabs>
      <footer class="popup-foot">
        <CompanionLine answer={companion} openHelp={ports.openCompanionHelp} openDoctor={ports.openDoctor} />
      </footer>
    </div>
  );
}
