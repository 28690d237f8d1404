/**
 * Templates for names in yt-dlp's grammar (`%(uploader)s/%(title).80s [%(id)s].%(ext)s`), taken apart, and printf's part
 * of a field. What stands between the brackets is evaluated in `template-field.ts`. Pure.
 */
import { AppError } from '../app-error.ts';
import { countUtf8Bytes, toFileName } from '../file-name.ts';

/** One `%(…)s` of a template. */
export interface TemplateField {
  /** What stands between the brackets. */
  inner: string;
  flags: string;
  width: number;
  /** Most characters (`s`), bytes (`B`) or digits behind the point (`f`), fewest digits (`d`). */
  precision: number | null;
  /** One letter, as printf and yt-dlp have them. */
  conversion: string;
}

/** Text as it stands, or a field. */
export type TemplatePiece<Field = TemplateField> = string | Field;

/** Throws `input.invalid`, saying what is wrong with a template. */
export function refuseTemplate(why: string): never {
  throw new AppError('input.invalid', `The template for names was refused: ${why}.`);
}

const fieldPattern = /^%\(([^()]*)\)([-+ 0#]*)(\d{0,3})(?:\.(\d{1,3}))?([A-Za-z])/;

function parseField(text: string): { field: TemplateField; length: number } {
  const [whole, inner = '', flags = '', width = '', precision, conversion = ''] =
    fieldPattern.exec(text) ?? refuseTemplate('a % is not followed by (field)s');
  const field = {
    inner,
    flags,
    width: Number(width),
    precision: precision === undefined ? null : Number(precision),
    conversion,
  };
  return { field, length: whole.length };
}

function parsePieces(text: string): TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
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

const maxFolders = 4;

/** Folders and the file's own name, without its type. Throws `input.invalid` for what leads out of its folder. */
export function splitTemplate(text: string): TemplatePiece[][] {
  // In a field a comma of a date is written `\,`, so that it does not begin another field.
  if (/\p{Cc}|\\(?!,[^()]*\))/u.test(text)) refuseTemplate('it holds control characters or backslashes');
  if (/^[/~]|^[a-z]:/i.test(text)) refuseTemplate('it must begin below the folder for downloads');
  const segments = splitPath(text.replace(/\.%\(ext\)s$/, ''));
  if (segments.length > maxFolders + 1) refuseTemplate(`more than ${maxFolders} folders`);
  if (segments.some((segment) => /^\s*\.*\s*$/.test(segment)))
    refuseTemplate('a part of it is empty or leads up');
  return segments.map(parsePieces);
}

/** The longest beginning of a text that has at most so many bytes in UTF-8. */
function cutBytes(text: string, maxBytes: number): string {
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += countUtf8Bytes(character);
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept;
}

function toDigits(number: number, { conversion, precision }: TemplateField): string {
  // Python's exponents have two digits at least.
  if (conversion === 'e')
    return number.toExponential(Math.min(precision ?? 6, 20)).replace(/(?<=e[+-])\d$/, '0$&');
  if ('fF'.includes(conversion)) return number.toFixed(Math.min(precision ?? 6, 20));
  // Of a whole number the precision is how many digits it has at least.
  return String(Math.trunc(number))
    .replace(/^-0$/, '0')
    .replace(/\d+/, (digits) => digits.padStart(precision ?? 0, '0'));
}

/** Whether only a number can stand there. */
export const isNumeric = ({ conversion }: TemplateField): boolean => 'diufFe'.includes(conversion);

function convert(text: string, field: TemplateField): string {
  const number = Number(text);
  if (isNumeric(field) && Number.isFinite(number)) return toDigits(number, field);
  const { precision, conversion } = field;
  if (precision === null) return text;
  return conversion === 'B' ? cutBytes(text, precision) : [...text].slice(0, precision).join('');
}

/** A value as printf of Python writes it: cut, rounded and padded. */
export function fillConversion(field: TemplateField, text: string): string {
  const filled = convert(text, field);
  // Python counts characters, and for `B` bytes.
  const length = field.conversion === 'B' ? countUtf8Bytes(filled) : [...filled].length;
  const width = field.width + filled.length - length;
  const isNumber = isNumeric(field) && /^-?[\d.]+(?:e[+-]\d+)?$/.test(filled);
  const sign = isNumber && !filled.startsWith('-') ? (/[+]|[ ]/.exec(field.flags)?.[0] ?? '') : '';
  const signed = sign + filled;
  if (field.flags.includes('-')) return signed.padEnd(width);
  if (!isNumber || !field.flags.includes('0')) return signed.padStart(width);
  const [, lead = '', digits = ''] = /^([+ -]?)(.*)$/.exec(signed) ?? [];
  return lead + digits.padStart(width - lead.length, '0');
}

/** Leaves room for ` (2)`, the language of subtitles and the type. */
export const nameLimits = { maxUnits: 120, maxBytes: 200 };
/** Paths of files are at most 400 characters, see `archivePathSchema`. */
export const folderLimits = { maxUnits: 40, maxBytes: 200 };

/** A relative path of safe names, `/` between them, from the filled segments of a template. */
export function toNamePath(texts: readonly string[]): string {
  const last = texts.length - 1;
  return texts.map((text, index) => toFileName(text, index === last ? nameLimits : folderLimits)).join('/');
}
