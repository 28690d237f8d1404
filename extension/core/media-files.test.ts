import { describe, expect, it } from 'vitest';
import type { Media, Variant } from '../../shared/model/media.ts';
import { makeItem } from '../jobs/testing/fake-world.ts';
import { createArchiveLayout } from './archive-layout.ts';
import { chooseVariants, listMediaFiles } from './media-files.ts';

const file = (height: number, change: Partial<Variant> = {}): Variant => ({
  url: `https://v16.example/${height}`,
  width: (height * 9) / 16,
  height,
  ...change,
});
const ranked = [file(1920), file(1920, { url: 'https://v19.example/1920' }), file(1024), file(640)];
const urlsOf = (variants: Variant[]) => variants.map(({ url }) => url);

describe('the file of a video', () => {
  it.each([
    ['original', ['https://v16.example/1920', 'https://v19.example/1920']],
    ['1080p', ['https://v16.example/1920', 'https://v19.example/1920']],
    ['720p', ['https://v16.example/1024']],
    ['smallest', ['https://v16.example/640']],
  ] as const)('of quality %s is the best that fits, with its mirrors', (quality, expected) => {
    expect(urlsOf(chooseVariants(ranked, quality))).toEqual(expected);
  });

  it('is the smallest where all are larger than what was asked for', () => {
    expect(urlsOf(chooseVariants([file(1920), file(1600)], '480p'))).toEqual(['https://v16.example/1600']);
  });

  it('is never one of two tracks', () => {
    expect(chooseVariants([file(1920, { tracks: 'video' })], 'original')).toEqual([]);
  });
});

describe('the files of a post', () => {
  const media = (id: string, kind: Media['kind'], variant: Variant): Media => ({
    id,
    kind,
    variants: [variant],
  });
  const listPaths = (quality: 'original' | 'audio', ...given: Media[]) => {
    const item = makeItem('7', { media: given, createdAt: { precision: 'unknown' } });
    return listMediaFiles(item, createArchiveLayout([item]), quality).map(({ path }) => path);
  };
  const photos = [
    media('thumbnail', 'thumbnail', { url: 'https://p.example/cover' }),
    media('image-1', 'image', { url: 'https://p.example/1~x.jpeg?y' }),
    media('image-2', 'image', { url: 'https://p.example/2.webp' }),
    media('sound', 'audio', { url: 'https://v.example/s', mimeType: 'audio/mpeg' }),
  ];

  it('are all its pictures in their order, and its sound', () => {
    expect(listPaths('best', ...photos)).toEqual([
      'media/images/youtube/undated_7_1.jpg',
      'media/images/youtube/undated_7_2.webp',
      'media/audio/youtube/undated_7.mp3',
    ]);
  });

  it('are all its videos, with numbers where there are several', () => {
    const film = (id: string) => media(id, 'video', { url: `https://v.example/${id}` });
    expect(listPaths('original', film('a'))).toEqual(['media/videos/youtube/undated_7.mp4']);
    expect(listPaths('original', film('a'), film('b'))).toEqual([
      'media/videos/youtube/undated_7_1.mp4',
      'media/videos/youtube/undated_7_2.mp4',
    ]);
  });

  it('are its sound alone where only sound is wanted', () => {
    expect(listPaths('audio', ...photos)).toEqual(['media/audio/youtube/undated_7.mp3']);
  });

  it('are none where only yt-dlp reaches them', () => {
    expect(listPaths('best', { id: 'video', kind: 'video', variants: [] })).toEqual([]);
  });

  it('are picture and sound to be joined where the platform keeps its best apart', () => {
    const tracks = [
      file(1080, { tracks: 'video', mimeType: 'video/mp4' }),
      file(480),
      { url: 'https://v.example/sound', tracks: 'audio', mimeType: 'audio/mp4' } as const,
    ];
    const item = makeItem('7', { media: [{ id: 'video', kind: 'video', variants: tracks }] });
    const list = (quality: 'original' | 'audio' | 'smallest') =>
      listMediaFiles(item, createArchiveLayout([item]), quality).map(({ path, expect, variants, sound }) => [
        path.split('.').at(-1),
        expect,
        ...[...variants, ...sound].map(({ url }) => url.split('/').at(-1)),
      ]);
    expect(list('original')).toEqual([['mp4', 'video', '1080', 'sound']]);
    expect(list('smallest')).toEqual([['mp4', 'video', '480']]);
    expect(list('audio')).toEqual([['m4a', 'audio', 'sound']]);
  });
});
