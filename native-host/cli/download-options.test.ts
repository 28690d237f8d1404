import { expect, test } from 'vitest';
import { downloadChoiceSchema } from '../../shared/protocol/download-commands.ts';
import { type ChoiceValues, parseChoice, toDownloadId } from './download-options.ts';

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
  [{ subs: 'ALL' }, { subtitles: { languages: [], automatic: false, embed: false } }],
  [{ subs: 'en, pt-BR,' }, { subtitles: { languages: ['en', 'pt-BR'], automatic: false, embed: false } }],
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
  ['2T', 2_000_000_000_000],
])('%s means as many bytes as in the form', (text, bytes) => {
  expect(choose({ 'max-size': text, 'limit-rate': text })).toMatchObject({
    maxBytes: bytes,
    rateLimitBytesPerSec: bytes,
  });
});

test.each<[string, ChoiceValues]>([
  ['--codec', { codec: 'divx' }],
  ['--container', { container: 'avi' }],
  ['--max-size', { 'max-size': 'big' }],
  ['--max-size', { 'max-size': '5iB' }],
  ['--max-size', { 'max-size': '1.000' }],
  ['--max-size', { 'max-size': '99999999G' }],
  ['--audio', { audio: 'mp3', quality: 'original' }],
  ['--quality', { quality: '4k' }],
  ['--audio', { audio: 'wma' }],
  ['--format', { format: 'all' }],
  ['--format', { format: '' }],
  ['--embed-subs', { 'embed-subs': true }],
  ['--subs', { subs: '' }],
  ['--subs', { subs: ',' }],
  ['--subs', { subs: 'en de' }],
  ['--subs', { subs: Array.from({ length: 51 }, (_, index) => `a${index}`).join(',') }],
  ['--section', { section: ['1:05'] }],
  ['--section', { section: ['start-end'] }],
  ['--section', { section: ['10-5'] }],
  ['--section', { section: Array<string>(21).fill('1-2') }],
  ['--limit-rate', { 'limit-rate': 'fast' }],
  ['--limit-rate', { 'limit-rate': '0' }],
])('%s is named in one sentence where it is wrong: %j', (name, values) => {
  const sentence = { code: 'input.invalid', message: expect.stringMatching(`^[^\n]*${name}[^\n]*\\.$`) };
  expect(() => parseChoice(values)).toThrow(expect.objectContaining(sentence));
});

test('the same wish has the same id, another one another', () => {
  expect(toDownloadId('https://a.example/', { quality: 'original' })).toBe(
    toDownloadId('https://a.example/', { quality: 'original' }),
  );
  expect(toDownloadId('https://a.example/')).not.toBe(toDownloadId('https://b.example/'));
  expect(toDownloadId('x')).toMatch(/^cli-[0-9a-f]{12}$/);
});
