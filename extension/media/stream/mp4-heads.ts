/** What stands before the fragments of an MP4: its tracks, and what their decoders need to know. */
import { findBoxes, listBoxes, type Mp4Box, toView } from '../files/mp4-boxes.ts';
import { partsDiffer } from './timeline.ts';

/** A track as the head of a part has it. */
interface HeadTrack {
  id: number;
  /** `vide`, `soun` … */
  kind: string;
  /** Ticks of a second. */
  timescale: number;
  /** Seconds by which its times are shown earlier than they say. */
  editSec: number;
  /** Kind of its samples, such as `avc1`. */
  type: string;
  /** What a decoder needs to know before the first picture. */
  config: Uint8Array;
  /** Duration, length and marks of pieces that do not say them. */
  defaults: number[];
}

/** Which track of the file a track of a part is. */
export interface MatchedTrack extends HeadTrack {
  first: HeadTrack;
  /** What its decoder needs to know, as it stands before a picture; null where the head of the file says it. */
  parameters: Uint8Array | null;
}
/** By the numbers that they have in the part. */
export type MatchedTracks = ReadonlyMap<number, MatchedTrack>;

const toLetters = (view: DataView, at: number): string =>
  String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, 4));
const toBytes = ({ buffer, byteOffset, byteLength }: DataView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** How far the boxes of a sample entry are from its head: what stands before them is of the picture or the sound. */
const entryBytes: Record<string, number> = { vide: 78, soun: 28 };
const codecBoxes = ['avcC', 'hvcC', 'av1C', 'vpcC', 'dOps', 'dac3', 'dec3', 'dfLa'];

/**
 * The part of an `esds` that decoders need: its rates may differ. Three descriptors lie in each other, each with a tag, a
 * length in seven bits a byte, and so many bytes of its own before the next.
 */
function readDecoderPart({ body }: Mp4Box): Uint8Array {
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
    if (ownBytes === 0) return toBytes(body).subarray(at, at + length);
    at += ownBytes;
  }
  return new Uint8Array();
}

function readConfig(entry: Mp4Box, kind: string): Uint8Array {
  const from = entryBytes[kind];
  if (from === undefined || entry.body.byteLength < from) return new Uint8Array();
  const boxes = listBoxes(
    new DataView(entry.body.buffer, entry.body.byteOffset + from, entry.body.byteLength - from),
  );
  const plain = boxes.find(({ type }) => codecBoxes.includes(type));
  if (plain) return toBytes(plain.body);
  const esds = boxes.find(({ type }) => type === 'esds');
  return esds ? readDecoderPart(esds) : new Uint8Array();
}

/** What an `elst` takes off: empty stretches before the first one, and where in the track that begins. */
function readEditSec(trak: Mp4Box, timescale: number, movieScale: number): number {
  const [list] = findBoxes(trak.body, ['edts', 'elst']);
  if (!list) return 0;
  const isLong = list.body.getUint8(0) === 1;
  const count = list.body.getUint32(4);
  let emptySec = 0;
  for (let place = 0; place < count; place += 1) {
    const at = 8 + place * (isLong ? 20 : 12);
    const length = isLong ? Number(list.body.getBigUint64(at)) : list.body.getUint32(at);
    const start = isLong ? Number(list.body.getBigInt64(at + 8)) : list.body.getInt32(at + 4);
    if (start >= 0) return start / timescale - emptySec;
    emptySec += length / movieScale;
  }
  return -emptySec;
}

function readTrack(
  trak: Mp4Box,
  { defaults, movieScale }: { defaults: ReadonlyMap<number, number[]>; movieScale: number },
): HeadTrack | null {
  const [head] = findBoxes(trak.body, ['tkhd']);
  const [media] = findBoxes(trak.body, ['mdia', 'mdhd']);
  const [handler] = findBoxes(trak.body, ['mdia', 'hdlr']);
  const [entries] = findBoxes(trak.body, ['mdia', 'minf', 'stbl', 'stsd']);
  if (!head || !media || !handler || !entries) return null;
  const id = head.body.getUint32(head.body.getUint8(0) === 1 ? 20 : 12);
  const kind = toLetters(handler.body, 8);
  const timescale = media.body.getUint32(media.body.getUint8(0) === 1 ? 20 : 12);
  const { buffer, byteOffset, byteLength } = entries.body;
  const [entry] = listBoxes(new DataView(buffer, byteOffset + 8, byteLength - 8));
  return {
    id,
    kind,
    timescale,
    editSec: readEditSec(trak, timescale, movieScale),
    defaults: defaults.get(id) ?? [],
    type: entry?.type ?? '',
    config: entry ? readConfig(entry, kind) : new Uint8Array(),
  };
}

