import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLineSplitter } from './line-splitter.ts';

function split(pieces: readonly string[], maxLineLength: number): string[] {
  const lines: string[] = [];
  const push = createLineSplitter((line) => lines.push(line), maxLineLength);
  for (const piece of pieces) push(piece);
  return lines;
}

test('lines are the same however their text is cut into pieces', () => {
  const piece = fc.string({ unit: fc.constantFrom('a', 'b', '\r', '\n') });
  fc.assert(
    fc.property(fc.array(piece), fc.integer({ min: 1, max: 8 }), (pieces, max) => {
      const whole = pieces.join('').split(/\r\n|\n|\r/);
      const expected = whole.slice(0, -1).flatMap((line) => (line === '' ? [] : [line.slice(0, max)]));
      expect(split(pieces, max)).toEqual(expected);
    }),
  );
});

test('a line without end is kept up to the bound', () => {
  const pieces = Array.from({ length: 2000 }, () => 'x'.repeat(64 * 1024));
  expect(split([...pieces, '\nnext\n'], 4 * 1024 * 1024).map(({ length }) => length)).toEqual([
    4 * 1024 * 1024,
    4,
  ]);
});
