/** Values as Python's `str` writes them, which is what stands in a name of yt-dlp. Pure. */
import type { Evaluated } from './template-field.ts';

// What Python does not call printable, but for the blank.
const unprintable = /[\p{C}\p{Zl}\p{Zp}\p{Zs}]/u;
const short: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeCharacter(character: string): string {
  if (character === ' ' || !unprintable.test(character)) return short[character] ?? character;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  const escaped = code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`;
  return short[character] ?? (code > 0xffff ? `\\U${hex.padStart(8, '0')}` : escaped);
}

/** `'harbour'`; in double quotes where it holds single ones alone. */
function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const inner = [...text].map((character) => (character === mark ? `\\${mark}` : escapeCharacter(character)));
  return `${mark}${inner.join('')}${mark}`;
}

/** `13.0` of a sum, `['a', 'b']` of a list. */
export function toPythonText({ value, fraction }: Pick<Evaluated, 'value' | 'fraction'>): string {
  if (typeof value === 'number') return fraction && Number.isInteger(value) ? `${value}.0` : String(value);
  if (typeof value === 'string') return value;
  return `[${value.map((each) => (typeof each === 'number' ? String(each) : quote(each))).join(', ')}]`;
}