function readHead(init: Uint8Array): HeadTrack[] {
  const view = toView(init);
  const [movie] = findBoxes(view, ['moov', 'mvhd']);
  const movieScale = movie ? movie.body.getUint32(movie.body.getUint8(0) === 1 ? 20 : 12) : 1;
  const defaults = new Map(
    findBoxes(view, ['moov', 'mvex', 'trex']).map(({ body }) => [
      body.getUint32(4),
      [12, 16, 20].map((at) => body.getUint32(at)),
    ]),
  );
  return findBoxes(view, ['moov', 'trak'])
    .flatMap((trak) => readTrack(trak, { defaults, movieScale }) ?? [])
    .sort((one, other) => one.kind.localeCompare(other.kind));
}

/** Codecs that say in the stream itself what their decoders need; the types that mean so are of the same codec. */
const families: Record<string, 'avc' | 'hevc' | 'av1' | 'vp9'> = {
  avc1: 'avc',
  avc3: 'avc',
  hvc1: 'hevc',
  hev1: 'hevc',
  av01: 'av1',
  vp09: 'vp9',
};

/** How many bytes say how long a unit is. */
const readLengthBytes = ({ type, config }: HeadTrack): number =>
  families[type] === 'avc' ? ((config[4] ?? 0) & 3) + 1 : ((config[21] ?? 0) & 3) + 1;

/** Units as they lie in a list of them, each after its length in two bytes, with lengths of four. */
function listUnits(config: Uint8Array, from: number, count: number): { units: number[]; end: number } {
  const units: number[] = [];
  let at = from;
  for (let place = 0; place < count; place += 1) {
    const length = ((config[at] ?? 0) << 8) | (config[at + 1] ?? 0);
    units.push(0, 0, config[at] ?? 0, config[at + 1] ?? 0, ...config.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return { units, end: at };
}

const parameterReaders: Record<'avc' | 'hevc' | 'av1' | 'vp9', (config: Uint8Array) => number[]> = {
  avc(config) {
    const sets = listUnits(config, 6, (config[5] ?? 0) & 0x1f);
    return [...sets.units, ...listUnits(config, sets.end + 1, config[sets.end] ?? 0).units];
  },
  hevc(config) {
    const units: number[] = [];
    let at = 23;
    for (let array = 0; array < (config[22] ?? 0); array += 1) {
      const list = listUnits(config, at + 3, ((config[at + 1] ?? 0) << 8) | (config[at + 2] ?? 0));
      units.push(...list.units);
      at = list.end;
    }
    return units;
  },
  av1: (config) => [...config.subarray(4)],
  vp9: () => [],
};

/** Whether a decoder that began with the one can go on with the other. */
function canFollow(first: HeadTrack, own: HeadTrack): boolean {
  const family = families[own.type];
  if (!family || family !== families[first.type]) return own.type === first.type && isSameConfig(first, own);
  const hasUnits = family === 'avc' || family === 'hevc';
  return (
    !hasUnits || (readLengthBytes(own) === 4 && readLengthBytes(first) === 4) || isSameConfig(first, own)
  );
}

const isSameConfig = ({ config }: HeadTrack, { config: other }: HeadTrack): boolean =>
  config.length === other.length && config.every((byte, at) => byte === other[at]);

const kindNames: Record<string, 'picture' | 'sound'> = { vide: 'picture', soun: 'sound' };

/** The same kinds in the same order. A part may lack some. */
function matchHead(first: readonly HeadTrack[], own: readonly HeadTrack[], startSec: number): MatchedTrack[] {
  const left = [...first];
  return own.map((track) => {
    const place = left.findIndex(({ kind }) => kind === track.kind);
    const [like] = place < 0 ? [] : left.splice(place, 1);
    if (!like) throw partsDiffer('tracks', startSec);
    if (!canFollow(like, track)) throw partsDiffer(kindNames[track.kind] ?? 'tracks', startSec);
    return { ...track, first: like, parameters: null };
  });
}

/** The head of a part, and when the first part that has it begins. */
export interface PartHead {
  bytes: Uint8Array;
  startSec: number;
}

/**
 * Which tracks of the file the tracks of each part are. Where one part's pictures need other parameters than the first's,
 * those of all parts carry them, so that a player finds them wherever it begins; so they do where not all heads are known.
 * Throws `media.parts_differ` where a part has other tracks, or a decoder of the first cannot go on with it.
 */
export function matchHeads(
  firstInit: Uint8Array,
  heads: readonly PartHead[],
  areAllKnown = true,
): MatchedTracks[] {
  const first = readHead(firstInit);
  const matched = heads.map(({ bytes, startSec }) => matchHead(first, readHead(bytes), startSec));
  const differing = new Set(
    matched.flatMap((tracks) =>
      tracks
        .filter((track) => !areAllKnown || !isSameConfig(track, track.first))
        .map((track) => track.first.id),
    ),
  );
  return matched.map((tracks) => {
    const withParameters = tracks.map((track): MatchedTrack => {
      const family = families[track.type];
      if (!family || !differing.has(track.first.id)) return track;
      return { ...track, parameters: new Uint8Array(parameterReaders[family](track.config)) };
    });
    return new Map(withParameters.map((track) => [track.id, track]));
  });
}
