import { describe, expect, it } from 'vitest';
import { formatSize, nameCodec, sortFormatRows, toFormatRows } from './format-rows.ts';
import { buildFormat, buildSound } from './testing/page-video.ts';

const silent = (id: string, height: number, container = 'mp4') =>
  buildFormat(id, { audioCodec: null, audioChannels: null, height, container });

describe('the rows of the table of formats', () => {
  it('give a picture without sound the best sound that fits into its file', () => {
    const rows = toFormatRows([
      silent('137', 1080),
      silent('248', 1080, 'webm'),
      buildSound('139', { bitrate: 48_000 }),
      buildSound('140', { bitrate: 128_000 }),
      buildSound('251', { container: 'webm', bitrate: 160_000 }),
      buildSound('drm', { bitrate: 999_000, drm: true }),
    ]);
    expect(rows.map(({ choice }) => choice)).toEqual(['137+140', '248+251', '139', '140', '251', 'drm']);
    expect(rows[0]).toMatchObject({ tracks: 'video', bytes: 53_000_000, sound: { id: '140' } });
  });

  it('take the sound in the language of the picture', () => {
    const [row] = toFormatRows([
      { ...silent('137', 1080), language: 'de' },
      buildSound('en', { language: 'en', bitrate: 256_000 }),
      buildSound('de', { language: 'de' }),
    ]);
    expect(row?.choice).toBe('137+de');
  });

  it('leave alone what has no sound to be had, and what nobody knows', () => {
    const unknown = buildFormat('0', { videoCodec: null, audioCodec: null });
    const rows = toFormatRows([silent('137', 1080), unknown]);
    expect(rows.map(({ choice, tracks }) => [choice, tracks])).toEqual([
      ['137', 'video'],
      ['0', 'unknown'],
    ]);
  });

  it('know no size when a part of it is not known', () => {
    const rows = toFormatRows([silent('137', 1080), buildSound('140', { bytes: null })]);
    expect(rows[0]?.bytes).toBeNull();
  });

  it('are sorted by what a column shows, and stay as they were where that is equal', () => {
    const rows = toFormatRows([
      buildFormat('a', { height: 480, bytes: 5, fps: 50 }),
      buildFormat('b', { height: 1080, bytes: null }),
      buildFormat('c', { height: 480, bytes: 9, container: 'webm' }),
    ]);
    const order = (...by: [Parameters<typeof sortFormatRows>[1], boolean]) =>
      sortFormatRows(rows, ...by)
        .map(({ format }) => format.id)
        .join('');
    expect(order('picture', true)).toBe('bac');
    expect(order('picture', false)).toBe('acb');
    expect(order('size', true)).toBe('cab');
    expect(order('fps', true)).toBe('abc');
    expect(order('container', true)).toBe('cab');
  });
});

it.each([
  ['avc1.640028', 'H.264'],
  ['hvc1.1.6.L93', 'H.265'],
  ['av01.0.08M.08', 'AV1'],
  ['vp09.00.41.08', 'VP9'],
  ['mp4a.40.2', 'AAC'],
  ['ec-3', 'E-AC-3'],
  ['theora.1', 'theora'],
  [null, ''],
])('%s is called %s', (codec, name) => {
  expect(nameCodec(codec)).toBe(name);
});

it('a size that was worked out says so, and one that is not known says nothing', () => {
  expect(formatSize(120e6, true, 'en')).toBe('≈ 120 MB');
  expect(formatSize(120e6, false, 'en')).toBe('120 MB');
  expect(formatSize(null, true)).toBe('');
});
