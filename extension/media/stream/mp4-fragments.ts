/** Fragments of MP4 (ISO/IEC 14496-12, 8.8), as far as their samples are found and moved in time. */
import { AppError } from '../../../shared/app-error.ts';
import { findBoxes, listBoxes, toView } from '../files/mp4-boxes.ts';
import type { MatchedTrack, MatchedTracks } from './mp4-heads.ts';

const runFlags = { offset: 1, firstMarks: 4, duration: 256, bytes: 512, marks: 1024, shift: 2048 };
const isLater = 0x10000;

/** What a fragment can say for all of its samples, in the order in which it does; `size`: of the field. */
export const fragmentFields = [
  { name: 'baseOffset', flag: 1, size: 8 },
  { name: 'entry', flag: 2, size: 4 },
  { name: 'duration', flag: 8, size: 4 },
  { name: 'bytes', flag: 16, size: 4 },
  { name: 'marks', flag: 32, size: 4 },
] as const;
type FieldName = (typeof fragmentFields)[number]['name'];

/** A stretch of samples that lie one behind the other. */
export interface SampleRun {
  view: DataView;
  samples: Sample[];
}

/** A sample of a fragment. The places are those in its run, null where it does not say that itself. */
export interface Sample {
  durationAt: number | null;
  bytesAt: number | null;
  shiftAt: number | null;
  marks: number | null;
}

/** What one fragment holds of one track. */
export interface Fragment {
  track: MatchedTrack;
  /** Where the fragment begins in the segment. */
  moofAt: number;
  header: DataView;
  time: DataView;
  /** When what comes first is decoded, in ticks. */
  decoded: number;
  runs: SampleRun[];
}

/** What a box with flags says that it has. */
const readFlags = (view: DataView): number => view.getUint32(0) & 0xffffff;

/** Where a field of a `tfhd` stands, or would. */
export function findField(header: DataView, name: FieldName): { at: number; isThere: boolean } {
  const has = readFlags(header);
  let at = 8;
  for (const field of fragmentFields) {
    if (field.name === name) return { at, isThere: (has & field.flag) !== 0 };
    if ((has & field.flag) !== 0) at += field.size;
  }
  return { at, isThere: false };
}

/** What a track's samples are that do not say it: as the fragment says, or the head of the part. */
export function readDefault(
  { header, track }: Pick<Fragment, 'header' | 'track'>,
  name: 'duration' | 'bytes' | 'marks',
): number {
  const { at, isThere } = findField(header, name);
  return isThere ? header.getUint32(at) : (track.defaults[['duration', 'bytes', 'marks'].indexOf(name)] ?? 0);
}

/** Pictures and sound of eight hours; what is noted of so many takes about a hundred megabytes. */
const mostSamples = 2 ** 21;

/** Counts the samples of one segment, of which a few bytes can name thousands of millions; throws `media.damaged` for too many. */
function createCountCheck(): (count: number, neededBytes: number, roomBytes: number) => void {
  let all = 0;
  return (count, neededBytes, roomBytes) => {
    all += count;
    if (all <= mostSamples && neededBytes <= roomBytes) return;
    throw new AppError('media.damaged', 'A segment of the stream names more samples than it has.', {
      context: { count: all },
    });
  };
}
type CountCheck = ReturnType<typeof createCountCheck>;

function readRun(view: DataView, checkCount: CountCheck): SampleRun {
  const has = readFlags(view);
  const hasFirst = (has & runFlags.firstMarks) !== 0;
  const firstAt = 8 + ((has & runFlags.offset) !== 0 ? 4 : 0);
  const start = firstAt + (hasFirst ? 4 : 0);
  const fields = [runFlags.duration, runFlags.bytes, runFlags.marks, runFlags.shift];
  const present = fields.filter((field) => (has & field) !== 0);
  const count = view.getUint32(4);
  checkCount(count, count * present.length * 4, view.byteLength - start);
  const samples = Array.from({ length: count }, (_, place): Sample => {
    const at = start + place * present.length * 4;
    const placeOf = (field: number): number | null =>
      present.includes(field) ? at + present.indexOf(field) * 4 : null;
    const marksAt = placeOf(runFlags.marks) ?? (place === 0 && hasFirst ? firstAt : null);
    return {
      durationAt: placeOf(runFlags.duration),
      bytesAt: placeOf(runFlags.bytes),
      shiftAt: placeOf(runFlags.shift),
      marks: marksAt === null ? null : view.getUint32(marksAt),
    };
  });
  return { view, samples };
}

/** Where in its segment data begin that a run names from the start of its fragment; null where it does not. */
export const findDataOffset = ({ view }: SampleRun): number | null =>
  (readFlags(view) & runFlags.offset) === 0 ? null : 8;

/** Whether a decoder can begin with it. */
export const isStart = ({ marks }: Sample, preset: number): boolean => ((marks ?? preset) & isLater) === 0;

/** What a segment holds of the tracks that are known, in its order. */
export function listFragments(segment: Uint8Array, tracks: MatchedTracks): Fragment[] {
  const checkCount = createCountCheck();
  return listBoxes(toView(segment))
    .filter(({ type }) => type === 'moof')
    .flatMap(({ body, whole }) =>
      findBoxes(body, ['traf']).flatMap((traf): Fragment[] => {
        const [header] = findBoxes(traf.body, ['tfhd']);
        const [time] = findBoxes(traf.body, ['tfdt']);
        const track = header && tracks.get(header.body.getUint32(4));
        if (!header || !time || !track) return [];
        const isLong = time.body.getUint8(0) === 1;
        const decoded = isLong ? Number(time.body.getBigUint64(4)) : time.body.getUint32(4);
        const runs = findBoxes(traf.body, ['trun']).map((run) => readRun(run.body, checkCount));
        const moofAt = whole.byteOffset - segment.byteOffset;
        return [{ track, moofAt, header: header.body, time: time.body, decoded, runs }];
      }),
    );
}
