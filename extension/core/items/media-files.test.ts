import { describe, expect, it } from 'vitest';
import { defaultJobOptions, type JobOptions } from '../../../shared/model/job-options.ts';
import type { Media, Variant } from '../../../shared/model/media.ts';
import { makeItem } from '../../jobs/testing/fake-world.ts';
import { createArchiveLayout } from '../names/archive-layout.ts';
import { listMediaFiles, listTooLarge, listWithoutFiles } from './media-files.ts';

const file = (height: number, change: Partial<Variant> = {}): Variant => ({
  url: `https://v16.example/${height}`,
  width: (height * 9) / 16,
  height,
  ...change,
});
const urlsOf = (variants: Variant[]) => variants.map(({ url }) => url);

describe('the files of a post', () => {
  const media = (id: string, kind: Media['kind'], variant: Variant): Media => ({
    id,
    kind,
    variants: [variant],
  });
  const listPaths = (quality: 'original' | 'audio', ...given: Media[]) => {
    const item = makeItem('7', { media: given, createdAt: { precision: 'unknown' } });
    return listMediaFiles(item, createArchiveLayout([item]), { ...defaultJobOptions, quality }).map(
      ({ path }) => path,
    );
  };
  const photos = [
    media('thumbnail', 'thumbnail', { url: 'https://p.example/cover' }),
    media('image-1', 'image', { url: 'https://p.example/1~x.jpeg?y' }),
    media('image-2', 'image', { url: 'https://p.example/2.webp' }),
    media('sound', 'audio', { url: 'https://v.example/s', mimeType: 'audio/mpeg' }),
  ];

  it('are all its pictures in their order, and its sound', () => {
    expect(listPaths('original', ...photos)).toEqual([
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
    expect(listPaths('original', { id: 'video', kind: 'video', variants: [] })).toEqual([]);
  });

  it('are picture and sound to be joined where the platform keeps its best apart', () => {
    const tracks = [
      file(1080, { tracks: 'video', mimeType: 'video/mp4' }),
      file(480),
      { url: 'https://v.example/sound', tracks: 'audio', mimeType: 'audio/mp4' } as const,
    ];
    const item = makeItem('7', { media: [{ id: 'video', kind: 'video', variants: tracks }] });
    const list = (quality: 'original' | 'audio' | 'smallest') =>
      listMediaFiles(item, createArchiveLayout([item]), { ...defaultJobOptions, quality }).map(
        ({ path, expect, variants, sound }) => [
          path.split('.').at(-1),
          expect,
          ...[...variants, ...sound].map(({ url }) => url.split('/').at(-1)),
        ],
      );
    expect(list('original')).toEqual([['mp4', 'video', '1080', 'sound']]);
    expect(list('smallest')).toEqual([['mp4', 'video', '480']]);
    expect(list('audio')).toEqual([['m4a', 'audio', 'sound']]);
  });
});

describe('what is chosen of a post', () => {
  const film: Media = {
    id: 'video',
    kind: 'video',
    variants: [file(1920, { bytes: 900 }), file(640, { bytes: 200 })],
  };
  const photo: Media = { id: 'image-1', kind: 'image', variants: [file(800, { bytes: 50 })] };
  const item = makeItem('7', { media: [film, photo] });
  const list = (change: Partial<JobOptions>, tooLarge = new Set<string>()) => {
    const wish = { ...defaultJobOptions, ...change, tooLarge };
    const files = listMediaFiles(item, createArchiveLayout([item]), wish);
    return { urls: files.flatMap(({ variants }) => urlsOf(variants)), leftOut: listTooLarge(item, wish) };
  };

  it('is of the wanted kinds only', () => {
    expect(list({ mediaTypes: ['image'] }).urls).toEqual(['https://v16.example/800']);
    expect(list({ mediaTypes: [] }).urls).toEqual([]);
  });

  it('is the best file within the limit', () => {
    expect(list({ maxBytes: 500 })).toEqual({
      urls: ['https://v16.example/640', 'https://v16.example/800'],
      leftOut: [],
    });
  });

  it('is named where every size is over the limit', () => {
    expect(list({ maxBytes: 100 })).toEqual({
      urls: ['https://v16.example/800'],
      leftOut: [{ mediaId: 'video', reason: 'max_bytes', bytes: 200 }],
    });
  });

  it('is not what turned out larger than it was said to be', () => {
    const found = list({ maxBytes: 500 }, new Set(['https://v16.example/640']));
    expect(found.leftOut).toMatchObject([{ mediaId: 'video' }]);
  });

  it('counts the sound to the picture that it is joined with', () => {
    const tracks: Variant[] = [
      file(1080, { tracks: 'video', bytes: 450 }),
      file(720, { tracks: 'video', bytes: 300 }),
      { url: 'https://v.example/sound', tracks: 'audio', bytes: 100 },
    ];
    const apart = makeItem('8', { media: [{ id: 'video', kind: 'video', variants: tracks }] });
    const wish = { ...defaultJobOptions, maxBytes: 500 };
    const [one] = listMediaFiles(apart, createArchiveLayout([apart]), wish);
    expect(one?.variants[0]?.height).toBe(720);
  });
});

it('says what of a post is only named, but not what is named twice', () => {
  const film = (id: string, variants: Variant[] = []): Media => ({ id, kind: 'video', variants });
  const thumbnail: Media = { id: 'thumbnail', kind: 'thumbnail', variants: [] };
  const item = makeItem('9', {
    media: [film('1', [file(640)]), film('2'), film('shared-3'), film('3', [file(640)]), thumbnail],
  });
  expect(listWithoutFiles(item, defaultJobOptions)).toEqual(['2']);
  expect(listWithoutFiles(item, { ...defaultJobOptions, mediaTypes: ['image'] })).toEqual([]);
});
