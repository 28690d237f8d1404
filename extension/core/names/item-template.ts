/** Names of items by a template: understood once, filled for each. Pure. */
import { countUtf8Bytes, toFileName } from '../../../shared/file-name.ts';
import {
  fillConversion,
  folderLimits,
  nameLimits,
  refuseTemplate,
  splitTemplate,
  type TemplateField,
  type TemplatePiece,
  toNamePath,
} from '../../../shared/name-template.ts';
import { replaceCharacters } from './replace-characters.ts';
import {
  type Evaluated,
  type Expression,
  evaluateExpression,
  type Fields,
  parseExpression,
} from './template-field.ts';

/** What a name of an item can be made of. */
const itemFieldNames = [
  ...['id', 'title', 'fulltitle', 'description', 'ext', 'extractor', 'extractor_key', 'webpage_url'],
  ...[
    'webpage_url_domain',
    'original_url',
    'uploader',
    'uploader_id',
    'uploader_url',
    'channel',
    'channel_id',
  ],
  ...['channel_url', 'timestamp', 'upload_date', 'duration', 'duration_string', 'view_count', 'like_count'],
  ...[
    'comment_count',
    'repost_count',
    'save_count',
    'availability',
    'live_status',
    'media_type',
    'categories',
  ],
  ...['tags', 'artist', 'artists', 'track', 'playlist', 'playlist_id', 'playlist_title', 'playlist_index'],
  ...['playlist_count', 'n_entries', 'playlist_autonumber', 'autonumber', 'series', 'season_number'],
  'episode_number',
] as const;

/** Names that yt-dlp knows and no item has: `NA`, or the default that the template gives. A typing error is none of them. */
const absentNames = [
  ...['display_id', 'alt_title', 'creator', 'genre', 'album', 'album_artist', 'release_date', 'release_year'],
  ...['release_timestamp', 'modified_date', 'language', 'age_limit', 'is_live', 'was_live', 'average_rating'],
  ...[
    'dislike_count',
    'channel_follower_count',
    'location',
    'resolution',
    'width',
    'height',
    'fps',
    'vcodec',
  ],
  ...['acodec', 'format', 'format_id', 'tbr', 'dynamic_range', 'filesize', 'playlist_uploader', 'season'],
  ...['playlist_uploader_id', 'episode', 'chapter', 'chapter_number', 'license', 'epoch'],
];

interface ItemField extends TemplateField {
  expression: Expression;
}

/** A template that was understood: folders and the file's own name, without its type. */
export interface ItemTemplate {
  segments: TemplatePiece<ItemField>[][];
}

const conversions = 'sdifBlUS';
const isKnown = (name: string): boolean => [...itemFieldNames, ...absentNames].includes(name);

function toItemField(piece: TemplatePiece): TemplatePiece<ItemField> {
  if (typeof piece === 'string') return piece;
  if (!conversions.includes(piece.conversion))
    refuseTemplate(`%(…)${piece.conversion} is not one of ${[...conversions].join(', ')}`);
  return { ...piece, expression: parseExpression(piece.inner, isKnown) };
}

/** Throws `input.invalid`, saying what is wrong with it. */
export const parseItemTemplate = (text: string): ItemTemplate => ({
  segments: splitTemplate(text).map((pieces) => pieces.map(toItemField)),
});

/** Numbers that yt-dlp pads by itself, to as many digits as the highest has. */
function toPadWidth(name: string, fields: Fields): number {
  if (name === 'autonumber') return 5;
  if (name === 'playlist_index' || name === 'playlist_autonumber')
    return String(fields.n_entries ?? '').length;
  return 0;
}

function toText({ value, fraction }: Evaluated): string {
  if (typeof value === 'number') return fraction && Number.isInteger(value) ? `${value}.0` : String(value);
  return typeof value === 'string' ? value : value.join(', ');
}

function fillField(field: ItemField, fields: Fields): string {
  const found = evaluateExpression(field.expression, fields);
  if (!found) return replaceCharacters(field.expression.fallback);
  const padWidth = field.conversion === 's' ? toPadWidth(found.name, fields) : 0;
  if (padWidth > 0 && !found.fraction && typeof found.value === 'number' && field.width === 0)
    return String(found.value).padStart(padWidth, '0');
  if ('dif'.includes(field.conversion)) {
    const isNumber = typeof found.value !== 'object' && Number.isFinite(Number(found.value));
    return isNumber
      ? fillConversion(field, String(found.value))
      : replaceCharacters(field.expression.fallback);
  }
  // As yt-dlp does it: bytes are cut before characters are replaced, characters after.
  if (field.conversion === 'B') return replaceCharacters(fillConversion(field, toText(found)));
  return fillConversion(field, replaceCharacters(toText(found)));
}

const isOfId = (field: ItemField): boolean =>
  field.expression.alternatives.some(({ name }) => /(?:^|_)(?:id|index|number|date)$/.test(name));

/** Cuts the longest value of a name that is too long for a disk, so that the id behind it stays whole. */
function shorten(texts: string[], canCut: boolean[], { maxUnits, maxBytes }: typeof nameLimits): string[] {
  const shown = [...texts];
  for (let round = 0; round < shown.length; round += 1) {
    const whole = shown.join('');
    const over = Math.max(whole.length - maxUnits, countUtf8Bytes(whole) - maxBytes);
    const longest = shown.reduce(
      (best, text, place) => (canCut[place] && text.length > (shown[best]?.length ?? 0) ? place : best),
      canCut.indexOf(true),
    );
    const text = shown[longest];
    if (over <= 0 || text === undefined) return shown;
    const room = Math.max(1, countUtf8Bytes(text) - over);
    shown[longest] = toFileName(text, { maxUnits: room, maxBytes: room, fallback: '_' });
  }
  return shown;
}

/** The path of an item's files without their type: relative, safe on every system, `/` between names. */
export function fillItemTemplate({ segments }: ItemTemplate, fields: Fields): string {
  const named = {
    ...fields,
    duration_string: String(fields.duration_string ?? '').replaceAll(':', '-') || null,
  };
  return toNamePath(
    segments.map((pieces, index) => {
      const texts = pieces.map((piece) => (typeof piece === 'string' ? piece : fillField(piece, named)));
      const canCut = pieces.map((piece) => typeof piece !== 'string' && !isOfId(piece));
      return shorten(texts, canCut, index === segments.length - 1 ? nameLimits : folderLimits).join('');
    }),
  );
}
