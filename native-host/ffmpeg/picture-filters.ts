/** How pictures are brought to a size and to colours that every screen shows. Pure. */
import { AppError } from '../../shared/app-error.ts';
import type { MediaTrack } from '../../shared/protocol/media-commands.ts';
import type { Abilities } from './abilities.ts';

/** In pixels, as shown. */
export interface Size {
  width: number;
  height: number;
}

/** Most encoders want even numbers. */
const toEven = (value: number): number => Math.max(2, Math.round(value / 2) * 2);

/** The size of a track as it is shown. Throws `media.damaged` for one without. */
export function toShownSize({ width, height }: MediaTrack): Size {
  if (width === null || height === null)
    throw new AppError('media.damaged', 'The picture has no size.', { retryable: false });
  return { width, height };
}

/** The size with its shorter side at most that long, so that upright videos keep their lines; never larger than it was. */
export function fitShortSide({ width, height }: Size, shortSide: number): Size {
  const scale = Math.min(1, shortSide / Math.min(width, height));
  return { width: toEven(width * scale), height: toEven(height * scale) };
}

/** The size at that width; null, or wider than it was: as it was. */
export function fitWidth({ width, height }: Size, wanted: number | null): Size {
  const scale = wanted === null ? 1 : Math.min(1, wanted / width);
  return { width: toEven(width * scale), height: toEven(height * scale) };
}

/** HDR to the colours of SDR, by https://trac.ffmpeg.org/wiki/HDR ; the size first, because the rest is slow. */
const toneMap = [
  'zscale=t=linear:npl=100',
  'format=gbrpf32le',
  'zscale=p=bt709',
  'tonemap=tonemap=hable:desat=0',
  'zscale=t=bt709:m=bt709:r=tv',
  'format=yuv420p',
];

/** A chain for `-vf`. ffmpeg itself turns the picture before it. A build that cannot map HDR leaves colours pale. */
export function buildPictureFilters(track: MediaTrack, size: Size, abilities: Abilities): string[] {
  const canMap = abilities.filters.has('zscale') && abilities.filters.has('tonemap');
  return [
    ...(track.interlaced ? ['bwdif=deint=interlaced'] : []),
    `scale=${size.width}:${size.height}`,
    'setsar=1',
    ...(track.hdr && canMap ? toneMap : []),
  ];
}
