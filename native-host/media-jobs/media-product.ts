/** Whether a made file is what it should be, and what is told of it. Pure. */
import { AppError } from '../../shared/app-error.ts';
import type { ContainerId, MediaProduct, MediaTrack } from '../../shared/protocol/media-commands.ts';
import type { ProbedMedia } from '../ffmpeg/parse-probe.ts';
import type { Product } from './product.ts';

/** A track that the file must have, and how long it was where it comes from; null: not known. */
export interface PromisedTrack {
  kind: MediaTrack['kind'];
  durationSec: number | null;
}

/** How the file came about. */
export interface Made {
  container: ContainerId;
  copied: number[];
  leftOut: MediaProduct['leftOut'];
}

/** A made file that has passed its check. */
export type CheckedMedia = ProbedMedia & { durationSec: number };

/** Containers round and encoders pad; a source that was cut off is short by far more. */
const toleranceSec = (durationSec: number): number => Math.max(1, durationSec * 0.02);

/** A track's length; of the file where the track itself does not say. */
export const toTrackLength = (track: MediaTrack, media: ProbedMedia): number | null =>
  track.durationSec ?? media.durationSec;

/** How much later sound begins than the picture; null without one of them. */
function toOffsetSec(tracks: readonly MediaTrack[]): number | null {
  const video = tracks.find(({ kind }) => kind === 'video');
  const audio = tracks.find(({ kind }) => kind === 'audio');
  return video && audio ? audio.startSec - video.startSec : null;
}

const refuse = (message: string, context: Record<string, string | number>): never => {
  throw new AppError('media.damaged', message, { context, retryable: false });
};

function checkKind(kind: MediaTrack['kind'], media: ProbedMedia, promised: readonly PromisedTrack[]): void {
  const wanted = promised.filter((track) => track.kind === kind);
  const found = media.tracks.filter((track) => track.kind === kind);
  if (found.length !== wanted.length) refuse('A track got lost on the way.', { kind });
  // Captions end where nobody speaks any more, and covers have no length.
  if (kind !== 'video' && kind !== 'audio') return;
  const expectedSec = Math.max(0, ...wanted.map(({ durationSec }) => durationSec ?? 0));
  const lengthSec = Math.max(0, ...found.map((track) => toTrackLength(track, media) ?? 0));
  if (lengthSec < expectedSec - toleranceSec(expectedSec))
    refuse('The file is shorter than what it was made of; the source is damaged.', {
      kind,
      lengthSec,
      expectedSec,
    });
}

/**
 * Throws `media.damaged` when a track is missing or has become shorter. It may be longer: ffmpeg shows the first picture
 * from the beginning of its film on, and some files only guess how long they are.
 */
export function checkMade(media: ProbedMedia, promised: readonly PromisedTrack[]): CheckedMedia {
  for (const kind of ['video', 'audio', 'subtitle', 'cover'] as const) checkKind(kind, media, promised);
  const { durationSec } = media;
  return { ...media, durationSec: durationSec ?? refuse('The file has no length.', {}) };
}

/** The answer about a finished file. */
export const toMediaProduct = ({ record, checked }: Product<CheckedMedia>, made: Made): MediaProduct => ({
  record,
  ...made,
  durationSec: checked.durationSec,
  tracks: checked.tracks,
  offsetSec: toOffsetSec(checked.tracks),
});
