import { describe, expect, it } from 'vitest';
import type { Variant } from '../../../shared/model/media.ts';
import { chooseImages, chooseVariants } from './choose-variants.ts';

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
    expect(urlsOf(chooseVariants(ranked, { quality, codec: null }))).toEqual(expected);
  });

  it('is the smallest where all are larger than what was asked for', () => {
    expect(urlsOf(chooseVariants([file(1920), file(1600)], { quality: 'low', codec: null }))).toEqual([
      'https://v16.example/1600',
    ]);
  });

  it.each([
    [null, 'https://v16.example/1920'],
    ['h264', 'https://v16.example/1920-avc'],
    ['av1', 'https://v16.example/1920'],
  ] as const)('of the codec %s is taken among those of the same size', (codec, expected) => {
    const files = [
      file(1920, { codec: 'h265' }),
      file(1920, { codec: 'avc1.4d401e', url: 'https://v16.example/1920-avc' }),
      file(640, { codec: 'av01.0.05M.08' }),
    ];
    expect(urlsOf(chooseVariants(files, { quality: 'original', codec }))).toEqual([expected]);
  });

  it('is never one of two tracks', () => {
    expect(chooseVariants([file(1920, { tracks: 'video' })], { quality: 'original', codec: null })).toEqual(
      [],
    );
  });

  it('has no mirror of another type', () => {
    const inMp4 = file(1920, { mimeType: 'video/mp4' });
    const inWebm = file(1920, { url: 'https://v19.example/1920', mimeType: 'video/webm' });
    const untold = file(1920, { url: 'https://play.example/1920' });
    const chosen = chooseVariants([inMp4, inWebm, untold], { quality: 'original', codec: null });
    expect(chosen).toEqual([inMp4, untold]);
  });
});

describe('a picture', () => {
  const sizes = [file(4000), file(1600), file(300), file(150)];

  it.each([
    ['original', 4000],
    ['high', 1600],
    ['medium', 300],
    ['thumbnail', 300],
  ] as const)('of size %s is the largest that fits', (quality, height) => {
    expect(chooseImages(sizes, quality)[0]?.height).toBe(height);
  });

  it('is the smallest where all are larger', () => {
    expect(chooseImages(sizes.slice(0, 2), 'thumbnail')).toEqual([file(1600)]);
  });
});
