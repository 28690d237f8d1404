import { expect, it } from 'vitest';
import type { MediaProbe } from '../mux/media-probe.ts';
import { findExtras, nameLeft } from './film-extras.ts';

const toProbe = (captions: readonly string[], change: Partial<MediaProbe> = {}): MediaProbe => ({
  container: 'mkv',
  bytes: 1000,
  durationSec: 60,
  tracks: captions.map((codec) => {
    return { kind: 'subtitle', codec, startSec: 0, durationSec: 60, width: null, height: null, rotation: 0 };
  }),
  ...change,
});
const tooLarge = { bytes: 2 ** 40 };

it('captions that MP4 can hold go into a smaller film, and so do chapters', () => {
  expect(findExtras(toProbe(['dvd_subtitle', 'ass', 'mov_text'], { hasChapters: true }), '480p')).toEqual({
    captions: [
      { number: 1, codec: 'mov_text' },
      { number: 2, codec: 'copy' },
    ],
    hasChapters: true,
  });
  expect(findExtras(toProbe(['dvd_subtitle']), '480p')).toBeNull();
  expect(findExtras(toProbe(['ass'], { hasChapters: true }), 'audio-m4a')).toBeNull();
});

it.each([
  ['nothing', toProbe(['ass']), ''],
  [
    'captions that are pictures',
    toProbe(['ass', 'dvd_subtitle']),
    /^, without captions .* \(dvd_subtitle\)$/,
  ],
  ['captions that could not be read', toProbe([], { hasCaptions: true }), /^, without its captions, which/],
  [
    'captions of what is too large',
    toProbe(['ass'], tooLarge),
    /^, without its captions, which are too much/,
  ],
  [
    'chapters of it too',
    toProbe(['ass'], { ...tooLarge, hasChapters: true }),
    /^, without its captions and chapters, which/,
  ],
])('%s will be missing of a smaller film', (_name, probe, left) => {
  if (left === '') expect(nameLeft(probe, '720p')).toBe('');
  else expect(nameLeft(probe, '720p')).toMatch(left);
});
