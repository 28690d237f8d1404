/** Fragmented MP4 whose time or head changes in the middle, as one file with the first head. */
import { listBoxes, toView } from '../files/mp4-boxes.ts';
import { type Fragment, findField, listFragments, readDefault } from './mp4-fragments.ts';
import type { MatchedTracks } from './mp4-heads.ts';
import { fitSegment } from './mp4-parameters.ts';
import { beginRun, type FirstTimes, type PlacedSegment, readOffset, type Timeline } from './timeline.ts';

/** By how much a track's times differ because its head shows them earlier than the file's does. */
const readEditShift = ({ track }: Fragment): number => track.first.editSec - track.editSec;

function toFirstTimes(fragment: Fragment): FirstTimes {
  const { track, decoded, runs } = fragment;
  const [run] = runs;
  const shiftAt = run?.samples[0]?.shiftAt;
  const shift = run && typeof shiftAt === 'number' ? run.view.getInt32(shiftAt) : 0;
  const decodedSec = decoded / track.timescale + readEditShift(fragment);
  return {
    track: String(track.first.id),
    tickSec: 1 / track.first.timescale,
    editSec: track.first.editSec,
    decodedSec,
    shownSec: decodedSec + shift / track.timescale,
  };
}

/** Brings durations and shifts to ticks of the file; returns in them how long the fragment is, and when its last is shown. */
function scaleSamples(fragment: Fragment): { length: number; last: number; shown: number } {
  const { track, runs, header } = fragment;
  const scale = track.first.timescale / track.timescale;
  const preset = readDefault(fragment, 'duration');
  let length = 0;
  let last = 0;
  let shown = 0;
  for (const { view, samples } of runs)
    for (const { durationAt, shiftAt } of samples) {
      last = Math.round((durationAt === null ? preset : view.getUint32(durationAt)) * scale);
      const shift = shiftAt === null ? 0 : Math.round(view.getInt32(shiftAt) * scale);
      shown = Math.max(shown, length + shift);
      length += last;
      if (scale === 1) continue;
      if (durationAt !== null) view.setUint32(durationAt, last);
      if (shiftAt !== null) view.setInt32(shiftAt, shift);
    }
  const field = findField(header, 'duration');
  if (scale !== 1 && field.isThere) header.setUint32(field.at, Math.round(preset * scale));
  return { length, last, shown };
}

function moveFragment(fragment: Fragment, timeline: Timeline): void {
  const { track, header, time, decoded } = fragment;
  const { id, timescale } = track.first;
  const sec = decoded / track.timescale + readEditShift(fragment) + readOffset(timeline);
  const at = Math.max(0, Math.round(sec * timescale));
  header.setUint32(4, id);
  time.setBigUint64(4, BigInt(at));
  const { length, last, shown } = scaleSamples(fragment);
  const before = timeline.tracks[id]?.shown ?? 0;
  timeline.tracks[id] = { last: at + length - last, step: last, shown: Math.max(before, at + shown) };
}

/** An index of a segment that says when it is shown: it would say otherwise than the segment. */
function hideIndexes(segment: Uint8Array): void {
  for (const { type, whole } of listBoxes(toView(segment)))
    if (type === 'sidx') whole.set([0x66, 0x72, 0x65, 0x65], 4);
}

async function beginPart(fragments: readonly Fragment[], timeline: Timeline, placed: PlacedSegment) {
  const firstOf = [...new Set(fragments.map(({ track }) => track))].flatMap((track) => {
    const fragment = fragments.find((one) => one.track === track);
    return fragment ? [{ kind: track.kind, times: toFirstTimes(fragment) }] : [];
  });
  const lead = firstOf.sort((one, other) => Number(other.kind === 'vide') - Number(one.kind === 'vide'));
  await beginRun(
    timeline,
    placed,
    lead.map(({ times }) => times),
  );
}

/** The segment where and as it stands in the file; the given one is changed. Throws `media.unsupported`. */
export async function retimeMp4<T extends Uint8Array>(
  given: T,
  timeline: Timeline,
  { heads, ...placed }: PlacedSegment & { heads: MatchedTracks },
): Promise<T | Uint8Array<ArrayBuffer>> {
  const segment = fitSegment(given, heads);
  const fragments = listFragments(segment, heads);
  if (placed.run !== timeline.run) await beginPart(fragments, timeline, placed);
  for (const fragment of fragments) moveFragment(fragment, timeline);
  hideIndexes(segment);
  return segment;
}
