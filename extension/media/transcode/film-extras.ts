/** What a film has beside its picture, as far as what is made of it has that too. Pure. */
import { type ConvertPreset, isShrinkPreset, nameLeftSounds } from '../../core/convert.ts';
import { maxInputBytes } from '../ffmpeg/ffmpeg-worker.ts';
import { nameLeftCaptions, toCaptionCodec } from '../mux/caption-fit.ts';
import { containers } from '../mux/containers.ts';
import { type MediaProbe, tracksOf } from '../mux/media-probe.ts';

/** Beside picture and sound; only ffmpeg takes it over. */
export interface FilmExtras {
  /** By ffmpeg's numbers, and its words for how they are written. */
  captions: { number: number; codec: string }[];
  hasChapters: boolean;
}

const { mp4 } = containers;

/** What a smaller film can have; null for sound, and where there is nothing. */
export function findExtras(probe: MediaProbe, preset: ConvertPreset): FilmExtras | null {
  if (!isShrinkPreset(preset)) return null;
  const captions = tracksOf(probe, 'subtitle').flatMap(({ codec: own }, number) => {
    const codec = toCaptionCodec(own, mp4);
    return codec === null ? [] : [{ number, codec }];
  });
  const hasChapters = probe.hasChapters === true;
  return captions.length > 0 || hasChapters ? { captions, hasChapters } : null;
}

/** "its captions and chapters". */
export const nameExtras = ({ captions, hasChapters }: FilmExtras): string =>
  `its ${[...(captions.length > 0 ? ['captions'] : []), ...(hasChapters ? ['chapters'] : [])].join(' and ')}`;

/** Whether ffmpeg can read the film. */
export const canTakeExtras = ({ bytes }: MediaProbe): boolean => bytes <= maxInputBytes;

/** ", without …": what will be missing; empty where nothing is. */
export function nameLeft(probe: MediaProbe, preset: ConvertPreset): string {
  if (!isShrinkPreset(preset)) return nameLeftSounds(probe);
  const extras = findExtras(probe, preset);
  const lost =
    extras && !canTakeExtras(probe) ? `, without ${nameExtras(extras)}, which are too much for ffmpeg` : '';
  return `${nameLeftCaptions([probe], mp4)}${lost}`;
}
