import { describe, expect, test } from 'vitest';
import { downloadChoiceSchema } from '../../shared/protocol/download-commands.ts';
import { type ChoiceValues, parseChoice, parseRate, parseSection, toDownloadId } from './download-options.ts';

const choose = (values: ChoiceValues) => downloadChoiceSchema.parse(parseChoice(values));

test('without options it is the best there is, and nothing else', () => {
  expect(choose({})).toEqual(downloadChoiceSchema.parse({ quality: 'original' }));
});

test.each<[ChoiceValues, object]>([
  [{ quality: '720p' }, { quality: '720p' }],
  [
    { codec: 'av1', container: 'mkv', 'max-size': '500M' },
    { codec: 'av1', container: 'mkv', maxBytes: 500_000_000 },
  ],
  [{ audio: 'mp3' }, { quality: 'audio', audioFormat: 'mp3' }],
  [{ format: '137+140' }, { format: '137+140' }],
  [
    { subs: 'en,de', 'auto-subs': true },
    { subtitles: { languages: ['en', 'de'], automatic: true, embed: false } },
  ],
  [{ subs: 'all', 'embed-subs': true }, { subtitles: { languages: [], automatic: false, embed: true } }],
  [{ thumbnail: true }, { thumbnail: 'file' }],
  [
    { 'embed-thumbnail': true, metadata: true, chapters: true },
    { thumbnail: 'embed', embedMetadata: true, embedChapters: true },
  ],
  [
    { section: ['1:05-2:10', '90-100.5'] },
    {
      sections: [
        { startSec: 65, endSec: 130 },
        { startSec: 90, endSec: 100.5 },
      ],
    },
  ],
  [
    { 'limit-rate': '2.5M', known: true },
    { rateLimitBytesPerSec: 2_500_000, skipKnown: true },
  ],
])('%j', (values, choice) => {
  expect(choose(values)).toMatchObject(choice);
});

test.each([
  ['1', 1],
  ['500K', 500_000],
  ['500kB', 500_000],
  ['2MiB', 2_097_152],
  ['1.5Gi', 1_610_612_736],
])('%s means as many bytes as in the form', (text, bytes) => {
  expect(choose({ 'max-size': text, 'limit-rate': text })).toMatchObject({
    maxBytes: bytes,
    rateLimitBytesPerSec: bytes,
  });
});

describe.each<[string, () => unknown]>([
  ['a codec that nobody knows', () => parseChoice({ codec: 'divx' })],
  ['a size that is none', () => parseChoice({ 'max-size': 'big' })],
  ['a size in a unit that is none', () => parseChoice({ 'max-size': '5iB' })],
  ['two ways to choose a format', () => parseChoice({ audio: 'mp3', quality: 'original' })],
  ['a quality that is none', () => parseChoice({ quality: '4k' })],
  ['a type of sound that is none', () => parseChoice({ audio: 'wma' })],
  ['embedding what was not asked for', () => parseChoice({ 'embed-subs': true })],
  ['half a part', () => parseSection('1:05')],
  ['a part of words', () => parseSection('start-end')],
  ['a rate of words', () => parseRate('fast')],
  ['no rate', () => parseRate('0')],
])('%s', (_name, parse) => {
  test('is refused in one sentence', () => {
    expect(parse).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });
});

test('the same wish has the same id, another one another', () => {
  expect(toDownloadId('https://a.example/', { quality: 'original' })).toBe(
    toDownloadId('https://a.example/', { quality: 'original' }),
  );
  expect(toDownloadId('https://a.example/')).not.toBe(toDownloadId('https://b.example/'));
  expect(toDownloadId('x')).toMatch(/^cli-[0-9a-f]{12}$/);
});
