/**
 * HLS playlists come from any site, and their parser takes the square of the length of some lines: the worker of all
 * downloads would stand still for hours. It is given only the lines that are used, and none that no playlist has.
 */
import { AppError } from '../../../shared/app-error.ts';
import { checkAddressRoom, measurePiece } from './plain-manifest.ts';

/** As of DASH: ten hours in steps of two seconds, in fifty qualities. */
const maxAddresses = 900_000;
const maxDefinitions = 16;

const usedTag =
  /^#EXT(?:M3U|INF:|-X-(?:BYTERANGE|DEFINE|DISCONTINUITY|DISCONTINUITY-SEQUENCE|ENDLIST|GAP|KEY|MAP|MEDIA|MEDIA-SEQUENCE|PLAYLIST-TYPE|STREAM-INF|TARGETDURATION|VERSION)(?![\w-]))/;
const listTag = /^#EXT-X-(?:DEFINE|KEY|MAP|MEDIA|STREAM-INF):/;

/** Some write it behind the last attribute. */
const emptyEnd = /\s{0,9}[,;]{1,2}$/;

const toRefusal = (message: string): AppError => new AppError('media.unsupported', message);

/** Whether attributes are names and values to the line's end, as the parser takes them: others cost it the square. */
function hasPlainAttributes(line: string): boolean {
  const attribute = /[^=]*=(?:"[^"]*"|(?!"[^"]*")[^,]*)(?:,|$)/y;
  attribute.lastIndex = line.indexOf(':') + 1;
  while (attribute.lastIndex < line.length) if (!attribute.test(line)) return false;
  return true;
}

function checkLine(line: string): void {
  if (listTag.test(line) && !hasPlainAttributes(line))
    throw toRefusal('The attributes of the HLS playlist are not understood.');
  // What stands for a variable is put in with patterns of its own.
  if (line.startsWith('#EXT-X-DEFINE:') && (line.includes('$') || line.length > 1024))
    throw toRefusal('The variables of the HLS playlist are not understood.');
}

/** Some leave out the zeros that the number of a key's first block begins with, and the parser fills up its end. */
const toWholeIv = (line: string): string =>
  line.replace(
    /([:,]\s{0,9}IV=0x)([\da-f]{1,32})(?![\da-f])/i,
    (_all, head: string, digits: string) => head + digits.padStart(32, '0'),
  );

const readAttribute = (line: string, name: string): string =>
  new RegExp(`[:,]\\s{0,9}${name}=(?:"([^"]*)"|([^",]*))`).exec(line)?.slice(1).join('') ?? '';

/** Gives sound and captions of a group names of their own: the parser keeps one of each name, and none without. */
function createNamer(): (line: string) => string {
  const known = new Map<string, number>();
  return (line) => {
    const given = readAttribute(line, 'NAME');
    const name = given || readAttribute(line, 'LANGUAGE') || 'und';
    const key = JSON.stringify([readAttribute(line, 'TYPE'), readAttribute(line, 'GROUP-ID'), name]);
    const count = (known.get(key) ?? 0) + 1;
    known.set(key, count);
    const own = count === 1 ? name : `${name} ${count}`;
    if (own === given) return line;
    const plain = line.replace(/([:,])\s{0,9}NAME=(?:"[^"]*"|[^",]*)/, '$1NO-NAME=""');
    return `${plain},NAME="${own}"`;
  };
}

const maxOf = (numbers: readonly number[]): number => numbers.reduce((one, other) => Math.max(one, other), 0);

/** Addresses of segments and of other playlists, and how much is put into each. */
function checkAmount(lines: readonly string[], base: string): void {
  const addresses = lines.filter((line) => !line.startsWith('#') || line.startsWith('#EXT-X-MEDIA:')).length;
  const definitions = lines.filter((line) => line.startsWith('#EXT-X-DEFINE:'));
  if (addresses > maxAddresses || definitions.length > maxDefinitions)
    throw toRefusal('The HLS playlist names more segments than any film has.');
  const widest = maxOf(definitions.map(measurePiece));
  const countPut = (line: string): number => widest * (line.split('{$').length - 1);
  // What is put into many: each of the others has a line of its own.
  const shared = lines
    .filter((line) => listTag.test(line))
    .map((line) => measurePiece(line) + countPut(line));
  const put = lines.reduce((sum, line) => sum + countPut(line), 0);
  checkAddressRoom(put + addresses * (maxOf(shared) + base.length));
}

/** The lines of a playlist that say what is to be fetched. Throws `media.unsupported`. */
export function toPlainPlaylist(text: string, base: string): string {
  const lines: string[] = [];
  const toNamed = createNamer();
  for (const given of text.split('\n')) {
    // Runs of blanks cost the parser the square too; other ends of lines are none to it, and are to its patterns.
    const line = given.trim().replaceAll(/[\r\u2028\u2029]|\s{100,}/g, ' ');
    if (line === '' || (line.startsWith('#') && !usedTag.test(line))) continue;
    const plain = listTag.test(line) ? toWholeIv(line.replace(emptyEnd, '')) : line;
    checkLine(plain);
    lines.push(plain.startsWith('#EXT-X-MEDIA:') ? toNamed(plain) : plain);
  }
  checkAmount(lines, base);
  return `${lines.join('\n')}\n`;
}
