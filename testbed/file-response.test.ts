import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRange } from './file-response.ts';

describe('a Range header', () => {
  it.each([
    [undefined, 'whole'],
    ['bytes=-', 'whole'],
    ['items=0-1', 'whole'],
    ['bytes=5-2', 'whole'],
    ['bytes=0-1,4-5', 'whole'],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=9-', { start: 9, end: 9 }],
    ['bytes=2-99', { start: 2, end: 9 }],
    ['bytes=-99', { start: 0, end: 9 }],
    ['bytes = 1 - 3', { start: 1, end: 3 }],
  ])('%s of ten bytes is %j', (header, expected) => {
    expect(parseRange(header, 10)).toEqual(expected);
  });

  it('never reaches outside the file', () => {
    const part = fc.oneof(fc.nat({ max: 300 }).map(String), fc.constant(''));
    fc.assert(
      fc.property(part, part, fc.nat({ max: 200 }), (first, last, size) => {
        const range = parseRange(`bytes=${first}-${last}`, size);
        if (typeof range === 'string') return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.start).toBeLessThanOrEqual(range.end);
        expect(range.end).toBeLessThan(size);
      }),
    );
  });
});
