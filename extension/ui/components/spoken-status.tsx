import { useEffect, useState } from 'preact/hooks';
import { isOpen, type JobEntry, toJobView } from '../job-view.ts';
import { texts } from '../texts/screen-texts.ts';

/** State and quarter of each open job: changes a few times per export and not with every count. */
function summarise(entries: readonly JobEntry[], nowMs: number): string[] {
  return entries.slice(0, 5).map((entry) => {
    const view = toJobView(entry, nowMs);
    const quarter = view.fraction === null ? 0 : Math.floor(view.fraction * 4) * 25;
    const progress = isOpen(entry.job) && view.activity ? `${view.activity}, ${quarter}%` : view.stateLabel;
    return texts.jobs.announce(view.title, progress);
  });
}

/** Tells screen readers what changed among the newest exports, politely. */
export function SpokenStatus({ entries, nowMs }: { entries: readonly JobEntry[] | null; nowMs: number }) {
  const [known, setKnown] = useState<string[] | null>(null);
  const [spoken, setSpoken] = useState('');
  const lines = entries && summarise(entries, nowMs);
  const joined = lines?.join('\n');
  useEffect(() => {
    if (!lines) return;
    // The first reading is what the screen shows anyway.
    if (known) setSpoken(lines.filter((line) => !known.includes(line)).join('. '));
    setKnown(lines);
  }, [joined]);
  return (
    <div class="spoken" role="status">
      {spoken}
    </div>
  );
}
