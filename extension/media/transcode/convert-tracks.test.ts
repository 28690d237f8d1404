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
  ['that is MP3', ['mp3'], ['mp3'], true],
  ['of several kinds, in whatever order', ['mp3', 'aac'], ['aac', 'mp3'], true],
  ['that is MP2, which the library takes for MP3', ['mp3'], ['mp2'], false],
  ['beside which there is one that the library passes over', ['mp3'], ['mp3', 'aac_latm'], false],
] as const)('sound %s', async (_case, ...[seen, sounds, can]) => {
  const wish = { source: new Blob(), preset: 'audio-mp3', pictureRate: 0, size: null, sounds } as const;
  expect(await canConvert(toInput(seen), wish)).toBe(can);
});
