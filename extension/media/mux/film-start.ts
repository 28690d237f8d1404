/** Where a film begins, and what of it does later. Pure. */
import { type MediaProbe, type ProbedTrack, tracksOf } from './media-probe.ts';

/** What lies before 0 is not shown. */
const startOf = ({ startSec }: ProbedTrack): number => Math.max(0, startSec);

const firstOf = (tracks: readonly ProbedTrack[]): number => Math.min(...tracks.map(startOf));

/** Picture and sound. */
const listShown = ({ tracks }: MediaProbe): ProbedTrack[] => tracks.filter(({ kind }) => kind !== 'subtitle');

/** Seconds by which a track begins later than the picture and sound of its film. */
export const findDelay = (track: ProbedTrack, film: MediaProbe): number =>
  startOf(track) - Math.min(startOf(track), firstOf(listShown(film)));

/** With captions that begin so many seconds before picture and sound ffmpeg lets a file begin; earlier ones it passes over. */
const mostLeadSec = 1;

/** By how many seconds ffmpeg lets a film begin before its picture and sound do. */
export function findCaptionLead(film: MediaProbe): number {
  const leadSec = firstOf(listShown(film)) - firstOf(tracksOf(film, 'subtitle'));
  return leadSec > 0 && leadSec < mostLeadSec ? leadSec : 0;
}
