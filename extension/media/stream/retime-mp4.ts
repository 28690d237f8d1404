/** Fragmented MP4 whose time or head changes in the middle, as one file with the first head. */
import { findBoxes, listBoxes, type Mp4Box, toView } from './mp4-boxes.ts';
import { beginRun, type FirstTimes, type PlacedSegment, partsDiffer, type Timeline } from './timeline.ts';

/** A track as the head of a part has it. */
interface HeadTrack {
  id: number;
  /** `vide`, `soun` … */
  kind: string;
  /** Ticks of a second. */
  timescale: number;
  /** What a decoder needs to know before the first picture. */
  codec: string;
  /** What its pieces are where they do not say it themselves. */
  defaults: number[];
}

const toText = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const toLetters = (view: DataView, at: number): string =>
  toText(new Uint8Array(view.buffer, view.byteOffset + at, 4));

/** How far the boxes of a sample entry are from its head: what stands before them is of the picture or the sound. */
const entryBytes: Record<string, number> = { vide: 78, soun: 28 };
const codecBoxes = ['avcC', 'hvcC', 'av1C', 'vpcC', 'dOps', 'dac3', 'dec3', 'dfLa'];

/**
 * The part of an `esds` that decoders need: its rates may differ. Three descriptors lie in each other, each with a tag, a
 * length in seven bits a byte, and so many bytes of its own before the next.
 */
function readDecoderPart({ body }: Mp4Box): string {
  let at = 4;
  for (const ownBytes of [3, 13, 0]) {
    let length = 0;
    for (let more = true; more; ) {
      at += 1;
      const byte = body.getUint8(at);
      length = length * 128 + (byte & 0x7f);
      more = byte >= 0x80;
    }
    at += 1;
    if (ownBytes === 0) return toText(new Uint8Array(body.buffer, body.byteOffset + at, length));
    at += ownBytes;
  }
  return '';
}

function readCodec(entry: Mp4Box, kind: string): string {
  const from = entryBytes[kind];
  if (from === undefined || entry.body.byteLength < from) return entry.type;
  const inner = new DataView(entry.body.buffer, entry.body.byteOffset + from, entry.body.byteLength - from);
  const boxes = listBoxes(inner);
  const plain = boxes.find(({ type }) => codecBoxes.includes(type));
  if (plain) return entry.type + toText(plain.whole);
  const esds = boxes.find(({ type }) => type === 'esds');
  return entry.type + (esds ? readDecoderPart(esds) : '');
}

function readTrack(trak: Mp4Box, defaults: ReadonlyMap<number, number[]>): HeadTrack | null {
  const [head] = findBoxes(trak.body, ['tkhd']);
  const [media] = findBoxes(trak.body, ['mdia', 'mdhd']);
  const [handler] = findBoxes(trak.body, ['mdia', 'hdlr']);
  const [entries] = findBoxes(trak.body, ['mdia', 'minf', 'stbl', 'stsd']);
  if (!head || !media || !handler || !entries) return null;
  const id = head.body.getUint32(head.body.getUint8(0) === 1 ? 20 : 12);
  const kind = toLetters(handler.body, 8);
  const { buffer, byteOffset, byteLength } = entries.body;
  const [entry] = listBoxes(new DataView(buffer, byteOffset + 8, byteLength - 8));
  return {
    id,
    kind,
    defaults: defaults.get(id) ?? [],
    timescale: media.body.getUint32(media.body.getUint8(0) === 1 ? 20 : 12),
    codec: entry ? readCodec(entry, kind) : '',
  };
}

function readHead(init: Uint8Array): HeadTrack[] {
  const view = toView(init);
  const defaults = new Map(
    findBoxes(view, ['moov', 'mvex', 'trex']).map(({ body }) => [
      body.getUint32(4),
      [12, 16, 20].map((at) => body.getUint32(at)),
    ]),
  );
  return findBoxes(view, ['moov', 'trak']).flatMap((trak) => readTrack(trak, defaults) ?? []);
}

