/**
 * Names of files in yt-dlp's grammar: `%(uploader)s/%(title).80s [%(id)s].%(ext)s`. Only a part of the grammar is taken,
 * since the rest can run through everything that yt-dlp knows. yt-dlp evaluates each field and gives it as JSON;
 * the name is put together here, so that no value can become a folder. Pure.
 */
import {
  fillConversion,
  refuseTemplate,
  splitTemplate,
  type TemplateField,
  type TemplatePiece,
  toNamePath,
} from '../../shared/name-template.ts';

/** What a name may be made of. */
const nameFields = [
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

interface Field extends TemplateField {
  /** Names and date format, as yt-dlp takes them. */
  expression: string;
  /** When there is no value. */
  fallback: string;
}

type Piece = TemplatePiece<Field>;

/** A name that was understood: folders and the file's own name, without its type. */
export interface NameTemplate {
  segments: Piece[][];
}

const innerPattern = /^(\w+(?:,\w+)*)(>[^|&]{1,60})?(?:\|([^|]{0,60}))?$/;
/** What strftime knows and every system has in common. */
const datePattern = /^>(?:[\w .-]|%[aAbBdHIjmMpSUwWyY%])+$/;

function checkPiece(piece: TemplatePiece): Piece {
  if (typeof piece === 'string') return piece;
  const { inner, conversion } = piece;
  const [, names = '', date = '', fallback = 'NA'] =
    innerPattern.exec(inner) ?? refuseTemplate(`%(${inner}) is more than a field, a date and a default`);
  const unknown = names.split(',').find((name) => !(nameFields as readonly string[]).includes(name));
  if (unknown !== undefined) refuseTemplate(`there is no field ${unknown}`);
  if (date !== '' && !datePattern.test(date)) refuseTemplate(`${date.slice(1)} is not a form of dates`);
  if (!'sdfB'.includes(conversion)) refuseTemplate(`%(…)${conversion} is not one of s, d, f and B`);
  return { ...piece, expression: names + date, fallback };
}

/** Throws `input.invalid`, saying what is wrong with it. */
export const parseTemplate = (text: string): NameTemplate => ({
  segments: splitTemplate(text).map((pieces) => pieces.map(checkPiece)),
});

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

function fillField(field: Field, value: unknown): string {
  const text = toText(value);
  return text === null ? field.fallback : fillConversion(field, text);
}

/**
 * The path of the file without its type, safe on every system, relative, with `/` between names. `values` are those of
 * `buildNameQuery`.
 */
export function fillTemplate({ segments }: NameTemplate, values: readonly unknown[]): string {
  const left = values[Symbol.iterator]();
  return toNamePath(
    segments.map((pieces) =>
      pieces.map((piece) => (isField(piece) ? fillField(piece, left.next().value) : piece)).join(''),
    ),
  );
}
