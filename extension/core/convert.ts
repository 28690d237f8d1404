/** What can be made of files that the user picks: the choices, their names and sizes. Pure. */
import { toFileName } from '../../shared/file-name.ts';

/** The tracks of a file as the choices need them; codecs by ffmpeg's names. */
export interface ConvertTrack {
  kind: 'video' | 'audio' | 'subtitle';
  codec: string | null;
  durationSec: number | null;
  width: number | null;
  height: number | null;
}

/** A file that was looked at. */
export interface ConvertProbe {
  container: string;
  bytes: number;
  durationSec: number | null;
  tracks: readonly ConvertTrack[];
  /** What the file says it lasts, where it ends long before that. */
  cutFromSec?: number;
  /** It has captions of which nothing more is known. */
  hasCaptions?: boolean;
}

export const shrinkPresets = ['720p', '480p'] as const;
export const soundPresets = ['audio-m4a', 'audio-mp3', 'audio-opus'] as const;
/** What is encoded anew; the words are the companion's. */
const transcodePresets = [...shrinkPresets, ...soundPresets] as const;
export type ConvertPreset = (typeof transcodePresets)[number];

/** `join`: picture, sound and captions of all files as one, as they are. */
export type ConvertGoal =
  | { kind: 'preset'; preset: ConvertPreset }
  | { kind: 'join'; container: JoinContainer };

export const joinContainers = ['mp4', 'webm', 'mkv'] as const;
export type JoinContainer = (typeof joinContainers)[number];

/** Pixels of the shorter side. */
const presetSides: Record<(typeof shrinkPresets)[number], number> = { '720p': 720, '480p': 480 };

/** Bits per second of pictures of 25 to 30 a second. */
const pictureRates: Record<(typeof shrinkPresets)[number], number> = { '720p': 2_500_000, '480p': 1_100_000 };
/** Of sound that has to be encoded. */
export const soundRate = 128_000;

/** Whether a preset has a picture. */
export const isShrinkPreset = (preset: ConvertPreset): preset is (typeof shrinkPresets)[number] =>
  shrinkPresets.some((known) => known === preset);

/** Whether a file has a track of a kind. */
export const hasKind = ({ tracks }: Pick<ConvertProbe, 'tracks'>, kind: ConvertTrack['kind']): boolean =>
  tracks.some((track) => track.kind === kind);

/** Width and height for a preset: never larger than the picture, even numbers as encoders want them. */
export function toPictureSize(
  { width, height }: Pick<ConvertTrack, 'width' | 'height'>,
  preset: (typeof shrinkPresets)[number],
): { width: number; height: number } | null {
  if (width === null || height === null) return null;
  const scale = Math.min(1, presetSides[preset] / Math.min(width, height));
  const toEven = (pixels: number): number => Math.max(2, Math.round((pixels * scale) / 2) * 2);
  return { width: toEven(width), height: toEven(height) };
}

/** Bits per second of the picture: never more than the file has now. */
export function toPictureRate(probe: ConvertProbe, preset: (typeof shrinkPresets)[number]): number {
  const known = probe.durationSec ? (probe.bytes * 8) / probe.durationSec : Number.POSITIVE_INFINITY;
  return Math.round(Math.min(pictureRates[preset], known));
}

const countSounds = ({ tracks }: Pick<ConvertProbe, 'tracks'>): number =>
  tracks.filter(({ kind }) => kind === 'audio').length;

/** ", with one of its 3 sounds": what is said of a preset for sound; empty where the file has no more. */
export const nameLeftSounds = (probe: Pick<ConvertProbe, 'tracks'>): string =>
  countSounds(probe) > 1 ? `, with one of its ${countSounds(probe)} sounds` : '';

/** Bytes that a file will have, at most about a third off; null while its length is not known. */
export function estimateBytes(probes: readonly ConvertProbe[], goal: ConvertGoal): number | null {
  if (goal.kind === 'join') return probes.reduce((sum, { bytes }) => sum + bytes, 0);
  const [probe] = probes;
  if (!probe || probe.durationSec === null) return null;
  const picture = isShrinkPreset(goal.preset) ? toPictureRate(probe, goal.preset) : 0;
  const sounds = countSounds(probe);
  const kept = isShrinkPreset(goal.preset) ? sounds : Math.min(1, sounds);
  return Math.round(((picture + kept * soundRate) * probe.durationSec) / 8);
}

const extensions: Record<ConvertPreset, string> = {
  '720p': 'mp4',
  '480p': 'mp4',
  'audio-m4a': 'm4a',
  'audio-mp3': 'mp3',
  'audio-opus': 'opus',
};