/** Which track of the file a track of a part is. */
interface MatchedTrack extends HeadTrack {
  first: HeadTrack;
}

/** Throws `media.parts_differ` where a part has other tracks than the file, or others are needed to decode them. */
export function matchHeads(firstInit: Uint8Array, init: Uint8Array): Map<number, MatchedTrack> {
  const byKind = (tracks: HeadTrack[]) => tracks.sort((one, other) => one.kind.localeCompare(other.kind));
  const first = byKind(readHead(firstInit));
  const own = byKind(readHead(init));
  if (first.length !== own.length) throw partsDiffer('tracks');
  const matched = own.map((track, place) => {
    const like = first[place];
    if (!like || like.kind !== track.kind || like.codec !== track.codec) throw partsDiffer(track.kind);
    return [track.id, { ...track, first: like }] as const;
  });
  return new Map(matched);
}

const flags = { baseOffset: 1, entry: 2, duration: 8, bytes: 16, marks: 32 };
const runFlags = { offset: 1, firstMarks: 4, duration: 256, bytes: 512, marks: 1024, shift: 2048 };

interface Fragment {
  track: MatchedTrack;
  header: DataView;
  time: DataView;
  /** Where the time of what comes first stands, and how long its field is. */
  decoded: number;
  runs: DataView[];
}

const readFlags = (view: DataView): number => view.getUint32(0) & 0xffffff;

function listFragments(segment: Uint8Array, tracks: ReadonlyMap<number, MatchedTrack>): Fragment[] {
  return findBoxes(toView(segment), ['moof', 'traf']).flatMap(({ body }) => {
    const [header] = findBoxes(body, ['tfhd']);
    const [time] = findBoxes(body, ['tfdt']);
    const track = header && tracks.get(header.body.getUint32(4));
    if (!header || !time || !track) return [];
    const isLong = time.body.getUint8(0) === 1;
    const decoded = isLong ? Number(time.body.getBigUint64(4)) : time.body.getUint32(4);
    const runs = findBoxes(body, ['trun']).map((run) => run.body);
    return [{ track, header: header.body, time: time.body, decoded, runs }];
  });
}

interface Sample {
  /** Where its length in time and its shift stand; null where it says none. */
  durationAt: number | null;
  shiftAt: number | null;
}

function listSamples(run: DataView): Sample[] {
  const has = readFlags(run);
  const start = 8 + ((has & runFlags.offset) !== 0 ? 4 : 0) + ((has & runFlags.firstMarks) !== 0 ? 4 : 0);
  const fields = [runFlags.duration, runFlags.bytes, runFlags.marks, runFlags.shift];
  const present = fields.filter((field) => (has & field) !== 0);
  const placeOf = (field: number, at: number): number | null =>
    present.includes(field) ? at + present.indexOf(field) * 4 : null;
  return Array.from({ length: run.getUint32(4) }, (_, place) => {
    const at = start + place * present.length * 4;
    return { durationAt: placeOf(runFlags.duration, at), shiftAt: placeOf(runFlags.shift, at) };
  });
}

/** How long samples are that do not say it: as their fragment says, or the head. */
function readDefaultDuration({ header, track }: Fragment): { duration: number; at: number | null } {
  const has = readFlags(header);
  if ((has & flags.duration) === 0) return { duration: track.defaults[0] ?? 0, at: null };
  const at = 8 + ((has & flags.baseOffset) !== 0 ? 8 : 0) + ((has & flags.entry) !== 0 ? 4 : 0);
  return { duration: header.getUint32(at), at };
}

