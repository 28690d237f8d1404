/** Periods of a stream as one: which track goes on with which. Pure. */
import { toCodec } from '../../../shared/model/quality.ts';
import type { Stream, StreamTrack, TrackPart } from './stream.ts';

/** The tracks of a period. */
export interface PeriodTracks extends Pick<Stream, 'videos' | 'audios' | 'subtitles'> {
  startSec: number;
  durationSec: number;
}

const codecOf = ({ codecs }: StreamTrack): string | null =>
  codecs === null ? null : (toCodec(codecs) ?? codecs.split('.')[0] ?? null);

/** What tells a track from the one that is looked for, the gravest first. */
const differences: ((one: StreamTrack, wanted: StreamTrack) => number)[] = [
  (one, wanted) => Number(one.language !== wanted.language),
  (one, wanted) => Number(codecOf(one) !== codecOf(wanted)),
  (one, wanted) => Math.abs((one.height ?? 0) - (wanted.height ?? 0)),
  (one, wanted) => Number(one.id !== wanted.id),
  (one, wanted) => Math.abs((one.bitrate ?? 0) - (wanted.bitrate ?? 0)),
];

/** The track of another period that is most like one. */
function findLike(wanted: StreamTrack, tracks: readonly StreamTrack[]): StreamTrack | undefined {
  return tracks.toSorted((one, other) => {
    for (const differ of differences) {
      const order = differ(one, wanted) - differ(other, wanted);
      if (order !== 0) return order;
    }
    return 0;
  })[0];
}

const toParts = (
  { source }: StreamTrack,
  { startSec, durationSec }: PeriodTracks,
  run: number,
): TrackPart[] => {
  if (source.type === 'parts') return source.parts;
  if (source.type === 'playlist') return [];
  return [{ source, startSec, durationSec, run }];
};

function joinTracks(
  main: PeriodTracks,
  periods: readonly PeriodTracks[],
  kind: 'videos' | 'audios' | 'subtitles',
) {
  return main[kind].map((track): StreamTrack => {
    const parts = periods.flatMap((period, run) => {
      const like = period === main ? track : findLike(track, period[kind]);
      // Words of another language are none of these captions.
      const isOther = kind === 'subtitles' && like?.language !== track.language;
      return like && !isOther ? toParts(like, period, run) : [];
    });
    return { ...track, source: { type: 'parts', parts } };
  });
}

/** The tracks of the longest period, each with those that are most like it in all others. */
export function joinPeriods(
  periods: readonly PeriodTracks[],
): Pick<Stream, 'videos' | 'audios' | 'subtitles'> {
  const [main] = periods.toSorted((one, other) => other.durationSec - one.durationSec);
  if (!main) return { videos: [], audios: [], subtitles: [] };
  const [videos = [], audios = [], subtitles = []] = (['videos', 'audios', 'subtitles'] as const).map(
    (kind) => joinTracks(main, periods, kind),
  );
  return { videos, audios, subtitles };
}
