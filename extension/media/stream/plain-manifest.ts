/**
 * DASH manifests come from any site, and their parser and patterns take the square of the length of some texts: the worker
 * of all downloads would stand still for hours. So before they read one, comments and the like are taken out of it, and what
 * no manifest has is refused: a tag without an end, too many of them or too deep, addresses that no memory would hold.
 */
import { AppError } from '../../../shared/app-error.ts';

const maxTagChars = 16 * 1024;
const maxDepth = 64;
/** The standard knows about sixty. */
const maxNames = 256;
/** Programmes with breaks have hundreds. */
const maxPeriods = 2000;
const maxTracks = 20_000;
const maxTracksOfPeriod = 500;

/** What all addresses of a stream may come to in memory, in characters: some seconds of work, and less than a gigabyte. */
const maxAddressChars = 2 ** 28;

const toRefusal = (): AppError => new AppError('media.unsupported', 'The DASH manifest is not well-formed.');

const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

interface Mark {
  opens: string;
  closes: string;
  toText(inside: string): string;
}

/** What is no tag, by how it opens. */
const marks: Mark[] = [
  { opens: '<!--', closes: '-->', toText: () => '' },
  { opens: '<![CDATA[', closes: ']]>', toText: escapeText },
  { opens: '<!DOCTYPE', closes: '>', toText: () => '' },
  { opens: '<?', closes: '?>', toText: () => '' },
];

/** Looks at one tag after the other. */
function createTagCheck(): (tag: string) => void {
  const names = new Set<string>();
  let depth = 0;
  let periods = 0;
  let tracks = 0;
  let ofPeriod = 0;
  return (tag) => {
    const name = /^<\/?([\w:.-]+)/.exec(tag)?.[1];
    if (!name || tag.length > maxTagChars || tag.includes('<', 1)) throw toRefusal();
    // Numbers with leading zeros are made as long as is asked for.
    if (/%0\d{3,}d\$/.test(tag)) throw toRefusal();
    if (tag.startsWith('</')) depth -= 1;
    else {
      if (!tag.endsWith('/>')) depth += 1;
      names.add(name);
    }
    if (/^<(?:\w+:)?Period\b/.test(tag)) {
      periods += 1;
      ofPeriod = 0;
    }
    if (/^<(?:\w+:)?Representation\b/.test(tag)) {
      tracks += 1;
      ofPeriod += 1;
    }
    const isTooMany = periods > maxPeriods || tracks > maxTracks || ofPeriod > maxTracksOfPeriod;
    if (depth > maxDepth || names.size > maxNames || isTooMany) throw toRefusal();
  };
}

/** A manifest without comments, in which every `<` begins a tag that ends. Throws `media.unsupported`. */
export function toPlainManifest(text: string): string {
  const check = createTagCheck();
  const kept: string[] = [];
  let from = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', from)) {
    const mark = marks.find(({ opens }) => text.startsWith(opens, at));
    const begin = at + (mark?.opens.length ?? 0);
    const end = text.indexOf(mark?.closes ?? '>', begin);
    if (end < 0) throw toRefusal();
    kept.push(text.slice(from, at));
    from = end + (mark?.closes.length ?? 1);
    const piece = mark ? mark.toText(text.slice(begin, end)) : text.slice(at, from);
    if (!mark) check(piece);
    kept.push(piece);
  }
  kept.push(text.slice(from));
  // Ends of lines to patterns, though not to XML.
  return kept.join('').replaceAll(/[\u2028\u2029]/g, ' ');
}

/** Of what addresses are made: base addresses, templates and what is put into them, which may stand higher up. */
const addressTag =
  /<(?:MPD|Period|AdaptationSet|Representation|BaseURL|Initialization|Segment(?:Base|List|Template|URL))\b[^<]*/g;
/** All text of it counts, also that of tags inside, of which there are none in any stream. */
const mixedBase = /<BaseURL\b[^<]*<(?!\/BaseURL\b)/;

/** Tags, with the text behind them, of a plain manifest that can come into addresses. Others may hold pictures. */
const listAddressPieces = (text: string): string[] =>
  mixedBase.test(text) ? text.split('<') : (text.match(addressTag) ?? []);

/** As long as a piece of an address can become: signs beyond ASCII are written in nine, and numbers as wide as is asked for. */
export function measurePiece(piece: string): number {
  let length = piece.length;
  for (const [signs] of piece.matchAll(/[\u0080-\uffff]+/g)) length += 8 * signs.length;
  for (const [, width] of piece.matchAll(/%0(\d+)d\$/g)) length += Number(width);
  return length;
}

/** What a tag or a text of a plain manifest puts into an address at most, in characters. */
export function measureLongest(text: string): number {
  let longest = 0;
  let repeats = 1;
  for (const piece of listAddressPieces(text)) {
    longest = Math.max(longest, measurePiece(piece));
    // A template may have the name of its track more than once.
    if (piece.includes('$RepresentationID$'))
      repeats = Math.max(repeats, piece.split('$RepresentationID$').length - 1);
  }
  return longest * repeats;
}

/** Throws `media.unsupported` where the addresses of a stream come to more characters than fit. */
export function checkAddressRoom(chars: number): void {
  if (!(chars <= maxAddressChars))
    throw new AppError('media.unsupported', 'The addresses of the stream are longer than any stream has.');
}
