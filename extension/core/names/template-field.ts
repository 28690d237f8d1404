/**
 * What may stand between the brackets of `%(…)s`, evaluated over an item's fields as yt-dlp does it:
 * `name[.keys][+n][>date][,alternatives][&replacement][|default]`. Pure. The grammar is that of "Output template" in
 * yt-dlp's README; its evaluation is compared with yt-dlp's own in `name-templates.integration.test.ts`.
 */
import { refuseTemplate } from '../../../shared/name-template.ts';
import { formatDate } from './format-date.ts';

/** A value of a field; null and undefined are "not available". */
export type FieldValue = string | number | readonly (string | number)[] | null | undefined;
/** An item's values by yt-dlp's names for them. */
export type Fields = Readonly<Record<string, FieldValue>>;

interface Alternative {
  name: string;
  /** `.0`, `.:80`: places and slices. */
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
const alternativePattern = new RegExp(String.raw`^(\w+)((?:\.-?[\d:-]+)*)((?:[-+*]${operand})*)(?:>(.+))?$`);
const innerPattern = /^([^&|]+)(?:&([^|]*))?(?:\|(.*))?$/s;

/** Throws `input.invalid` for what is not understood, and for names that `isKnown` does not know. */
export function parseExpression(inner: string, isKnown: (name: string) => boolean): Expression {
  const [, choices = '', replacement, fallback = 'NA'] =
    innerPattern.exec(inner) ?? refuseTemplate(`%(${inner}) is not understood`);
  if (replacement !== undefined && /[{}]/.test(replacement.replaceAll(/\{0?\}/g, '')))
    refuseTemplate(`&${replacement} may only hold {}`);
  const alternatives = choices.split(/(?<!\\),/).map((choice) => parseAlternative(choice));
  const names = alternatives.flatMap(({ name, maths }) => [
    name,
    ...maths.map((step) => step.operand).filter((each) => /^[a-z_]/.test(each)),
  ]);
  const unknown = names.find((name) => !isKnown(name));
  if (unknown !== undefined) refuseTemplate(`there is no field ${unknown}`);
  return { alternatives, replacement: replacement ?? null, fallback };
}

function parseAlternative(text: string): Alternative {
  const [, name = '', keys = '', maths = '', date] =
    alternativePattern.exec(text) ?? refuseTemplate(`%(${text}) is not a field with places, sums and a date`);
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
    return { ...found, value: expression.replacement.replaceAll(/\{0?\}/g, String(value)), fraction: false };
  }
  return null;
}

function evaluate({ name, keys, maths, date }: Alternative, fields: Fields) {
  let value: Evaluated['value'] | null = fields[name] ?? null;
  for (const key of keys) value = value === null ? null : pick(value, key);
  if (maths.length > 0) value = calculate(value, maths, fields);
  return date === null ? value : formatDate(value, date);
}

/** A place or a slice of a list or a text, as Python counts them. */
function pick(value: Evaluated['value'], key: string): Evaluated['value'] | null {
  const list = typeof value === 'number' ? null : typeof value === 'string' ? [...value] : value;
  if (!list) return null;
  const [from, to] = key.split(':').map((part) => (part === '' ? undefined : Number(part)));
  if (!key.includes(':')) return list.at(Number(key)) ?? null;
  const part = list.slice(from, to);
  return typeof value === 'string' ? part.join('') : part;
}

const toNumber = (value: unknown): number => (value === null || value === '' ? Number.NaN : Number(value));

function calculate(value: unknown, maths: Alternative['maths'], fields: Fields): number | null {
  let sum = toNumber(value);
  for (const { operator, operand: text } of maths) {
    const other = /^\d/.test(text) ? Number(text) : toNumber(fields[text] ?? null);
    sum = operator === '+' ? sum + other : operator === '-' ? sum - other : sum * other;
  }
  return Number.isFinite(sum) ? sum : null;
}
