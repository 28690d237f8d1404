/** What becomes of the captions that a film has in it. Pure. */
import { captionPictures, isCaptionText, nameUnheldCaptions } from '../../core/convert.ts';
import type { ContainerRules } from './containers.ts';
import { type MediaProbe, type ProbedTrack, tracksOf } from './media-probe.ts';

/** What loses nothing where captions are otherwise SubRip. */
const keptInMatroska = ['subrip', 'ass', 'ssa', ...captionPictures];

type CaptionRules = Pick<ContainerRules, 'subtitles'>;

/** ffmpeg's word for how they are written: `copy`, or what they are turned into; null: there is no place for them. */
export function toCaptionCodec(codec: string | null, { subtitles }: CaptionRules): string | null {
  if (codec === null || subtitles === null) return null;
  if (codec === subtitles || (subtitles === 'subrip' && keptInMatroska.includes(codec))) return 'copy';
  return isCaptionText(codec) ? subtitles : null;
}

/** Whether a track has a place as far as captions go; picture and sound are judged elsewhere. */
export const isHeldCaption = ({ kind, codec }: ProbedTrack, rules: CaptionRules): boolean =>
  kind !== 'subtitle' || toCaptionCodec(codec, rules) !== null;

/** ", without its captions (dvd_subtitle)": those that the new file will not have; empty where it has all of them. */
export function nameLeftCaptions(probes: readonly MediaProbe[], rules: CaptionRules): string {
  const left = probes
    .flatMap((probe) => tracksOf(probe, 'subtitle'))
    .filter((track) => !isHeldCaption(track, rules));
  if (left.length > 0) return nameUnheldCaptions(left.map(({ codec }) => codec));
  return probes.some(({ hasCaptions }) => hasCaptions)
    ? ', without its captions, which could not be read'
    : '';
}
