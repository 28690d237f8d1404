import { describe, expect, it } from 'vitest';
import type { Variant } from '../../../shared/model/media.ts';
import { choosePair, chooseSound } from './choose-pair.ts';

const picture = (height: number, change: Partial<Variant> = {}): Variant => ({
  url: `https://v.example/${height}-${change.codec ?? 'avc1'}-${change.mimeType ?? ''}`,
  tracks: 'video',
  width: (height * 16) / 9,
  height,
  mimeType: 'video/mp4',
  codec: 'avc1.64001f',
  ...change,
});
const sound = (name: string, change: Partial<Variant> = {}): Variant => ({
  url: `https://a.example/${name}`,
  tracks: 'audio',
  mimeType: 'audio/mp4',
  codec: 'mp4a.40.2',
  ...change,
});
const whole = (height: number): Variant => ({
  url: `https://w.example/${height}`,
  width: height * 2,
  height,
});
const webm = (height: number) => picture(height, { mimeType: 'video/webm', codec: 'vp09.00.50.08' });
const opus = sound('opus', { mimeType: 'audio/webm', codec: 'opus' });

const any = { maxSide: null, codec: null };
const nameOf = (variants: Variant[] | undefined) =>
  variants?.map(({ url }) => new URL(url).pathname.slice(1));

describe('the tracks of a video', () => {
  it('are the best picture and the best sound', () => {
    const pair = choosePair(
      [picture(1080), picture(720), whole(480), sound('high', { bitrate: 128_000 }), sound('low')],
      any,
    );
    expect(nameOf(pair?.video)).toEqual(['1080-avc1-']);
    expect(nameOf(pair?.audio)).toEqual(['high']);
    expect(pair?.container).toBe('mp4');
  });

  it('are no larger than what was asked for', () => {
    const pair = choosePair([picture(2160), picture(720), sound('a')], { maxSide: 1080, codec: null });
    expect(pair?.video[0]?.height).toBe(720);
  });

  it('are the smallest where all are larger', () => {
    const pair = choosePair([picture(2160), picture(1440), sound('a')], { maxSide: 480, codec: null });
    expect(pair?.video[0]?.height).toBe(1440);
  });

  it('are of the codec that is preferred where its picture is as large', () => {
    const list = [picture(1080, { codec: 'av01.0.08M.08' }), picture(1080), picture(720), sound('a')];
    expect(choosePair(list, { maxSide: null, codec: 'h264' })?.video[0]?.codec).toBe('avc1.64001f');
    expect(choosePair(list, { maxSide: null, codec: 'vp9' })?.video[0]?.codec).toBe('av01.0.08M.08');
  });

  it('are of one family, and say what kind of file holds them', () => {
    const pair = choosePair([webm(1080), picture(720), sound('aac'), opus], any);
    expect(nameOf(pair?.audio)).toEqual(['opus']);
    expect(pair?.container).toBe('webm');
    expect(choosePair([webm(1080), sound('aac')], any)?.container).toBe('mp4');
  });

  it.each([
    ['mkv', 'mkv', 'mkv'],
    ['mp4', 'mp4', 'mp4'],
    ['webm', 'mp4', 'webm'],
    [null, 'mp4', 'webm'],
  ] as const)(
    'is put into the kind of file that is preferred where that can hold it: %s',
    (container, iso, open) => {
      const wish = { ...any, container };
      expect(choosePair([picture(720), sound('aac')], wish)?.container).toBe(iso);
      expect(choosePair([webm(1080), opus], wish)?.container).toBe(open);
    },
  );

  it('come with their mirrors', () => {
    const mirror = { ...picture(1080), url: 'https://mirror.example/1080' };
    const pair = choosePair([picture(1080), mirror, sound('a')], any);
    expect(pair?.video.map(({ url }) => new URL(url).host)).toEqual(['v.example', 'mirror.example']);
  });

  it.each([
    ['a file with both is as large', [picture(720), whole(720), sound('a')]],
    ['there is no sound', [picture(720), whole(480)]],
    ['there is no picture apart', [whole(480), sound('a')]],
  ])('are not joined where %s', (_case, list) => {
    expect(choosePair(list, any)).toBeNull();
  });

  it('are joined where the file with both is larger than what was asked for', () => {
    const pair = choosePair([whole(2160), picture(720), sound('a')], { maxSide: 720, codec: null });
    expect(pair?.video[0]?.height).toBe(720);
  });

  it('give sound alone too', () => {
    expect(
      nameOf(chooseSound([picture(720), sound('high', { bitrate: 128_000 }), sound('low')], null)),
    ).toEqual(['high']);
    expect(chooseSound([picture(720)], null)).toEqual([]);
  });
});
