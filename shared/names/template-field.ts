/**
 * What may stand between the brackets of `%(…)s`, evaluated over an item's fields as yt-dlp does it:
 * `name[.keys][+n][>date][,alternatives][&replacement][|default]`. Pure. The grammar is that of "Output template" in
 * yt-dlp's README; its evaluation is compared with yt-dlp's own in `yt-dlp-fields.integration.test.ts`.
 */
import { findUnknownDirective, formatDate } from './format-date.ts';
import { toPythonText } from './python-text.ts';
import { refuseTemplate } from './template-pieces.ts';

/** A value of a field; null and undefined are "not available". */
export type FieldValue = string | number | readonly (string | number)[] | null | undefined;
/** An item's values by yt-dlp's names for them. */
export type Fields = Readonly<Record<string, FieldValue>>;

interface Alternative {
  name: string;
  /** `.0`, `.:80`, `.::-1`: places and slices. */
  keys: string[];
  maths: { operator: '+' | '-' | '*'; operand: string }[];
  date: string | null;
}

/** The inside of a field, understood. */
export interface Expression {
  alternatives: Alternative[];
  replacement: string | null;
  /** @default 'NA' */
  fallback: string;
}

const operand = String.raw`(?:\d+(?:\.\d+)?|[a-z_]\w*)`;
const place = String.raw`(?:-?\d+)`;
const key = `(?:${place}?(?::${place}?){1,2}|${place})`;
const alternativePattern = new RegExp(
  String.raw`^(\w+)((?:\.${key})*)((?:[-+*]${operand})*)(?:>(.+))?$`,
  's',
);
const innerPattern = /^([^&|]+)(?:&([^|]*))?(?:\|(.*))?$/s;

/** Throws `input.invalid` for what is not understood. Names are not looked at, see `listNames`. */
export function parseExpression(inner: string): Expression {
  const [, choices = '', replacement, fallback = 'NA'] =
    innerPattern.exec(inner) ?? refuseTemplate(`%(${inner}) is not understood`);
  if (replacement !== undefined && /[{}]/.test(replacement.replaceAll(/\{0?\}/g, '')))
    refuseTemplate(`&${replacement} may only hold {}`);
  const alternatives = choices.split(/(?<!\\),/).map((choice) => parseAlternative(choice));
  return { alternatives, replacement: replacement ?? null, fallback };
}

/** A field that never has a value: its default stands there. */
export const toAbsent = (inner: string): Expression => ({
  alternatives: [],
  replacement: null,
  fallback: /\|(.*)$/s.exec(inner)?.[1] ?? 'NA',
});

/** Every field that is asked for, those of sums too. */
export const listNames = ({ alternatives }: Expression): string[] =>
  alternatives.flatMap(({ name, maths }) => [
    name,
    ...maths.map((step) => step.operand).filter((each) => /^[a-z_]/.test(each)),
  ]);

function parseAlternative(text: string): Alternative {
  if (/^\w+(?:\.[^.+*>]*)*\.[A-Za-z_{]/.test(text))
    refuseTemplate(`%(${text}) asks for a part by its name, and fields have parts by their places only`);
  const [, name = '', keys = '', maths = '', date] =
    alternativePattern.exec(text) ?? refuseTemplate(`%(${text}) is not a field with places, sums and a date`);
  if (keys.split('.').some((each) => /:[^:]*:-?0+$/.test(each))) refuseTemplate(`%(${text}) has steps of 0`);
  const unknown = date === undefined ? null : findUnknownDirective(date);
  if (unknown !== null) refuseTemplate(`${unknown} in %(${text}) is no part of a date that is known here`);
  const steps = [...maths.matchAll(new RegExp(`([-+*])(${operand})`, 'g'))];
  return {
    name,
    keys: keys.split('.').slice(1),
    maths: steps.map(([, operator, each = '']) => ({ operator: toOperator(operator), operand: each })),
    date: date?.replaceAll('\\,', ',') ?? null,
  };
}

const toOperator = (text: string | undefined): '+' | '-' | '*' => (text === '-' || text === '*' ? text : '+');

/** The value with its text; null when there is none. `name` is the field it came from. */
export interface Evaluated {
  name: string;
  value: string | number | readonly (string | number)[];
  /** True for a sum, which Python writes as `13.0`. */
  fraction: boolean;
}

/** The first alternative that has a value. An empty text is none. */
export function evaluateExpression(expression: Expression, fields: Fields): Evaluated | null {
  for (const alternative of expression.alternatives) {
    const value = evaluate(alternative, fields);
    if (value === null || value === '') continue;
    const found = { name: alternative.name, value, fraction: alternative.maths.length > 0 };
    if (expression.replacement === null) return found;
    const text = toPythonText(found);
    return { ...found, value: expression.replacement.replaceAll(/\{0?\}/g, () => text), fraction: false };
  }
  return null;
}

function evaluate({ name, keys, maths, date }: Alternative, fields: Fields) {
  let value = traverse(fields[name] ?? null, keys);
  if (maths.length > 0) value = calculate(value, maths, fields);
  return date === null ? value : formatDate(value, date);
}

/** What comes after a slice of a list is taken of each of its entries. A slice of nothing is an empty list. */
function traverse(from: Evaluated['value'] | null, keys: readonly string[]): Evaluated['value'] | null {
  let value = from;
  let isOfEach = false;
  for (const key of keys) {
    if (isOfEach && typeof value === 'object')
      value = value?.flatMap((each) => pick(each, key) ?? []) ?? null;
    else if (value !== null) value = pick(value, key);
    else if (key.includes(':')) value = [];
    isOfEach ||= key.includes(':') && typeof value === 'object';
  }
  return value;
}

/** A place or a slice of a list or of a text, as Python counts them. */
function pick(value: Evaluated['value'], key: string): Evaluated['value'] | null {
  const isList = typeof value === 'object';
  const list = isList ? value : [...String(value)];
  if (!key.includes(':')) return list.at(Number(key)) ?? null;
  const part = slice<string | number>(list, key);
  return isList ? part : part.join('');
}

/** `from:to:step`, each of which may be absent; with a step below 0 it goes backwards, from the end. */
function slice<T>(list: readonly T[], key: string): T[] {
  const [from, to, step = 1] = key.split(':').map((part) => (part === '' ? undefined : Number(part)));
  const first = step > 0 ? 0 : -1;
  const last = step > 0 ? list.length : list.length - 1;
  const toPlace = (given: number) => Math.min(Math.max(given < 0 ? given + list.length : given, first), last);
  const begin = from === undefined ? (step > 0 ? first : last) : toPlace(from);
  const end = to === undefined ? (step > 0 ? last : first) : toPlace(to);
  const length = Math.max(0, Math.ceil((end - begin) / step));
  const places = Array.from({ length }, (_, index) => begin + index * step);
  return places.flatMap((at) => list.slice(at, at + 1));
}

/** NaN for what is none: also for blanks, which `Number` takes for 0, and for lists. */
export const toNumber = (value: Evaluated['value'] | null): number =>
  value === null || typeof value === 'object' || String(value).trim() === '' ? Number.NaN : Number(value);

function calculate(
  value: Evaluated['value'] | null,
  maths: Alternative['maths'],
  fields: Fields,
): number | null {
  let sum = toNumber(value);
  for (const { operator, operand: text } of maths) {
    const other = /^\d/.test(text) ? Number(text) : toNumber(fields[text] ?? null);
    sum = operator === '+' ? sum + other : operator === '-' ? sum - other : sum * other;
  }
  return Number.isFinite(sum) ? sum : null;
}
