/** Captions in fragments of MP4: WebVTT in their samples (ISO/IEC 14496-30, 6). Pure. */
import { findBoxes, listBoxes, type Mp4Box, toView } from '../files/mp4-boxes.ts';
import { listBlocks, toStamp } from './join-captions.ts';
import { listFragments, readDefault } from './mp4-fragments.ts';
import { type MatchedTracks, matchHeads } from './mp4-heads.ts';
import { listPlaces, measure } from './mp4-parameters.ts';

/** A piece, the head that it needs, and where the playlist has it. */
export interface Mp4CaptionPiece {
  /** The piece itself where it has its head in it. */
  init: Uint8Array;
  bytes: Uint8Array;
  run: number;
  /** Null of a file that no playlist places. */
  startSec: number | null;
}

interface Cue {
  fromSec: number;
  toSec: number;
  settings: string;
  text: string;
}

/** Of the two that are usual; the other one is TTML, `stpp`. */
const webVttType = 'wvtt';
/** What every entry of a sample begins with: reserved bytes and the number of a reference. */
const entryHeadBytes = 8;
/** A cue that goes on in the next sample is in both; their times are rounded. */
const nextSec = 0.002;

/** Whether it is MP4, and not text. */
export const isMp4 = (bytes: Uint8Array): boolean =>
  listBoxes(toView(bytes)).some(({ type }) => type === 'moof' || type === 'moov');

const decode = (body: DataView | undefined): string => (body ? new TextDecoder().decode(body) : '');

/** One line, or as many as there are, none of which would end a cue or begin another. */
const toLine = (text: string): string => text.replace(/[\r\n]+/g, ' ').trim();
const toLines = (text: string): string =>
  text
    .replace(/(\r\n?|\n)\s*/g, '\n')
    .replaceAll('-->', '--&gt;')
    .trim();

/** What stands before the cues of a file of WebVTT, such as styles. */
function listHeadBlocks(init: Uint8Array): string[] {
  const [entries] = findBoxes(toView(init), ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd']);
  if (!entries) return [];
  const { buffer, byteOffset, byteLength } = entries.body;
  const [entry] = listBoxes(new DataView(buffer, byteOffset + 8, byteLength - 8));
  if (!entry || entry.body.byteLength < entryHeadBytes) return [];
  const rest = new DataView(
    entry.body.buffer,
    entry.body.byteOffset + entryHeadBytes,
    entry.body.byteLength - entryHeadBytes,
  );
  return listBlocks(decode(findBoxes(rest, ['vttC'])[0]?.body)).filter((block) => !block.includes('-->'));
}

function readTracks(init: Uint8Array): MatchedTracks {
  const [tracks = new Map()] = matchHeads(init, [{ bytes: init, startSec: 0 }]);
  return new Map([...tracks].filter(([, { type }]) => type === webVttType));
}

function toCue({ body }: Mp4Box, fromSec: number, toSec: number): Cue[] {
  const inner = listBoxes(body);
  const partOf = (type: string): string => decode(inner.find((box) => box.type === type)?.body);
  const text = toLines(partOf('payl'));
  return text === '' ? [] : [{ fromSec, toSec, settings: toLine(partOf('sttg')), text }];
}

/** The cues of a piece by its own clock, and when it begins there; null: there is nothing in it. */
function readPiece(bytes: Uint8Array, tracks: MatchedTracks): { beginSec: number; cues: Cue[] } | null {
  const fragments = listFragments(bytes, tracks);
  const cues = fragments.flatMap((fragment): Cue[] => {
    const { track, decoded } = fragment;
    const preset = { bytes: readDefault(fragment, 'bytes'), duration: readDefault(fragment, 'duration') };
    let ticks = decoded;
    return listPlaces(fragment, preset.bytes).flatMap(({ run, at }) => {
      let place = at;
      return run.samples.flatMap((sample) => {
        const { durationAt, shiftAt } = sample;
        const shown = ticks + (shiftAt === null ? 0 : run.view.getInt32(shiftAt));
        const lasts = durationAt === null ? preset.duration : run.view.getUint32(durationAt);
        const from = place;
        place += measure(run, sample, preset.bytes);
        ticks += lasts;
        const boxes = listBoxes(toView(bytes.subarray(from, place))).filter(({ type }) => type === 'vttc');
        return boxes.flatMap((box) => toCue(box, shown / track.timescale, (shown + lasts) / track.timescale));
      });
    });
  });
  const [first] = fragments;
  return first ? { beginSec: first.decoded / first.track.timescale, cues } : null;
}

/** One behind the other, each as long as it is shown. */
function joinCues(cues: readonly Cue[]): Cue[] {
  const joined: Cue[] = [];
  const last = new Map<string, Cue>();
  for (const cue of cues.toSorted((one, other) => one.fromSec - other.fromSec)) {
    const name = `${cue.settings}\n${cue.text}`;
    const before = last.get(name);
    if (before && cue.fromSec <= before.toSec + nextSec) before.toSec = Math.max(before.toSec, cue.toSec);
    else if (cue.toSec > cue.fromSec) {
      joined.push(cue);
      last.set(name, cue);
    }
  }
  return joined;
}

/** A clock that begins later than this is not that of the film. */
const lateSec = 10;

/** By how much the cues of a part come later than its clock says. */
function toShift(beginSec: number, startSec: number | null): number {
  if (startSec === null) return beginSec > lateSec ? -beginSec : 0;
  return startSec - beginSec;
}

/**
 * One WebVTT text of all pieces. Each part of the stream is placed where the playlist has its first piece, for its clock may
 * begin anywhere. Null for captions of another kind. Throws `RangeError` for boxes that are shorter than they say,
 * `media.damaged` and `media.unsupported` for fragments that are not understood.
 */
export function joinMp4Captions(pieces: readonly Mp4CaptionPiece[]): string | null {
  const shifts = new Map<number, number>();
  const cues: Cue[] = [];
  const heads = new Map<Uint8Array, MatchedTracks>();
  const blocks = new Set<string>();
  for (const { init, bytes, run, startSec } of pieces) {
    const tracks = heads.get(init) ?? readTracks(init);
    if (tracks.size === 0) return null;
    if (!heads.has(init)) for (const block of listHeadBlocks(init)) blocks.add(block);
    heads.set(init, tracks);
    const piece = readPiece(bytes, tracks);
    if (piece === null) continue;
    const shiftSec = shifts.get(run) ?? toShift(piece.beginSec, startSec);
    shifts.set(run, shiftSec);
    for (const { fromSec, toSec, ...cue } of piece.cues)
      cues.push({ ...cue, fromSec: fromSec + shiftSec, toSec: toSec + shiftSec });
  }
  // Cues that lie in the table of one whole film, as nobody streams them.
  if (pieces.length > 0 && shifts.size === 0) return null;
  const texts = joinCues(cues).map(({ fromSec, toSec, settings, text }) =>
    [`${toStamp(fromSec)} --> ${toStamp(toSec)} ${settings}`.trim(), text].join('\n'),
  );
  return `${['WEBVTT', ...blocks, ...texts].join('\n\n')}\n`;
}
