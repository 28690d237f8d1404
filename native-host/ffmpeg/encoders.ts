/** Encoders as data: by codec, best first, with the settings that two cores bear. Pure. */
import { AppError } from '../../shared/app-error.ts';
import type { Abilities } from './abilities.ts';

interface Encoder {
  name: string;
  args: readonly string[];
}

const bt709 = ['-pix_fmt', 'yuv420p'];

/** Rates are chosen so that a second copy is hard to tell from the first at usual sizes. */
const encoders = {
  h264: [
    { name: 'libx264', args: ['-preset', 'faster', '-crf', '21', ...bt709] },
    { name: 'h264_videotoolbox', args: ['-q:v', '60', ...bt709] },
    { name: 'libopenh264', args: ['-b:v', '4M', ...bt709] },
  ],
  vp9: [
    {
      name: 'libvpx-vp9',
      args: ['-crf', '33', '-b:v', '0', '-deadline', 'good', '-cpu-used', '4', '-row-mt', '1', ...bt709],
    },
  ],
  aac: [{ name: 'aac', args: [] }],
  opus: [{ name: 'libopus', args: [] }],
  mp3: [{ name: 'libmp3lame', args: ['-q:a', '2'] }],
  jpg: [{ name: 'mjpeg', args: ['-q:v', '3', '-pix_fmt', 'yuvj420p'] }],
  png: [{ name: 'png', args: [] }],
  webp: [{ name: 'libwebp', args: ['-quality', '82'] }],
  'webp animation': [{ name: 'libwebp_anim', args: ['-quality', '70', '-loop', '0'] }],
  gif: [{ name: 'gif', args: ['-loop', '0'] }],
} as const satisfies Record<string, readonly Encoder[]>;

/** What can be encoded, some of it only by some builds of ffmpeg. */
export type EncodedCodec = keyof typeof encoders;

/** Bits per second of sound. Encoders that go by quality need none. */
export function toAudioBitrate(codec: 'aac' | 'opus', channels: number): number {
  const perChannel = codec === 'aac' ? 80_000 : 64_000;
  return perChannel * Math.max(1, Math.min(channels, 6));
}

/** The best encoder that this build lists; null when it lists none. */
export const findEncoder = (codec: EncodedCodec, abilities: Abilities): Encoder | null =>
  encoders[codec].find(({ name }) => abilities.encoders.has(name)) ?? null;

/** The same. Throws `ffmpeg.no_encoder`. */
export function chooseEncoder(codec: EncodedCodec, abilities: Abilities): Encoder {
  const found = findEncoder(codec, abilities);
  if (!found) throw new AppError('ffmpeg.no_encoder', undefined, { context: { codec } });
  return found;
}
