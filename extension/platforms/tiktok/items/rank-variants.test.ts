import { describe, expect, it } from 'vitest';
import type { Variant } from '../../../../shared/model/media.ts';
import { rankVariants } from './rank-variants.ts';

const variant = (name: string, changes: Partial<Variant> = {}): Variant => ({
  url: `https://v16.tiktok.com/${name}`,
  ...changes,
});
const names = (variants: Variant[]) => variants.map(({ url }) => url.slice(23));

const large = { width: 1080, height: 1920 };
const small = { width: 576, height: 1024 };
const files = [
  variant('small-264', { ...small, codec: 'h264', bitrate: 9 }),
  variant('large-264', { ...large, codec: 'h264', bitrate: 5 }),
  variant('small-265', { ...small, codec: 'h265', bitrate: 4 }),
  variant('large-265', { ...large, codec: 'h265', bitrate: 3 }),
];

describe('rankVariants', () => {
  it('puts size before codec, and HEVC first unless H.264 is preferred', () => {
    expect(names(rankVariants(files))).toEqual(['large-265', 'large-264', 'small-265', 'small-264']);
    expect(names(rankVariants(files, 'h264'))).toEqual(['large-264', 'large-265', 'small-264', 'small-265']);
  });

  it('puts the higher bitrate first among files alike, and leaves mirrors in their order', () => {
    const alike = [
      variant('a', { ...small, codec: 'h264', bitrate: 1 }),
      variant('b', { ...small, codec: 'h264', bitrate: 2 }),
      variant('c', { ...small, codec: 'h264', bitrate: 2 }),
    ];
    expect(names(rankVariants(alike))).toEqual(['b', 'c', 'a']);
  });

  it('puts files with one track, and files of which nothing is known, behind the others', () => {
    const odd = [
      variant('silent', { ...large, codec: 'h265', tracks: 'video' }),
      variant('sound', { tracks: 'audio' }),
      variant('plain'),
      variant('other', { ...small, codec: 'av1' }),
      ...files.slice(0, 1),
    ];
    expect(names(rankVariants(odd))).toEqual(['small-264', 'other', 'plain', 'silent', 'sound']);
  });

  it('leaves the list that it is given alone', () => {
    const given = [...files];
    rankVariants(given);
    expect(given).toEqual(files);
  });
});
