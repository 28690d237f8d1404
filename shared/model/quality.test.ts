import { expect, it } from 'vitest';
import { jobOptionsSchema } from './job-options.ts';
import { isWantedLanguage, type Quality, qualities, toCodec, toMaxSide, toQualityWord } from './quality.ts';

it('every word and height of a video has one bound, in pixels of the shorter side', () => {
  const bounds = qualities.map((quality): [Quality, number | null] => [quality, toMaxSide(quality)]);
  expect(Object.fromEntries(bounds)).toMatchObject({
    original: null,
    high: 1080,
    medium: 720,
    low: 480,
    smallest: null,
    audio: null,
    '2160p': 2160,
    '144p': 144,
  });
});

it.each([
  ['2160p', 'original'],
  ['1080p', 'high'],
  ['720p', 'medium'],
  ['480p', 'low'],
  ['144p', 'low'],
  ['smallest', 'smallest'],
  ['audio', 'audio'],
] as const)('%s is shown as %s in a menu of words', (quality, word) => {
  expect(toQualityWord(quality)).toBe(word);
});

it('reads what was stored when the best quality was called so', () => {
  expect(jobOptionsSchema.parse({ quality: 'best' }).quality).toBe('original');
  expect(jobOptionsSchema.parse({ quality: '720p' }).quality).toBe('720p');
  expect(jobOptionsSchema.safeParse({ quality: '8k' }).success).toBe(false);
});

it.each([
  ['h264', 'h264'],
  ['avc1.4d401e', 'h264'],
  ['h265', 'hevc'],
  ['h265_hvc1', 'hevc'],
  ['hvc1.1.6.L93', 'hevc'],
  ['vp09.00.31.08', 'vp9'],
  ['vp9', 'vp9'],
  ['av01.0.05M.08', 'av1'],
  ['mp4a.40.2', null],
  [undefined, null],
])('knows the codec %s', (name, codec) => expect(toCodec(name)).toBe(codec));

it.each([
  [[], 'fr', true],
  [['en'], 'en-GB', true],
  [['EN'], 'en', true],
  [['en-GB'], 'en', false],
  [['e'], 'en', false],
  [['de', 'fr'], 'fr', true],
  [['de'], undefined, false],
])('of the languages %j, %s is wanted: %s', (wanted, language, isWanted) => {
  expect(isWantedLanguage(wanted, language)).toBe(isWanted);
});
