import { expect, test } from 'vitest';
import { toPicture } from './thumbnails.ts';

test.each([
  [{}, 'jpg', { kind: 'frame', atSec: null, width: null, format: 'jpg' }],
  [{ at: '1.5', width: '200' }, 'png', { kind: 'frame', atSec: 1.5, width: 200, format: 'png' }],
  [{ sheet: '4x3' }, 'webp', { kind: 'sheet', columns: 4, rows: 3, width: 320, format: 'webp' }],
  [{ animation: true }, 'gif', { kind: 'animation', width: 320, format: 'gif' }],
])('%j as %s', (wishes, format, expected) => {
  expect(toPicture(wishes, format)).toMatchObject(expected);
});

test.each([
  [{}, 'gif', '--out'],
  [{}, '', '--out'],
  [{ at: 'soon' }, 'jpg', '--at'],
  [{ at: '' }, 'jpg', '--at'],
  [{ sheet: '4' }, 'jpg', '--sheet'],
  [{ sheet: '40x40' }, 'jpg', '--sheet'],
  [{ width: '1' }, 'jpg', '--width'],
  [{ animation: true }, 'png', '--out'],
])('%j as %j is wrong use, and %s is named', (wishes, format, name) => {
  const sentence = { code: 'input.invalid', message: expect.stringMatching(`^${name} .*\\.$`) };
  expect(() => toPicture(wishes, format)).toThrow(expect.objectContaining(sentence));
});
