/** What the doctor found, as a screen shows it and as a text to copy. Pure. */
import { type Hop, type HopId, hopIds, hopTitles } from '../../shared/doctor.ts';
import { doctorTexts as texts } from './texts/doctor-texts.ts';

/** A hop on the screen: what was found, or that it is still to come, or never will. */
export interface HopView {
  id: HopId;
  title: string;
  state: Hop['state'] | 'waiting' | 'unknown';
  text: string;
  fix: Hop['fix'];
}

/** All hops in their order; those without a finding are waited for, or unknown once the look has ended. */
export function toHopViews(hops: readonly Hop[], isLooking: boolean): HopView[] {
  const found = new Map(hops.map((hop) => [hop.id, hop]));
  return hopIds.map((id): HopView => {
    const hop = found.get(id);
    const state = hop?.state ?? (isLooking ? 'waiting' : 'unknown');
    return { id, title: hopTitles[id], state, text: hop?.text ?? '', fix: hop?.fix ?? null };
  });
}

/** Names of people in paths and network names are nobody's business in a report. */
const withoutNames = (text: string): string =>
  text
    .replace(/\/(home|Users)\/[^/\s'"]+/g, '~')
    .replace(/[A-Za-z]:\\Users\\[^\\'"]+/g, '~')
    .replace(/\/root(?=\/|$|[\s'"])/g, '~');

/** The findings as text, one line each, with the versions that matter. */
export function buildDoctorReport(
  hops: readonly Hop[],
  facts: { extension: string; browser: string; error: string | null },
): string {
  const lines = hops.map(({ id, state, text }) => `${state.padEnd(7)} ${id}: ${text}`);
  return [
    `Star Export ${facts.extension}`,
    facts.browser,
    ...(facts.error ? [`browser: ${facts.error}`] : []),
    ...lines.map(withoutNames),
  ].join('\n');
}

/** In a sentence what all hops together mean. */
export function summariseHops(hops: readonly Hop[]): string {
  const failed = hops.filter(({ state }) => state === 'failed').length;
  if (failed > 0) return texts.broken(failed);
  return hops.some(({ state }) => state === 'warning') ? texts.couldBeBetter : texts.allGood;
}
