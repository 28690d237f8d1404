/** Which of the sizes that a platform has of a file is taken, and at which addresses it is. Pure. */
import type { JobOptions } from '../../../shared/model/job-options.ts';
import type { Variant } from '../../../shared/model/media.ts';
import { type ImageQuality, toCodec, toMaxImageSide, toMaxSide } from '../../../shared/model/quality.ts';

/** As many as one request of the companion takes. */
export const maxAddresses = 8;

/** Pixels; 0 where it is not known. */
export const shorterSide = ({ width, height }: Variant): number => Math.min(width ?? 0, height ?? 0);

/** Not every address says what it leads to. */
const isOtherType = (one: Variant, other: Variant): boolean =>
  one.mimeType !== undefined && other.mimeType !== undefined && one.mimeType !== other.mimeType;

const isMirror = (one: Variant, other: Variant): boolean =>
  !isOtherType(one, other) &&
  (['width', 'height', 'codec', 'bitrate', 'bytes'] as const).every((name) => one[name] === other[name]);

/** A file with the others that are the same, as far as the platform says. */
export const withMirrors = (chosen: Variant, all: readonly Variant[]): Variant[] =>
  [chosen, ...all.filter((variant) => variant !== chosen && isMirror(chosen, variant))].slice(
    0,
    maxAddresses,
  );

/** The first file with its mirrors. */
export const takeMirrors = (ranked: readonly Variant[]): Variant[] =>
  ranked[0] ? withMirrors(ranked[0], ranked) : [];

/** The mirrors of the best whole file that the quality allows, or of the smallest where all are larger. */
export function chooseVariants(
  ranked: readonly Variant[],
  { quality, codec }: Pick<JobOptions, 'quality' | 'codec'>,
): Variant[] {
  const whole = ranked.filter(({ tracks }) => tracks === undefined);
  const most = toMaxSide(quality) ?? Number.POSITIVE_INFINITY;
  const smallest = whole.toSorted((a, b) => shorterSide(a) - shorterSide(b))[0];
  const best =
    quality === 'smallest' ? smallest : (whole.find((variant) => shorterSide(variant) <= most) ?? smallest);
  const isWanted = (variant: Variant): boolean =>
    toCodec(variant.codec) === codec && best !== undefined && shorterSide(variant) === shorterSide(best);
  const chosen = (codec && whole.find(isWanted)) || best;
  return chosen ? withMirrors(chosen, whole) : [];
}

/** Pictures that are not larger than was chosen, best first; the smallest where all are. */
export function chooseImages(ranked: readonly Variant[], quality: ImageQuality): Variant[] {
  const longerSide = ({ width, height }: Variant): number => Math.max(width ?? 0, height ?? 0);
  const fitting = ranked.filter((variant) => longerSide(variant) <= toMaxImageSide(quality));
  const smallest = ranked.toSorted((a, b) => longerSide(a) - longerSide(b)).slice(0, 1);
  return fitting.length > 0 ? fitting : smallest;
}
