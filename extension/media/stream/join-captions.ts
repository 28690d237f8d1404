/** Captions that come in pieces, as one WebVTT text. Pure. */

/** A piece, and where the playlist has it. */
export interface CaptionPiece {
  text: string;
  run: number;
  startSec: number;
  /** When its times begin where it does not say that itself: those of DASH do so with their period. */
  fromSec: number;
}

/** What is known of the film's time. */
export interface CaptionClock {
  /** By how much its parts were moved, of a film with breaks. */
  offsets: Readonly<Record<string, number>>;
  /** When the film begins in the clock of its first part. */
  baseSec: number;
}

const stamp = /(?:(\d+):)?(\d{2}):(\d{2}\.\d{3})/;
const timing = new RegExp(`^${stamp.source}\\s+-->\\s+${stamp.source}`, 'm');
const block = /\r?\n\r?\n+/;
/** The clock of MPEG-TS, to which captions are bound, begins again after so long. */
const wrapSec = 2 ** 33 / 90_000;

const toSec = (hours: string | undefined, minutes: string | undefined, seconds: string | undefined): number =>
  Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);

/** `01:02:03.004`. */
export function toStamp(sec: number): string {
  const ms = Math.max(0, Math.round(sec * 1000));
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const rest = String(ms % 1000).padStart(3, '0');
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${rest}`;
}

const plainText = (text: string): string => text.replace(/^\ufeff/, '');
/** Whether captions are of the one kind that is read. */
export const isWebVtt = (text: string): boolean => plainText(text).startsWith('WEBVTT');

/** How much later the clock of the film is than the times of the piece (`X-TIMESTAMP-MAP`, RFC 8216, 3.5); null: unsaid. */
function readMapSec(text: string): number | null {
  const map = /^X-TIMESTAMP-MAP=(.*)$/m.exec(plainText(text).split(block)[0] ?? '')?.[1] ?? '';
  const ticks = /MPEGTS:(\d+)/.exec(map)?.[1];
  if (ticks === undefined) return null;
  const [, hours, minutes, seconds] = new RegExp(`LOCAL:${stamp.source}`).exec(map) ?? [];
  return Number(ticks) / 90_000 - toSec(hours, minutes, seconds);
}

/** The blocks of a piece but its head: cues, and what says how they look. */
export function listBlocks(text: string): string[] {
  if (!isWebVtt(text)) return [];
  return plainText(text)
    .split(block)
    .slice(1)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

const isCue = (one: string): boolean =>
  one
    .split(/\r?\n/)
    .slice(0, 2)
    .some((line) => timing.test(line));

/** A cue that much later. */
const moveCue = (cue: string, sec: number): string =>
  cue.replace(timing, (_whole, ...[a, b, c, d, e, f]: (string | undefined)[]) => {
    return `${toStamp(toSec(a, b, c) + sec)} --> ${toStamp(toSec(d, e, f) + sec)}`;
  });

/**
 * By how much the cues of each piece are moved. Where nobody says when the film begins in the clock of its captions, it
 * does with the first of them.
 */
function createShift(pieces: readonly CaptionPiece[], clock: CaptionClock | null) {
  const firstSec = pieces.map(({ text }) => readMapSec(text)).find((sec) => sec !== null) ?? 0;
  return ({ text, run, startSec, fromSec }: CaptionPiece): number => {
    const mapSec = readMapSec(text);
    if (mapSec === null) return fromSec;
    const offsetSec = clock?.offsets[run];
    if (!clock || offsetSec === undefined) {
      const sec = mapSec - firstSec;
      return sec < -wrapSec / 2 ? sec + wrapSec : sec;
    }
    const sec = mapSec + offsetSec - clock.baseSec;
    return sec + Math.round((startSec - sec) / wrapSec) * wrapSec;
  };
}

/**
 * One text of all pieces in order. A cue that goes on over the end of a piece is in both; styles are in each. Both are
 * kept once. Null when none of the pieces is WebVTT.
 */
export function joinCaptions(pieces: readonly CaptionPiece[], clock: CaptionClock | null): string | null {
  if (!pieces.some(({ text }) => isWebVtt(text))) return null;
  const toShift = createShift(pieces, clock);
  const seen = new Set<string>();
  const rest: string[] = [];
  const cues: string[] = [];
  for (const piece of pieces) {
    const shiftSec = toShift(piece);
    for (const given of listBlocks(piece.text)) {
      const one = isCue(given) && Math.abs(shiftSec) >= 0.001 ? moveCue(given, shiftSec) : given;
      if (seen.has(one)) continue;
      seen.add(one);
      (isCue(one) ? cues : rest).push(one);
    }
  }
  return `${['WEBVTT', ...rest, ...cues].join('\n\n')}\n`;
}
