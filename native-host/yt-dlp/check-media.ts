/** Whether a downloaded file is what was asked for. Pure. */
import { AppError } from '../../shared/app-error.ts';
import type { Probe } from '../ffmpeg/probe.ts';

/** What was asked for and is known about it. */
export interface Expected {
  /** Whether there must be a track of the kind. */
  picture: boolean;
  sound: boolean;
  /** What the platform or yt-dlp says; nulls are passed over. */
  durationsSec: ReadonlyArray<number | null | undefined>;
}

/** How far a file may be off. Platforms round to whole seconds, up or down. */
const toleranceSec = (durationSec: number): number =>
  Math.max(Number.isInteger(durationSec) ? 1.5 : 0.5, durationSec * 0.01);

/** Throws `media.damaged` when a track is missing or the file is shorter or longer than it should be. */
export function checkMedia(probe: Probe, { picture, sound, durationsSec }: Expected): void {
  if (picture && probe.videoCodec === null) throw new AppError('media.damaged', 'The file has no picture.');
  if (sound && probe.audioCodec === null) throw new AppError('media.damaged', 'The file has no sound.');
  const known = durationsSec.filter(
    (duration): duration is number => typeof duration === 'number' && duration > 0,
  );
  const fits = known.some((duration) => Math.abs(probe.durationSec - duration) <= toleranceSec(duration));
  if (known.length > 0 && !fits) {
    throw new AppError('media.damaged', 'The file is not as long as the site says.', {
      context: { durationSec: probe.durationSec, expectedSec: known[0] ?? 0 },
    });
  }
}
