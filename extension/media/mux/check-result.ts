/** Whether a file that was made is what was promised. Pure. */
import { AppError } from '../../../shared/app-error.ts';
import { findDelay } from './film-start.ts';
import type { MediaProbe, ProbedTrack } from './media-probe.ts';

const kinds = ['video', 'audio', 'subtitle'] as const;

/** Frames and packets end where they end; beyond this something is missing. */
const toTolerance = (durationSec: number): number => Math.max(0.5, durationSec * 0.01);

/** A track, and by how many seconds it begins later than its film. Default: 0. */
interface PromisedTrack extends ProbedTrack {
  delaySec?: number;
}

const toLongest = (lengths: readonly number[]): number | null =>
  lengths.length === 0 ? null : Math.max(...lengths);

const lengthOf = (tracks: readonly ProbedTrack[]): number | null =>
  toLongest(tracks.flatMap(({ durationSec }) => durationSec ?? []));

/** Without what lies before 0, which is not shown: a film that was cut between its key frames begins with the one before. */
const shownLength = (tracks: readonly ProbedTrack[]): number | null =>
  toLongest(
    tracks.flatMap(({ durationSec, startSec }) =>
      durationSec === null ? [] : durationSec + Math.min(0, startSec),
    ),
  );

/** The same from where their films begin: ffmpeg shows the first picture from there on. */
const lengthInFilm = (tracks: readonly PromisedTrack[]): number | null =>
  toLongest(
    tracks.flatMap(({ durationSec, delaySec = 0 }) => (durationSec === null ? [] : durationSec + delaySec)),
  );

/** What a file is to hold. */
export interface Promised {
  tracks: readonly PromisedTrack[];
  /** How many of its sounds the file is to have. */
  sounds: number;
  /** The longest of them, where no more is known than this; null when not even this is. */
  wholeSec: number | null;
  /** Of the longest file: ffmpeg does not see the last fragments of some tracks. Null where none says. */
  filmSec: number | null;
}

const toText = (sec: number): string => sec.toFixed(1);

function checkLength(
  kind: string,
  { wantedSec, mostSec = wantedSec }: { wantedSec: number; mostSec?: number },
  gotSec: number,
): void {
  const toleranceSec = toTolerance(wantedSec);
  if (gotSec >= wantedSec - toleranceSec && gotSec <= mostSec + toleranceSec) return;
  const lengths = `${toText(gotSec)} instead of ${toText(wantedSec)} seconds`;
  throw new AppError(
    'media.damaged',
    gotSec < wantedSec
      ? `What was made ends too early (${lengths}): what it was made of is damaged, or was not saved to its end.`
      : `What was made is too long (${lengths}).`,
    { context: { kind, wantedSec, gotSec } },
  );
}

/** What is taken of files that were looked at; of several sounds so many. */
export function toPromised(
  inputs: ReadonlyArray<{ probe: MediaProbe; take: readonly ProbedTrack['kind'][] }>,
  mostSounds = 1,
): Promised {
  const tracks = inputs.flatMap(({ probe, take }) =>
    probe.tracks
      .filter(({ kind }) => take.includes(kind))
      .map((track) => ({ ...track, delaySec: findDelay(track, probe) })),
  );
  // Of which track a file has its length is open: one that is left out may be the longest.
  const isAll = inputs.every(({ probe, take }) =>
    probe.tracks.every(({ kind }) => kind === 'subtitle' || take.includes(kind)),
  );
  const lengths = inputs.flatMap(({ probe }) => probe.durationSec ?? []);
  const isKnown = isAll && lengths.length === inputs.length && lengths.length > 0;
  const sounds = Math.min(mostSounds, tracks.filter(({ kind }) => kind === 'audio').length);
  const filmSec = toLongest(lengths);
  return { tracks, sounds, wholeSec: isKnown ? filmSec : null, filmSec };
}

/**
 * Throws `media.damaged` when a kind of track is missing, shorter than what is shown of what it was made of, or longer than
 * this is from the beginning of its film.
 */
export function checkResult(
  made: MediaProbe | null,
  { tracks: promised, sounds, wholeSec, filmSec }: Promised,
): void {
  for (const kind of kinds) {
    const wanted = promised.filter((track) => track.kind === kind);
    const got = made?.tracks.filter((track) => track.kind === kind) ?? [];
    const context = { kind, wanted: wanted.length, got: got.length };
    const fewest = { video: Math.min(1, wanted.length), audio: sounds, subtitle: wanted.length }[kind];
    if (got.length < fewest)
      throw new AppError('media.damaged', 'A track is missing in the file that was made.', { context });
    const wantedSec = shownLength(wanted);
    const gotSec = lengthOf(got);
    if (kind === 'subtitle' || wantedSec === null || gotSec === null) continue;
    const mostSec = Math.max(lengthInFilm(wanted) ?? 0, filmSec ?? 0);
    checkLength(kind, { wantedSec, mostSec }, gotSec);
  }
  const isOpen = promised.every(({ durationSec }) => durationSec === null);
  if (isOpen && wholeSec !== null && made?.durationSec)
    checkLength('file', { wantedSec: wholeSec }, made.durationSec);
}
