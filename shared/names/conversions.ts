/** What stands behind the brackets of `%(…)s` and makes a text of its own of a value, as yt-dlp does it. Pure. */
import { toPythonText } from './python-text.ts';
import type { Evaluated } from './template-field.ts';
import { fillConversion, refuseTemplate, type TemplateField } from './template-pieces.ts';

const known = 'sdiufFeDjhcBlUS';

const inNumbers = 'yt-dlp takes every number for a fraction, which it cannot write so; take d';
const reasons: Record<string, string> = {
  x: inNumbers,
  X: inNumbers,
  o: inNumbers,
  q: 'it quotes for a shell, and a name is none of its words; take s',
  r: 'it writes a value for programmers; take s or j',
  a: 'it writes a value for programmers; take s or j',
  E: 'take e',
  g: 'take e or f',
  G: 'take e or f',
};

/** Throws `input.invalid` for what cannot stand behind the brackets, with the reason. */
export function checkConversion({ conversion, flags }: TemplateField): void {
  if (!known.includes(conversion))
    refuseTemplate(
      `%(…)${conversion} ${reasons[conversion] ? `is not known here: ${reasons[conversion]}` : `is not one of ${[...known].join(', ')}`}`,
    );
  if (conversion === 'U' && flags.includes('#'))
    refuseTemplate('%(…)#U takes letters and accents apart, which names of files are not; take U or +U');
}

const suffixes = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];

/** `1.2M`, with `#` `1.1Mi`; what is no number from 0 on is `None`, as with yt-dlp. */
export function fillDecimal(field: TemplateField, value: Evaluated['value']): string {
  const number = typeof value === 'object' ? Number.NaN : Number(value);
  if (!(number >= 0)) return 'None';
  const factor = field.flags.includes('#') ? 1024 : 1000;
  const power =
    number < 1 ? 0 : Math.min(Math.trunc(Math.log(number) / Math.log(factor)), suffixes.length - 1);
  const flags = field.flags.replaceAll('#', '');
  const isPlain = flags === '' && field.width === 0 && field.precision === null;
  const filled = fillConversion(
    { ...field, flags, conversion: isPlain ? 'd' : 'f' },
    String(number / factor ** power),
  );
  const suffix = suffixes[power] ?? '';
  if (factor === 1000 || suffix === '') return filled + suffix;
  return `${filled}${suffix === 'k' ? 'K' : suffix}i`;
}

const toUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** As Python writes JSON: in ASCII but for the flag `+`, with `#` in lines. */
export function toPythonJson({ value, fraction }: Evaluated, flags: string): string {
  if (typeof value === 'number') return toPythonText({ value, fraction });
  const write = (one: string | number): string => {
    const text = JSON.stringify(one);
    return flags.includes('+') ? text : text.replaceAll(/[^ -~]/g, toUnit);
  };
  if (typeof value === 'string') return write(value);
  const parts = value.map(write);
  if (!flags.includes('#') || parts.length === 0) return `[${parts.join(', ')}]`;
  return `[\n${parts.map((part) => `    ${part}`).join(',\n')}\n]`;
}

const entities: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' };

/** With the signs that HTML means otherwise in its words. */
export const toHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => `&${entities[sign] ?? ''};`);
