/**
 * Names of files in yt-dlp's grammar: `%(uploader)s/%(title).80s [%(id)s].%(ext)s`. Only a part of the grammar is taken,
 * since the rest can run through everything that yt-dlp knows. yt-dlp evaluates each field and gives it as JSON;
 * the name is put together here, so that no value can become a folder. Pure.
 */
import { AppError } from '../../shared/errors.ts';
import { toFileName } from '../../shared/file-name.ts';

/** What a name may be made of. */
export const nameFields = [
  ...['id', 'display_id', 'title', 'fulltitle', 'alt_title', 'ext', 'extractor', 'extractor_key'],
  ...['uploader', 'uploader_id', 'channel', 'channel_id', 'creator', 'artist', 'album', 'track', 'genre'],
  ...['upload_date', 'release_date', 'timestamp', 'release_year', 'duration', 'duration_string', 'language'],
  ...['view_count', 'like_count', 'age_limit', 'live_status', 'availability', 'webpage_url_domain'],
  ...['resolution', 'width', 'height', 'fps', 'dynamic_range', 'vcodec', 'acodec', 'format_id', 'tbr'],
  ...['playlist', 'playlist_id', 'playlist_title', 'playlist_index', 'playlist_count', 'playlist_uploader'],
  ...['series', 'season', 'season_number', 'episode', 'episode_number', 'chapter', 'autonumber'],
] as const;

/** The name of a download for which none was asked for. */
export const defaultTemplate = '%(title).100B [%(id)s].%(ext)s';

interface Field {
  /** Names and date format, as yt-dlp takes them. */
  expression: string;
  /** When there is no value. */
  fallback: string;
  flags: string;
  width: number;
  /** Most characters (`s`), bytes (`B`) or digits behind the point (`f`). */
  precision: number | null;
  conversion: string;
}

type Piece = string | Field;

/** A name that was understood: folders and the file's own name, without its type. */
export interface NameTemplate {
  segments: Piece[][];
}

const maxFolders = 4;
/** Leaves room for ` (2)`, the language of subtitles and the type. */
const nameLimits = { maxUnits: 120, maxBytes: 200 };
/** Paths of files are at most 400 characters, see `archivePathSchema`. */
const folderLimits = { maxUnits: 40, maxBytes: 200 };

function refuse(why: string): never {
  throw new AppError('input.invalid', `The template for names was refused: ${why}.`);
}

const fieldPattern = /^%\(([^()]*)\)([-+ 0#]*)(\d{0,3})(?:\.(\d{1,3}))?([A-Za-z])/;
const innerPattern = /^(\w+(?:,\w+)*)(>[^|&]{1,60})?(?:\|([^|]{0,60}))?$/;
/** What strftime knows and every system has in common. */
const datePattern = /^>(?:[\w .-]|%[aAbBdHIjmMpSUwWyY%])+$/;

function parseField(text: string): { field: Field; length: number } {
  const [whole, inner = '', flags = '', width = '', precision, conversion = ''] =
    fieldPattern.exec(text) ?? refuse('a % is not followed by (field)s');
  const [, names = '', date = '', fallback = 'NA'] =
    innerPattern.exec(inner) ?? refuse(`%(${inner}) is more than a field, a date and a default`);
  const unknown = names.split(',').find((name) => !(nameFields as readonly string[]).includes(name));
  if (unknown !== undefined) refuse(`there is no field ${unknown}`);
  if (date !== '' && !datePattern.test(date)) refuse(`${date.slice(1)} is not a form of dates`);
  if (!'sdfB'.includes(conversion)) refuse(`%(…)${conversion} is not one of s, d, f and B`);
  const field = {
    expression: names + date,
    fallback,
    flags,
    width: Number(width),
    precision: precision === undefined ? null : Number(precision),
    conversion,
  };
  return { field, length: whole.length };
}

function parsePieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (let rest = text; rest !== ''; ) {
    if (rest.startsWith('%%')) {
      pieces.push('%');
      rest = rest.slice(2);
    } else if (rest.startsWith('%')) {
      const { field, length } = parseField(rest);
      pieces.push(field);
      rest = rest.slice(length);
    } else {
      const [plain = ''] = /^[^%]+/.exec(rest) ?? [];
      pieces.push(plain);
      rest = rest.slice(plain.length);
    }
  }
  return pieces;
}

/** Cuts at slashes outside of fields: a date may be written with some. */
const splitPath = (text: string): string[] => text.split(/\/(?![^(]*\))/);

/** Throws `input.invalid`, saying what is wrong with it. */
export function parseTemplate(text: string): NameTemplate {
  if (/\p{Cc}|\\/u.test(text)) refuse('it holds control characters or backslashes');
  if (/^[/~]|^[a-z]:/i.test(text)) refuse('it must begin below the folder for downloads');
  const segments = splitPath(text.replace(/\.%\(ext\)s$/, ''));
  if (segments.length > maxFolders + 1) refuse(`more than ${maxFolders} folders`);
  if (segments.some((segment) => /^\s*\.*\s*$/.test(segment))) refuse('a part of it is empty or leads up');
  return { segments: segments.map(parsePieces) };
}

const isField = (piece: Piece): piece is Field => typeof piece !== 'string';

/** A template for yt-dlp's `--print` that gives the fields in their order as a JSON list; absent ones are null. */
export const buildNameQuery = ({ segments }: NameTemplate): string =>
  `[${segments
    .flat()
    .filter(isField)
    .map(({ expression }) => `%(${expression})j`)
    .join(',')}]`;

function toText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? value.map(String).join(', ') : null;
}

function cutBytes(text: string, maxBytes: number): string {
  let kept = '';
  for (const character of text) {
    if (Buffer.byteLength(kept + character) > maxBytes) break;
    kept += character;
  }
  return kept;
}

function convert(text: string, { conversion, precision }: Field): string {
  const number = Number(text);
  if (conversion === 'd' && Number.isFinite(number)) return String(Math.trunc(number));
  if (conversion === 'f' && Number.isFinite(number)) return number.toFixed(Math.min(precision ?? 6, 20));
  if (precision === null) return text;
  return conversion === 'B' ? cutBytes(text, precision) : [...text].slice(0, precision).join('');
}

/** printf's part of a field, as Python does it. */
function fillField(field: Field, value: unknown): string {
  const text = toText(value);
  if (text === null) return field.fallback;
  const filled = convert(text, field);
  const isNumber = field.conversion === 'd' || field.conversion === 'f';
  if (field.flags.includes('-')) return filled.padEnd(field.width);
  return filled.padStart(field.width, isNumber && field.flags.includes('0') ? '0' : ' ');
}

/**
 * The path of the file without its type, safe on every system, relative, with `/` between names. `values` are those of
 * `buildNameQuery`.
 */
export function fillTemplate({ segments }: NameTemplate, values: readonly unknown[]): string {
  const left = values[Symbol.iterator]();
  const texts = segments.map((pieces) =>
    pieces.map((piece) => (isField(piece) ? fillField(piece, left.next().value) : piece)).join(''),
  );
  const last = texts.length - 1;
  return texts.map((text, index) => toFileName(text, index === last ? nameLimits : folderLimits)).join('/');
}
