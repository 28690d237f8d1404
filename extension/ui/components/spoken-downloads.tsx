import { type DownloadEntry, toDownloadView } from '../download-view.ts';
import { downloadTexts as texts } from '../texts/download-texts.ts';
import { SpokenStatus } from './spoken-status.tsx';

/** State and quarter of each download: changes a few times per download and not with every number. */
function summarise(entry: DownloadEntry, nowMs: number): string {
  const view = toDownloadView(entry, nowMs);
  const quarter = view.fraction === null ? null : Math.floor(view.fraction * 4) * 25;
  const state = view.activity ?? view.stateLabel;
  return texts.card.announce(view.title, quarter === null ? state : `${state}, ${quarter}%`);
}

/** Tells screen readers what changed among the newest downloads, politely. */
export function SpokenDownloads({
  entries,
  nowMs,
}: {
  entries: readonly DownloadEntry[] | null;
  nowMs: number;
}) {
  return <SpokenStatus lines={entries?.slice(0, 5).map((entry) => summarise(entry, nowMs)) ?? null} />;
}
