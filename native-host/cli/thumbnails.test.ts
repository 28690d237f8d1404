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
  [{}, 'gif'],
  [{}, ''],
  [{ at: 'soon' }, 'jpg'],
  [{ sheet: '4' }, 'jpg'],
  [{ sheet: '40x40' }, 'jpg'],
  [{ animation: true }, 'png'],
])('%j as %j is wrong use', (wishes, format) => {
  expect(() => toPicture(wishes, format)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
});
