import { describe, expect, it } from 'vitest';
import {
  type ConvertProbe,
  estimateBytes,
  isCaptionName,
  planJoin,
  toPictureSize,
  toResultName,
} from './convert.ts';

const probe = (change: Partial<ConvertProbe> = {}): ConvertProbe => ({
  container: 'mp4',
  bytes: 50_000_000,
  durationSec: 60,
  tracks: [
    { kind: 'video', codec: 'h264', durationSec: 60, width: 1920, height: 1080 },
    { kind: 'audio', codec: 'aac', durationSec: 60, width: null, height: null },
  ],
  ...change,
});

describe('the size of a picture', () => {
  it.each([
    ['1920x1080', '1280x720'],
    ['1080x1920', '720x1280'],
    ['640x360', '640x360'],
    ['1998x1080', '1332x720'],
    ['853x481', '854x482'],
  ])('of %s becomes %s for 720p, and is never enlarged', (from, to) => {
    const [width = 0, height = 0] = from.split('x').map(Number);
    const size = toPictureSize({ width, height }, '720p');
    expect(`${size?.width}x${size?.height}`).toBe(to);
  });

  it('that is not known stays unknown', () => {
    expect(toPictureSize({ width: null, height: null }, '720p')).toBeNull();
  });
});

describe('the size of a result', () => {
  it('is that of picture and sound, and not more than the file has now', () => {
    const goal = { kind: 'preset', preset: '720p' } as const;
    expect(estimateBytes([probe()], goal)).toBe(19_710_000);
    expect(estimateBytes([probe({ bytes: 1_000_000 })], goal)).toBeLessThan(2_000_000);
  });

  it('of joined files is all of theirs', () => {
    expect(estimateBytes([probe(), probe()], { kind: 'join', container: 'mp4' })).toBe(100_000_000);
  });

  it('is not guessed where the length is not known', () => {
    expect(estimateBytes([probe({ durationSec: null })], { kind: 'preset', preset: 'audio-mp3' })).toBeNull();
  });
});

describe('the name of a result', () => {
  it('says what it is and is never that of the original', () => {
    expect(toResultName('A.B.mov', { kind: 'preset', preset: '480p' })).toBe('A.B (480p).mp4');
    expect(toResultName('song.mp3', { kind: 'preset', preset: 'audio-mp3' })).toBe('song (sound).mp3');
    expect(toResultName('clip.mp4', { kind: 'join', container: 'mp4' })).toBe('clip (joined).mp4');
  });

  it('is one that every file system and the downloads of the browser take', () => {
    const goal = { kind: 'preset', preset: '480p' } as const;
    expect(toResultName('a b ‘q’ #%20?.webm', goal)).toBe('a b ‘q’ #%20 (480p).mp4');
    expect(toResultName('12:30 | <best>.mov', goal)).toBe('12 30 best (480p).mp4');
    const long = toResultName(`${'é'.repeat(120)}.mov`, { kind: 'join', container: 'webm' });
    expect(new TextEncoder().encode(long).length).toBeLessThan(255);
  });
});

describe('files that are put together', () => {
  const [picture, sound] = probe().tracks;
  const film = { tracks: [picture, sound].flatMap((track) => track ?? []) };
  const caption = {
    kind: 'subtitle',
    codec: 'mov_text',
    durationSec: null,
    width: null,
    height: null,
  } as const;
  const silent = { tracks: film.tracks.slice(0, 1) };
  const song = { tracks: film.tracks.slice(1) };

  it.each([
    [
      'picture and sound of two files',
      [silent, song],
      [
        { place: 0, take: ['video'] },
        { place: 1, take: ['audio'] },
      ],
    ],
    [
      'in whatever order',
      [song, silent],
      [
        { place: 1, take: ['video'] },
        { place: 0, take: ['audio'] },
      ],
    ],
    [
      'a new sound instead of its own',
      [film, song],
      [
        { place: 0, take: ['video'] },
        { place: 1, take: ['audio'] },
      ],
    ],
    ['both of one', [film], [{ place: 0, take: ['video', 'audio'] }]],
    [
      'a film with captions in it',
      [{ tracks: [...probe().tracks, caption] }],
      [{ place: 0, take: ['video', 'audio', 'subtitle'] }],
    ],
    ['sound alone', [song], [{ place: 0, take: ['audio'] }]],
    ['nothing', [], []],
  ])('give %s', (_case, files, plan) => {
    expect(planJoin(files)).toEqual(plan);
  });

  it('may be captions, by their names', () => {
    expect(['a.srt', 'b.VTT', 'c.mp4'].map(isCaptionName)).toEqual([true, true, false]);
  });
});
