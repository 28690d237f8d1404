import { expect, it } from 'vitest';
import { findFilmStart } from './list-times.ts';

const listFrom = (startSec: number) => ({
  inits: [],
  segments: [
    { url: 'a', range: null, key: null, durationSec: 2, startSec, init: null, run: 0, isAbsent: false },
  ],
});

it.each([
  ['that begin later than their film', 60, { startSec: 0, endSec: 90 }, 0],
  [
    'that count as their film does, which is from elsewhere',
    1_000_060,
    { startSec: 1e6, endSec: 1e6 + 90 },
    1e6,
  ],
  ['that count from elsewhere alone', 1e6, { startSec: 0, endSec: 90 }, 1e6],
  ['of a film that counts from elsewhere alone', 0, { startSec: 1e6, endSec: 1e6 + 90 }, 0],
  ['of a film that is one file', 60, null, 0],
])('captions %s are placed by where that begins', (...[, startSec, film, expected]) => {
  expect(findFilmStart(listFrom(startSec), film)).toBe(expected);
});
