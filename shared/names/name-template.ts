/** Names by a template: understood once, filled for each item. Pure. */
import { AppError } from '../app-error.ts';
import { countUtf8Bytes, toFileName } from '../file-name.ts';
import { checkConversion, fillDecimal, toHtml, toPythonJson } from './conversions.ts';
import { checkFieldName, deriveFields, type Namer } from './name-fields.ts';
import { toPythonText } from './python-text.ts';
import { replaceCharacters, restrictCharacters } from './replace-characters.ts';
import {
  type Evaluated,
  type Expression,
  evaluateExpression,
  type Fields,
  listNames,
  parseExpression,
  toAbsent,
  toNumber,
} from './template-field.ts';
import {
  fillConversion,
  folderLimits,
  isNumeric,
  nameLimits,
  splitTemplate,
  type TemplateField,
  type TemplatePiece,
  toNamePath,
} from './template-pieces.ts';

interface NameField extends TemplateField {
  expression: Expression;
}

/** A template that was understood: folders and the file's own name, without its type. */
export interface NameTemplate {
  segments: TemplatePiece<NameField>[][];
}

function checkField(field: TemplateField, namer: Namer): Expression {
  checkConversion(field);
  const expression = parseExpression(field.inner);
  for (const name of listNames(expression)) checkFieldName(name, namer);
  return expression;
}

const mapFields = (text: string, toExpression: (field: TemplateField) => Expression): NameTemplate => ({
  segments: splitTemplate(text).map((pieces) =>
    pieces.map((piece) =>
      typeof piece === 'string' ? piece : { ...piece, expression: toExpression(piece) },
    ),
  ),
});

/** Throws `input.invalid`, saying what is wrong with it. */
export const parseNameTemplate = (text: string, namer: Namer): NameTemplate =>
  mapFields(text, (field) => checkField(field, namer));

/** The same for a template that was accepted already, if by an older version that refused less: what is refused now has no value. */
export const readNameTemplate = (text: string): NameTemplate =>
  mapFields(text, ({ inner }) => {
    try {
      return parseExpression(inner);
    } catch (refusal) {
      if (refusal instanceof AppError) return toAbsent(inner);
      throw refusal;
    }
  });

/** The fields that a template is made of, each once. */
export const listTemplateFields = ({ segments }: NameTemplate): string[] => [
  ...new Set(
    segments.flat().flatMap((piece) => (typeof piece === 'string' ? [] : listNames(piece.expression))),
  ),
];

/** Numbers that yt-dlp pads by itself, to as many digits as the highest has. */
function toPadWidth(name: string, fields: Fields): number {
  if (name === 'autonumber') return 5;
  if (name === 'playlist_index' || name === 'playlist_autonumber')
    return String(fields.n_entries ?? '').length;
  return 0;
}

/** What the conversion itself makes of a value; yt-dlp then replaces characters. */
function toText(found: Evaluated, { conversion, flags }: TemplateField): string {
  const hasMark = flags.includes('#');
  if (conversion === 'l' && typeof found.value === 'object') return found.value.join(hasMark ? '\n' : ', ');
  const text = toPythonText(found);
  if (conversion === 'j') return toPythonJson(found, flags);
  if (conversion === 'h') return toHtml(text);
  if (conversion === 'c') return found.value === 0 ? text : ([...text][0] ?? '');
  if (conversion === 'S' && hasMark) return restrictCharacters(text);
  return conversion === 'U' ? text.normalize(flags.includes('+') ? 'NFKC' : 'NFC') : text;
}

const isPlain = ({ conversion, flags, width, precision }: TemplateField): boolean =>
  conversion === 's' && flags === '' && width === 0 && precision === null;

function fillField(field: NameField, fields: Fields): string {
  const found = evaluateExpression(field.expression, fields);
  if (!found) return replaceCharacters(field.expression.fallback);
  const padWidth = isPlain(field) ? toPadWidth(found.name, fields) : 0;
  if (padWidth > 0 && !found.fraction && typeof found.value === 'number')
    return String(found.value).padStart(padWidth, '0');
  if (field.conversion === 'D') return fillDecimal(field, found.value);
  if (isNumeric(field)) {
    return Number.isFinite(toNumber(found.value))
      ? fillConversion(field, String(found.value))
      : replaceCharacters(field.expression.fallback);
  }
  const text = toText(found, field);
  // As yt-dlp does it: bytes are cut before characters are replaced, characters after.
  if (field.conversion === 'B') return replaceCharacters(fillConversion(field, text));
  const precision = field.conversion === 'c' ? null : field.precision;
  return fillConversion({ ...field, precision }, replaceCharacters(text));
}

const isOfId = (field: NameField): boolean =>
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
export function fillNameTemplate({ segments }: NameTemplate, fields: Fields): string {
  const named = deriveFields(fields);
  return toNamePath(
    segments.map((pieces, index) => {
      const texts = pieces.map((piece) => (typeof piece === 'string' ? piece : fillField(piece, named)));
      const canCut = pieces.map((piece) => typeof piece !== 'string' && !isOfId(piece));
      return shorten(texts, canCut, index === segments.length - 1 ? nameLimits : folderLimits).join('');
    }),
  );
}
