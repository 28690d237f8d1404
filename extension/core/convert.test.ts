import { describe, expect, it } from 'vitest';
import { type ConvertProbe, estimateBytes, toPictureSize, toResultName } from './convert.ts';

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
    [1920, 1080, 1280, 720],
    [1080, 1920, 720, 1280],
    [640, 360, 640, 360],
    [1998, 1080, 1332, 720],
    [853, 481, 854, 482],
  ])('of %i x %i becomes %i x %i for 720p, and is never enlarged', (width, height, wide, high) => {
    expect(toPictureSize({ width, height }, '720p')).toEqual({ width: wide, height: high });
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
});
