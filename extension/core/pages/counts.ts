/**
 * Counts as pages show them, in any language: "1,234 views", "2.3bn views", "12 Mio. Aufrufe", "1,234万 回視聴".
 * A number written out is exact. One with a unit of thousands, or with decimals, is rounded and stays marked so.
 */
import type { Count } from '../../../shared/model/item.ts';
import { toWhole } from '../json.ts';

/** A count that is known exactly, from a number or digits; null for anything else. */
export function toExactCount(value: unknown): Count | null {
  const whole = toWhole(value);
  return whole === null ? null : { precision: 'exact', value: whole };
}

/** The first count in a text, or null. "No views" is a count too: none. */
export function parseCount(text: string): Count | null {
  // Most counts look like this, and the pattern for every script costs many times as much.
  const simple = /^(\d[\d.,]*\d|\d)([A-Za-z]*)( ?)([A-Za-z]*)$/.exec(text);
  if (simple) {
    const [, digits = '', attached = '', space = '', word = ''] = simple;
    return toCount(digits, attached === '' ? space : '', attached || word);
  }
  const plain = toAsciiDigits(text.slice(0, 500));
  const match = numberPattern.exec(plain);
  if (!match) return /^no\s/i.test(plain) ? { precision: 'exact', value: 0 } : null;
  const [, digits = '', space = '', word = ''] = match;
  return toCount(digits, space, toUnit(word));
}

/** @param space what stands between the digits and the word after them */
function toCount(digits: string, space: string, word: string): Count | null {
  const scale =
    word === '' ? undefined : scales.get((word.endsWith('.') ? word.slice(0, -1) : word).toLowerCase());
  const { whole, fraction } = splitNumber(digits);
  if (scale === undefined) {
    if (fraction !== '') return { precision: 'rounded', text: digits, approximate: null };
    const value = toWhole(whole);
    return value === null ? null : { precision: 'exact', value };
  }
  const approximate = Math.round(Number(`${whole}.${fraction || '0'}`) * scale);
  return {
    precision: 'rounded',
    text: `${digits}${space}${word}`,
    approximate: Number.isSafeInteger(approximate) ? approximate : null,
  };
}

/** Chinese, Japanese and Korean write the unit and what is counted as one word. */
function toUnit(word: string): string {
  const first = word.slice(0, 1);
  return /[万萬만億亿억천兆조]/.test(first) ? first : word;
}

/** How big a count is, for choosing the better of two; null when only its text is known. */
export function toApproximate(count: Count): number | null {
  return count.precision === 'exact' ? count.value : count.approximate;
}

/** Which of several separators are decimals cannot be known from the language alone: groups have three digits. */
function splitNumber(digits: string): { whole: string; fraction: string } {
  if (/^\d+$/.test(digits)) return { whole: digits, fraction: '' };
  const clean = digits.replace(/[\s'’\u066c]/g, '').replace(/[٫]/g, '.');
  const last = Math.max(clean.lastIndexOf('.'), clean.lastIndexOf(','));
  if (last < 0) return { whole: clean, fraction: '' };
  const tail = clean.slice(last + 1);
  const isGroup = tail.length === 3;
  const head = clean.slice(0, last).replace(/[.,]/g, '');
  return isGroup ? { whole: head + tail, fraction: '' } : { whole: head, fraction: tail };
}

/** Digits of other scripts, each block of ten in order from its zero, as ASCII digits. */
function toAsciiDigits(text: string): string {
  if (!foreignDigit.test(text)) return text;
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = digitZeros.find((start) => code >= start && code < start + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}

const digitZeros = [
  0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0x1040,
  0x17e0, 0xff10,
];
const foreignDigit = /[\u0660-\u17e9\uff10-\uff19]/;
const numberPattern =
  /(\d(?:[\d.,'’\u066b\u066c]|[\s\u00a0\u202f](?=\d{3}(?!\d)))*\d|\d)([\s\u00a0\u202f]?)([\p{L}\p{M}]+\.?)?/u;

const scales = new Map<string, number>();
const addScale = (scale: number, words: string): void => {
  for (const word of words.split(' ')) scales.set(word, scale);
};
addScale(
  1e3,
  'k tsd tys tis тыс тис хил хиљ χιλ ezer tuh mil rb nghìn ribu bin тысяч 천 พัน हज़ार हजार হাজার ألف آلاف',
);
addScale(1e4, '万 萬 만 หมื่น');
addScale(1e5, 'lakh lk लाख লাখ แสน');
addScale(1e6, 'm mio mi mill mln mn млн мил εκ jt juta tr triệu millió milj mlj ล้าน مليون ملايين');
addScale(1e7, 'crore cr करोड़ কোটি');
addScale(1e8, '億 亿 억');
addScale(1e9, 'b bn mrd mld mlrd mia md млрд δισ tỷ miliar พันล้าน مليار bi');
addScale(1e12, 'tn 兆 조');