/** What a name gets behind its stem, at most: ` (joined).webm`. */
const endingUnits = 16;

/**
 * Name of the result, which is never that of the original, and which every file system and the browser's downloads take:
 * what lies on one disk may be called otherwise than what is saved.
 */
export function toResultName(original: string, goal: ConvertGoal): string {
  const limits = { maxUnits: 240 - endingUnits, maxBytes: 240 - endingUnits };
  const stem = toFileName(original.replace(/\.[^.]{1,5}$/, ''), limits);
  if (goal.kind === 'join') return `${stem} (joined).${goal.container}`;
  const mark = isShrinkPreset(goal.preset) ? ` (${goal.preset})` : '';
  const name = `${stem}${mark}.${extensions[goal.preset]}`;
  return name === original ? `${stem} (sound).${extensions[goal.preset]}` : name;
}

/** Files beyond this are the companion's where there is one: the browser would take much longer. */
export const companionFromBytes = 300_000_000;

/** A file of a join, with what is taken of it. */
export interface JoinPart {
  place: number;
  take: ConvertTrack['kind'][];
}

/**
 * What is taken of which file: the first picture with the captions that are in its film, and the sound of a file that has
 * no picture, or else the sound that comes with the picture.
 */
export function planJoin(probes: ReadonlyArray<Pick<ConvertProbe, 'tracks' | 'hasCaptions'>>): JoinPart[] {
  const picture = probes.findIndex((probe) => hasKind(probe, 'video'));
  const alone = probes.findIndex((probe) => hasKind(probe, 'audio') && !hasKind(probe, 'video'));
  const sound = alone >= 0 ? alone : probes.findIndex((probe) => hasKind(probe, 'audio'));
  if (picture < 0) return sound < 0 ? [] : [{ place: sound, take: ['audio'] }];
  const film = probes[picture];
  const captions = film && (hasKind(film, 'subtitle') || film.hasCaptions) ? (['subtitle'] as const) : [];
  if (sound < 0) return [{ place: picture, take: ['video', ...captions] }];
  if (sound === picture) return [{ place: picture, take: ['video', 'audio', ...captions] }];
  return [
    { place: picture, take: ['video', ...captions] },
    { place: sound, take: ['audio'] },
  ];
}

const captionTexts = ['mov_text', 'subrip', 'webvtt', 'ass', 'ssa', 'text'];

/** Whether captions are of text, which ffmpeg turns into each other, and not pictures of it; by ffmpeg's name. */
export const isCaptionText = (codec: string | null): boolean => captionTexts.includes(codec ?? '');

/** What Matroska holds beside texts as it is. */
export const captionPictures = ['hdmv_pgs_subtitle', 'dvd_subtitle', 'dvb_subtitle'];

/** Whether captions have a place in such a file. */
export const canHoldCaptions = (codec: string | null, container: JoinContainer): boolean =>
  isCaptionText(codec) || (container === 'mkv' && captionPictures.includes(codec ?? ''));

/** ", without captions that it cannot hold (dvd_subtitle)"; empty where there are none such. */
export function nameUnheldCaptions(codecs: readonly (string | null)[]): string {
  const names = [...new Set(codecs.map((codec) => codec ?? 'of an unknown kind'))].join(', ');
  return names === '' ? '' : `, without captions that it cannot hold (${names})`;
}

/** Captions are files of text, told by their names. */
export const isCaptionName = (name: string): boolean => /\.(srt|vtt)$/i.test(name);

/** Where the work is done. */
export type ConvertPlace = 'browser' | 'companion';

/** What is asked of a file here; where it was picked it is the browser's own. */
export interface FileFacts {
  name: string;
  size: number;
}

/** A picked file, as far as it was looked at. */
export interface PickedFile<Picked extends FileFacts = FileFacts> {
  file: Picked;
  /** Null for captions. */
  probe: ConvertProbe | null;
  /** The companion finds the same file in its folder for downloads. */
  isAtCompanion: boolean;
}

/** One piece of work: a file for a preset, all of them for a join. */
export interface ConvertWork<Picked extends FileFacts = FileFacts> {
  files: readonly PickedFile<Picked>[];
  goal: ConvertGoal;
  place: ConvertPlace;
  /** For the file that is made; null leaves what the first one says. */
  title: string | null;
}

/** What is known before it begins. Nulls where nothing is known. */
export interface ConvertEstimate {
  timeSec: number | null;
  bytes: number | null;
  /** By what, and why by that. */
  how: string;
}

/** What was made and where it lies. */
export interface ConvertResult {
  name: string;
  bytes: number;
  how: string;
  place: ConvertPlace;
  /** Files that were not whole, so that this one is not either. */
  cut?: readonly string[];
}
