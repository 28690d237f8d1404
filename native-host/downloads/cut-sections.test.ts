import { expect, test } from 'vitest';
import { buildCutArguments, fitSections, toSectionName } from './cut-sections.ts';

test.each([
  [0, 10, ' [00.00.00-00.00.10]'],
  [65.5, 3725, ' [00.01.05.500-01.02.05]'],
  [0.0004, 59.9996, ' [00.00.00-00.01.00]'],
])('a part from %s to %s is called%s', (startSec, endSec, name) => {
  expect(toSectionName({ startSec, endSec })).toBe(name);
});

test('a part ends with the file, and is cut once', () => {
  const part = { startSec: 5, endSec: 30 };
  expect(fitSections([part, { ...part, endSec: 40 }, { startSec: 1, endSec: 2 }], 12.5)).toEqual([
    { startSec: 5, endSec: 12.5 },
    { startSec: 1, endSec: 2 },
  ]);
});

test('a part that begins behind the end is refused', () => {
  expect(() => fitSections([{ startSec: 12.5, endSec: 30 }], 12.5)).toThrow(
    expect.objectContaining({ code: 'input.invalid' }),
  );
});

test('ffmpeg is given a local file, a reader’s bounds and a writer by name', () => {
  const args = buildCutArguments(
    { file: '/w/done/video.mp4', type: 'mp4' },
    { startSec: 1, endSec: 2 },
    '/w/cut/0.mp4',
  );
  expect(args.slice(0, 4)).toEqual(['-ss', '1', '-to', '2']);
  expect(args).toEqual(
    expect.arrayContaining(['-protocol_whitelist', 'file,pipe', 'file:/w/done/video.mp4']),
  );
  expect(args.slice(-3)).toEqual(['-f', 'mp4', 'file:/w/cut/0.mp4']);
});
