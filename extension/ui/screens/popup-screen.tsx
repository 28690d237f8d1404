import { useRef } from 'preact/hooks';
import { CompanionLine } from '../components/companion-line.tsx';
import { Icon, Logo } from '../components/icon.tsx';
import { JobCard } from '../components/job-card.tsx';
import { ErrorNotice } from '../components/notice.tsx';
import { SpokenStatus } from '../components/spoken-status.tsx';
import { useAnswer } from '../hooks/use-answer.ts';
import { useJobs } from '../hooks/use-jobs.ts';
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
          offer={['cancel', 'resume', 'reveal']}
          openDetails={openDetails}
        />
      ))}
    </section>
  );
}

/** The toolbar popup: what this page is, how to save it, what is being saved and what was. */
export function PopupScreen({ ports }: { ports: PopupPorts }) {
  const { entries, failure } = useJobs(ports);
  const savedOptions = useRef(ports.savedOptions);
  const [companion] = useAnswer('companion', () => ports.request('companion.status', {}));
  const openDashboard = (jobId: string | null) => void ports.request('dashboard.open', { jobId });
  const ofPage = entries?.filter(({ job }) => job.ref.url === ports.activePage.ref?.url) ?? [];
  const current = ofPage.find(({ job }) => isOpen(job)) ?? null;
  const running = entries?.filter((entry) => isOpen(entry.job) && entry !== current) ?? [];
  const recent = entries?.filter(({ job }) => !isOpen(job)).slice(0, recentCount) ?? [];

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
          onClick={() => openDashboard(null)}
        >
          <Icon name="list" />
        </button>
      </header>
      <main>
        {failure && <ErrorNotice error={failure} />}
        <PageSection
          ports={ports}
          current={current}
          last={ofPage.find(({ job }) => job.state.status === 'done')?.job ?? null}
          companion={companion}
          savedOptions={savedOptions}
          openDetails={openDashboard}
        />
        <JobSection ports={ports} title={texts.jobs.running} entries={running} openDetails={openDashboard} />
        <JobSection ports={ports} title={texts.jobs.recent} entries={recent} openDetails={openDashboard} />
      </main>
      <footer class="popup-foot">
        <CompanionLine answer={companion} openHelp={ports.openCompanionHelp} />
      </footer>
      <SpokenStatus entries={entries} nowMs={ports.nowMs()} />
    </div>
  );
}
