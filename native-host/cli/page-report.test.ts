import { expect, test } from 'vitest';
import type { PageVideo } from '../../shared/protocol/download-commands.ts';
import { buildPageReport } from './page-report.ts';
import { formatBytes, formatDuration } from './units.ts';

const page: PageVideo = {
  kind: 'video',
  id: 'a',
  extractor: 'x',
  url: 'https://a.example/',
  title: 'A film',
  author: 'me',
  durationSec: 3725,
  live: 'no',
  createdAt: '2026-01-02',
  description: '',
  chapters: [],
  thumbnails: [],
  entries: [],
  entryCount: null,
  more: false,
  subtitles: [
    { language: 'en', name: 'English', automatic: false },
    { language: 'de', name: 'Deutsch', automatic: true },
  ],
  formats: [
    {
      id: '137',
      container: 'mp4',
      width: 1920,
      height: 1080,
      fps: 25,
      videoCodec: 'avc1',
      audioCodec: null,
      audioChannels: null,
      bitrate: 2_500_000,
      bytes: 12_345_678,
      bytesEstimated: true,
      hdr: false,
      language: null,
      protocol: 'https',
      drm: true,
      note: '',
    },
  ],
  presets: [
    {
      quality: 'original',
      audioFormat: null,
      formatIds: ['137', '140'],
      container: 'mp4',
      height: 1080,
      bytes: null,
      bytesEstimated: false,
    },
    {
      quality: 'audio',
      audioFormat: 'mp3',
      formatIds: ['140'],
      container: 'mp3',
      height: null,
      bytes: 999,
      bytesEstimated: false,
    },
  ],
};

test('a video is told as facts and two tables', () => {
  expect(buildPageReport(page)).toEqual([
    'A film',
    'author: me',
    'length: 1:02:05',
    'date: 2026-01-02',
    'captions: en',
    'captions by a machine: de',
    '',
    'ID   TYPE  PICTURE    FPS  CODECS  SIZE    BITRATE',
    '137  mp4   1920x1080  25   avc1    ~12 MB  2500k    DRM',
    '',
    'PRESET     FORMATS  TYPE  PICTURE  SIZE',
    'original   137+140  mp4   1080p',
    'audio mp3  140      mp3            999 B',
  ]);
});

test('a list is told with what each entry is asked for by', () => {
  const entry = { id: 'b', url: 'https://a.example/2', title: 'Two', durationSec: 5, entry: null };
  const lines = buildPageReport({
    ...page,
    kind: 'playlist',
    entries: [entry, { ...entry, entry: 2 }],
    entryCount: 9,
    more: true,
  });
  expect(lines).toEqual([
    'A film',
    '2 of 9 entries, and more',
    '',
    '1  0:05  Two  https://a.example/2',
    '2  0:05  Two  --entry 2',
  ]);
});

test('texts of the site do not command the terminal', () => {
  const lines = buildPageReport({ ...page, title: '\u001b[2Jgone\r\n\u202egnirts' });
  expect(lines.join('')).not.toMatch(/[\p{Cc}\u202e]/u);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 KB'],
  [12_345_678, '12 MB'],
  [4.2e15, '4200 TB'],
])('%s bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [4.6, '0:05'],
  [65, '1:05'],
  [3600, '1:00:00'],
])('%s seconds are %s', (sec, text) => {
  expect(formatDuration(sec)).toBe(text);
});

test('a file of which nothing is known is not called sound', () => {
  const [format] = page.formats;
  const unknown = { ...format, width: null, height: null, videoCodec: null, audioCodec: null };
  const sound = { ...unknown, audioCodec: 'mp4a' };
  const lines = (formats: unknown[]): string => buildPageReport({ ...page, formats } as PageVideo).join('\n');
  expect(lines([unknown])).not.toContain('sound');
  expect(lines([sound])).toContain('sound');
});
