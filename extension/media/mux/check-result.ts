/** Whether a file that was made is what was promised. Pure. */
import { AppError } from '../../../shared/app-error.ts';
import type { MediaProbe, ProbedTrack } from './media-probe.ts';

const kinds = ['video', 'audio', 'subtitle'] as const;

/** Frames and packets end where they end; beyond this something is missing. */
const toTolerance = (durationSec: number): number => Math.max(0.5, durationSec * 0.01);

const lengthOf = (tracks: readonly ProbedTrack[]): number | null =>
  tracks.reduce<number | null>(
    (longest, { durationSec }) => (durationSec === null ? longest : Math.max(longest ?? 0, durationSec)),
    null,
  );

/** Throws `media.damaged` when a kind of track is missing or shorter or longer than what it was made of. */
export function checkResult(made: MediaProbe | null, promised: readonly ProbedTrack[]): void {
  for (const kind of kinds) {
    const wanted = promised.filter((track) => track.kind === kind);
    const got = made?.tracks.filter((track) => track.kind === kind) ?? [];
    const context = { kind, wanted: wanted.length, got: got.length };
    if (kind !== 'subtitle' && got.length < Math.min(1, wanted.length))
      throw new AppError('media.damaged', 'A track is missing in the file that was made.', { context });
    const wantedSec = lengthOf(wanted);
    const gotSec = lengthOf(got);
    if (kind === 'subtitle' || wantedSec === null || gotSec === null) continue;
    if (Math.abs(wantedSec - gotSec) > toTolerance(wantedSec))
      throw new AppError('media.damaged', 'The file that was made has another length than its tracks.', {
        context: { kind, wantedSec, gotSec },
      });
  }
}