/** What the file's own head would say otherwise than the part's has to stand in the fragment. */
function checkDefaults({ header, runs, track }: Fragment): void {
  const needed = [
    { own: flags.duration, each: runFlags.duration },
    { own: flags.bytes, each: runFlags.bytes },
    { own: flags.marks, each: runFlags.marks },
  ];
  const isOpen = needed.some(({ own, each }, place) => {
    const ofHead = track.defaults[place] ?? 0;
    const isSame = ofHead === (track.first.defaults[place] ?? 0);
    const isScaled = place === 0 && track.timescale !== track.first.timescale;
    const isSaid = (readFlags(header) & own) !== 0 || runs.every((run) => (readFlags(run) & each) !== 0);
    return !isSaid && (!isSame || isScaled);
  });
  if (isOpen) throw partsDiffer('defaults');
}

function toFirstTimes({ track, decoded, runs }: Fragment): FirstTimes {
  const tickSec = 1 / track.timescale;
  const [run] = runs;
  const shiftAt = run && listSamples(run)[0]?.shiftAt;
  const shift = run && typeof shiftAt === 'number' ? run.getInt32(shiftAt) : 0;
  const decodedSec = decoded * tickSec;
  const ofFile = { track: String(track.first.id), tickSec: 1 / track.first.timescale };
  return { ...ofFile, decodedSec, shownSec: decodedSec + shift * tickSec };
}

/** Durations and shifts in ticks of the file; returns how long the fragment is in them. */
function scaleSamples(fragment: Fragment): { length: number; last: number } {
  const { track, runs, header } = fragment;
  const scale = track.first.timescale / track.timescale;
  const preset = readDefaultDuration(fragment);
  let length = 0;
  let last = 0;
  for (const run of runs)
    for (const { durationAt, shiftAt } of listSamples(run)) {
      last = Math.round((durationAt === null ? preset.duration : run.getUint32(durationAt)) * scale);
      length += last;
      if (scale === 1) continue;
      if (durationAt !== null) run.setUint32(durationAt, last);
      if (shiftAt !== null) run.setInt32(shiftAt, Math.round(run.getInt32(shiftAt) * scale));
    }
  if (scale !== 1 && preset.at !== null) header.setUint32(preset.at, Math.round(preset.duration * scale));
  return { length, last };
}

function moveFragment(fragment: Fragment, timeline: Timeline): void {
  const { track, header, time, decoded } = fragment;
  checkDefaults(fragment);
  const { id, timescale } = track.first;
  const at = Math.max(0, Math.round((decoded / track.timescale + timeline.offsetSec) * timescale));
  header.setUint32(4, id);
  if (time.getUint8(0) === 1) time.setBigUint64(4, BigInt(at));
  else if (at < 2 ** 32) time.setUint32(4, at);
  else throw partsDiffer('length');
  const { length, last } = scaleSamples(fragment);
  timeline.tracks[id] = { last: at + length - last, step: last };
}

/** An index of a segment that says when it is shown: it would say otherwise than the segment. */
function hideIndexes(segment: Uint8Array): void {
  for (const { type, whole } of listBoxes(toView(segment)))
    if (type === 'sidx') whole.set([0x66, 0x72, 0x65, 0x65], 4);
}

/** Moves a segment, in place. Throws `media.parts_differ`. */
export function retimeMp4(
  segment: Uint8Array,
  timeline: Timeline,
  { heads, ...placed }: PlacedSegment & { heads: ReadonlyMap<number, MatchedTrack> },
): void {
  const fragments = listFragments(segment, heads);
  if (placed.run !== timeline.run) {
    const firstOf = [...new Set(fragments.map(({ track }) => track))].flatMap((track) => {
      const fragment = fragments.find((one) => one.track === track);
      return fragment ? [{ kind: track.kind, times: toFirstTimes(fragment) }] : [];
    });
    const lead = firstOf.sort((one, other) => Number(other.kind === 'vide') - Number(one.kind === 'vide'));
    beginRun(
      timeline,
      placed,
      lead.map(({ times }) => times),
    );
  }
  for (const fragment of fragments) moveFragment(fragment, timeline);
  hideIndexes(segment);
}
