import { expect, test } from 'vitest';
import { toPrintable } from './printable.ts';

test.each([
  ['\u001b[2J\nclean', '\\u{1b}[2J\\u{a}clean'],
  ['a\u202egpj.exe\u2028\u009b31m', 'a\\u{202e}gpj.exe\\u{2028}\\u{9b}31m'],
  ['half \ud800', 'half \\u{d800}'],
  ['\u{1f468}\u200d\u{1f467} می\u200cخواهم é', '\u{1f468}\u200d\u{1f467} می\u200cخواهم é'],
])('%j is shown as %s', (text, shown) => {
  expect(toPrintable(text)).toBe(shown);
});
