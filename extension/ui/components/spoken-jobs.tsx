import { isOpen, type JobEntry, toJobView } from '../job-view.ts';
import { texts } from '../texts/screen-texts.ts';
import { SpokenStatus } from './spoken-status.tsx';

/** State and quarter of an export: changes a few times per export and not with every count. */
function summarise(entry: JobEntry, nowMs: number): string {
  const view = toJobView(entry, nowMs);
  const quarter = view.fraction === null ? 0 : Math.floor(view.fraction * 4) * 25;
  const progress = isOpen(entry.job) && view.activity ? `${view.activity}, ${quarter}%` : view.stateLabel;
  return texts.jobs.announce(view.title, progress);
}

/** Tells screen readers what changed among the newest exports, politely. */
export function SpokenJobs({ entries, nowMs }: { entries: readonly JobEntry[] | null; nowMs: number }) {
  return <SpokenStatus lines={entries?.slice(0, 5).map((entry) => summarise(entry, nowMs)) ?? null} />;
}
