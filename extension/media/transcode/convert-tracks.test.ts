import type { Input } from 'mediabunny';
import { expect, it } from 'vitest';
import { canConvert } from './convert-tracks.ts';

const toInput = (codecs: readonly string[]): Input => {
  const tracks = codecs.map((codec) => ({ getCodec: async () => codec, canDecode: async () => false }));
  const input = {
    getAudioTracks: async () => tracks,
    getPrimaryAudioTrack: async () => tracks[0] ?? null,
    getPrimaryVideoTrack: async () => null,
  };
  return input as unknown as Input;
};

it.each([
  { name: 'that is MP3', seen: ['mp3'], sounds: ['mp3'], can: true },
  { name: 'of several kinds, in whatever order', seen: ['mp3', 'aac'], sounds: ['aac', 'mp3'], can: true },
  { name: 'that is MP2, which the library takes for MP3', seen: ['mp3'], sounds: ['mp2'], can: false },
  {
    name: 'beside which is one that the library passes over',
    seen: ['mp3'],
    sounds: ['mp3', 'aac_latm'],
    can: false,
  },
])('sound $name', async ({ seen, sounds, can }) => {
  const wish = { source: new Blob(), preset: 'audio-mp3', pictureRate: 0, size: null, sounds } as const;
  expect(await canConvert(toInput(seen), wish)).toBe(can);
});
