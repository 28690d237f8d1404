/** What becomes of the captions that a film has in it. Pure. */
import { isCaptionText } from '../../core/convert.ts';
import type { ContainerRules } from './containers.ts';
import { type MediaProbe, type ProbedTrack, tracksOf } from './media-probe.ts';

/** What Matroska holds beside texts as it is. */
const pictures = ['hdmv_pgs_subtitle', 'dvd_subtitle', 'dvb_subtitle'];
/** What loses nothing where captions are otherwise SubRip. */
const keptInMatroska = ['subrip', 'ass', 'ssa', ...pictures];

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
  const names = [...new Set(left.map(({ codec }) => codec ?? 'of an unknown kind'))].join(', ');
  if (names !== '') return `, without captions that it cannot hold (${names})`;
  return probes.some(({ hasCaptions }) => hasCaptions)
    ? ', without its captions, which could not be read'
    : '';
}
