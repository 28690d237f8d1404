import type { Variant } from '../../../../shared/model/media.ts';

/** Which codec goes first where both have the same size: HEVC is smaller, H.264 plays everywhere. */
export type CodecPreference = 'hevc' | 'h264';

const codecOrder: Record<CodecPreference, string[]> = { hevc: ['h265', 'h264'], h264: ['h264', 'h265'] };

/**
 * The files of a video, best first: whole ones before those without sound, then by picture size, then by codec, then
 * by bitrate. Files of the same rank stay in their order: they are mirrors.
 */
export function rankVariants(variants: readonly Variant[], preference: CodecPreference = 'hevc'): Variant[] {
  return variants.toSorted(
    (a, b) =>
      toTrackRank(a) - toTrackRank(b) ||
      toPixels(b) - toPixels(a) ||
      toCodecRank(a, preference) - toCodecRank(b, preference) ||
      (b.bitrate ?? 0) - (a.bitrate ?? 0),
  );
}

const toTrackRank = ({ tracks }: Variant): number => (tracks === undefined ? 0 : tracks === 'video' ? 1 : 2);

const toPixels = ({ width, height }: Variant): number => (width ?? 0) * (height ?? 0);

function toCodecRank({ codec }: Variant, preference: CodecPreference): number {
  const rank = codecOrder[preference].indexOf(codec ?? '');
  return rank < 0 ? codecOrder[preference].length : rank;
}
