/** A segment of another part, made to be read with the head of the file: it says itself what that head says otherwise. */
import { AppError } from '../../../shared/app-error.ts';
import {
  type Fragment,
  findDataOffset,
  findField,
  fragmentFields,
  isStart,
  listFragments,
  readDefault,
  type Sample,
  type SampleRun,
} from './mp4-fragments.ts';
import type { MatchedTracks } from './mp4-heads.ts';
import { type Splice, splice } from './mp4-splice.ts';

function toField(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

const presets = ['duration', 'bytes', 'marks'] as const;

/** What the head of the part says for all samples, and the file's does not. */
function sayPresets(segment: Uint8Array, { header, track }: Fragment): Splice[] {
  const needed = presets.filter((name, place) => {
    const isScaled = name === 'duration' && track.timescale !== track.first.timescale;
    const isSame = track.defaults[place] === track.first.defaults[place] && !isScaled;
    return !findField(header, name).isThere && !isSame;
  });
  const headerAt = header.byteOffset - segment.byteOffset;
  const said = needed.map((name) => ({
    at: headerAt + findField(header, name).at,
    bytes: toField(readDefault({ header, track }, name)),
  }));
  const isAdded = ({ name }: { name: string }): boolean => needed.some((one) => one === name);
  const added = fragmentFields.filter(isAdded).reduce((sum, { flag }) => sum | flag, 0);
  header.setUint32(0, header.getUint32(0) | added);
  return said;
}

/** Times of 32 bits, of which some clocks have no more than minutes, get 64. */
function widenTime(segment: Uint8Array, { time }: Fragment): Splice[] {
  if (time.getUint8(0) === 1) return [];
  time.setUint8(0, 1);
  return [{ at: time.byteOffset - segment.byteOffset + 4, bytes: new Uint8Array(4) }];
}

const isUnplaced = 'The fragments of this stream do not say where their pictures lie.';

/** How many bytes a sample is: as its run says, or as is said for all. */
export const measure = ({ view }: SampleRun, { bytesAt }: Sample, presetBytes: number): number =>
  bytesAt === null ? presetBytes : view.getUint32(bytesAt);

/**
 * Where the samples of each run lie in the segment: where it says, else where the run before it ended. Throws
 * `media.unsupported` where only the whole file tells.
 */
export function listPlaces(
  { header, moofAt, runs }: Fragment,
  presetBytes: number,
): { run: SampleRun; at: number }[] {
  if (findField(header, 'baseOffset').isThere)
    throw new AppError(
      'media.unsupported',
      'The fragments of this stream name places in a file of their own.',
    );
  let endsAt: number | null = null;
  return runs.map((run) => {
    const stated = findDataOffset(run);
    const at = stated === null ? endsAt : moofAt + run.view.getInt32(stated);
    if (at === null) throw new AppError('media.unsupported', isUnplaced);
    endsAt = run.samples.reduce((sum, sample) => sum + measure(run, sample, presetBytes), at);
    return { run, at };
  });
}

/** A mark of where a picture begins, which has to stay the first: NAL units 9 of H.264 and 35 of HEVC. */
function skipDelimiter(segment: Uint8Array, at: number, type: string): number {
  const head = segment[at + 4] ?? 0;
  const isDelimiter = type.startsWith('avc') ? (head & 0x1f) === 9 : type.startsWith('h') && head >> 1 === 35;
  const length = new DataView(segment.buffer, segment.byteOffset + at, 4).getUint32(0);
  return isDelimiter ? at + 4 + length : at;
}

/** What a decoder needs before each picture at which it can begin; what is put in is counted as the picture's. */
function addParameters(segment: Uint8Array, fragment: Fragment, isFirst: boolean): Splice[] {
  const { track, header } = fragment;
  const { parameters } = track;
  if (!parameters || parameters.length === 0) return [];
  const count = fragment.runs.reduce((sum, { samples }) => sum + samples.length, 0);
  const preset = { bytes: readDefault(fragment, 'bytes'), marks: readDefault(fragment, 'marks') };
  const splices: Splice[] = [];
  let isBeginning = isFirst;
  for (const { run, at: runAt } of listPlaces(fragment, preset.bytes)) {
    let at = runAt;
    for (const sample of run.samples) {
      const length = measure(run, sample, preset.bytes);
      if (isBeginning || isStart(sample, preset.marks)) {
        splices.push({ at: skipDelimiter(segment, at, track.type), bytes: parameters });
        const field = findField(header, 'bytes');
        if (sample.bytesAt !== null) run.view.setUint32(sample.bytesAt, length + parameters.length);
        else if (count === 1 && field.isThere) header.setUint32(field.at, length + parameters.length);
        else throw new AppError('media.unsupported', 'The pictures of this stream are all of one length.');
      }
      isBeginning = false;
      at += length;
    }
  }
  return splices;
}

/** The segment as it can stand behind the head of the file. Throws `media.unsupported`. */
export function fitSegment<T extends Uint8Array>(
  segment: T,
  tracks: MatchedTracks,
): T | Uint8Array<ArrayBuffer> {
  const given = listFragments(segment, tracks);
  const plain = given.flatMap((fragment) => [
    ...sayPresets(segment, fragment),
    ...widenTime(segment, fragment),
  ]);
  const said = splice(segment, plain, given);
  // A length that is said now may be changed in the second step.
  const fragments = listFragments(said, tracks);
  const begun = new Set<number>();
  const parameters = fragments.flatMap((fragment) => {
    const isFirst = !begun.has(fragment.track.id);
    begun.add(fragment.track.id);
    return addParameters(said, fragment, isFirst);
  });
  return splice(said, parameters, fragments);
}
