import { expect, test } from 'vitest';
import { parseDryRun } from './pip.ts';

test.each([
  [['Would install yt-dlp-2026.8.19'], '2026.8.19'],
  [
    ['Collecting yt-dlp[default]', 'Would install brotli-1.1.0 yt-dlp-2026.8.19 yt-dlp-ejs-0.8.0'],
    '2026.8.19',
  ],
  [['Would install yt_dlp-2026.8.19.1'], '2026.8.19.1'],
  [['Would install yt-dlp-ejs-0.8.0'], null],
  [[], null],
])('of %j the version is %j', (lines, version) => {
  expect(parseDryRun(lines)).toBe(version);
});
