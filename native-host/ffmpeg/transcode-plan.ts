/** What becomes of each track of a file under a preset: taken over, encoded anew, or left out. Pure. */
import { AppError } from '../../shared/app-error.ts';
import type {
  MediaProduct,
  MediaTrack,
  TranscodePreset,
  TranscodeRequest,
} from '../../shared/protocol/media-commands.ts';
import { type Container, findContainer, toSubtitleCodec } from './containers.ts';
import type { EncodedCodec } from './encoders.ts';
import type { ProbedMedia } from './parse-probe.ts';
import { fitShortSide, type Size, toShownSize } from './picture-filters.ts';

/** One track of the new file. */
export type TrackPlan = { track: MediaTrack } & (
  | { how: 'copy' }
  | { how: 'picture'; codec: 'h264' | 'vp9'; size: Size; fps: number | null }
  | { how: 'sound'; codec: 'aac' | 'opus' | 'mp3' }
  | { how: 'captions'; codec: string }
);

/** The new file; tracks in the order in which they will lie in it. */
export interface TranscodePlan {
  container: Container;
  tracks: TrackPlan[];
  leftOut: MediaProduct['leftOut'];
}

const shortSides: Readonly<Partial<Record<TranscodePreset, number>>> = {
  '1080p': 1080,
  '720p': 720,
  '480p': 480,
};

const soundPresets = {
  'audio-m4a': { id: 'm4a', codec: 'aac' },
  'audio-mp3': { id: 'mp3', codec: 'mp3' },
  'audio-opus': { id: 'opus', codec: 'opus' },
} as const;

/** What is written where a track does not fit. */
const encodedIn = {
  mp4: { picture: 'h264', sound: 'aac' },
  webm: { picture: 'vp9', sound: 'opus' },
  mkv: { picture: 'h264', sound: 'aac' },
} as const satisfies Record<string, { picture: EncodedCodec; sound: EncodedCodec }>;

/** Codecs that players of today know; the containers could hold older ones too. */
const modernVideo = ['h264', 'hevc', 'av1', 'vp9', 'vp8'];
/** More is a burden for players, and looks no better on a screen. */
const maxFps = 60;
/** The only layouts of H.264 that browsers and phones decode. */
const plainPixels = ['yuv420p', 'yuvj420p'];

function canCopyPicture(track: MediaTrack, container: Container, shortSide: number): boolean {
  const { width, height } = toShownSize(track);
  return (
    container.video.includes(track.codec) &&
    modernVideo.includes(track.codec) &&
    Math.min(width, height) <= shortSide &&
    (track.rotation === 0 || container.keepsRotation) &&
    (track.codec !== 'h264' || track.pixelFormat === null || plainPixels.includes(track.pixelFormat))
  );
}

function planPicture(
  track: MediaTrack,
  container: Container,
  { codec, shortSide }: { codec: 'h264' | 'vp9'; shortSide: number },
): TrackPlan {
  if (canCopyPicture(track, container, shortSide)) return { track, how: 'copy' };
  const fps = track.fps !== null && track.fps > maxFps ? maxFps : null;
  return { track, how: 'picture', codec, size: fitShortSide(toShownSize(track), shortSide), fps };
}

const planSound = (track: MediaTrack, container: Container, codec: 'aac' | 'opus' | 'mp3'): TrackPlan =>
  container.audio.includes(track.codec) ? { track, how: 'copy' } : { track, how: 'sound', codec };

function planCaptions(track: MediaTrack, container: Container): TrackPlan[] {
  const codec = toSubtitleCodec(track.codec, container);
  if (codec === null) return [];
  return [codec === 'copy' ? { track, how: 'copy' } : { track, how: 'captions', codec }];
}

const listKind = ({ tracks }: ProbedMedia, kind: MediaTrack['kind']): MediaTrack[] =>
  tracks.filter((track) => track.kind === kind);

/** Pictures that players show for a film, where ffmpeg writes them as a track of it. */
const coverCodecs = ['mjpeg', 'png'];

/** The cover, as it is, where the new file can have one. */
const planCover = (media: ProbedMedia, { cover }: Container): TrackPlan[] =>
  listKind(media, 'cover')
    .filter(({ codec }) => cover === 'track' && coverCodecs.includes(codec))
    .slice(0, 1)
    .map((track) => ({ track, how: 'copy' }));

function finish(media: ProbedMedia, container: Container, tracks: TrackPlan[]): TranscodePlan {
  const taken = new Set(tracks.map(({ track }) => track));
  const leftOut = media.tracks
    .filter((track) => !taken.has(track))
    .map(({ kind, codec }) => ({ kind, codec }));
  return { container, tracks, leftOut };
}

function planSoundFile(media: ProbedMedia, preset: keyof typeof soundPresets): TranscodePlan {
  const { id, codec } = soundPresets[preset];
  const container = findContainer(id);
  const sounds = listKind(media, 'audio');
  const sound = sounds.find(({ isDefault }) => isDefault) ?? sounds[0];
  if (!sound) throw new AppError('media.unsupported', 'The file has no sound.');
  return finish(media, container, [planSound(sound, container, codec), ...planCover(media, container)]);
}

/** Throws `media.unsupported` when the file has nothing of what the preset is for. */
export function planTranscode(
  media: ProbedMedia,
  { preset, container: wanted }: Pick<TranscodeRequest, 'preset' | 'container'>,
): TranscodePlan {
  if (preset === 'audio-m4a' || preset === 'audio-mp3' || preset === 'audio-opus')
    return planSoundFile(media, preset);
  const container = findContainer(wanted ?? 'mp4');
  const { picture, sound } = encodedIn[wanted ?? 'mp4'];
  const [video] = listKind(media, 'video');
  if (!video) throw new AppError('media.unsupported', 'The file has no picture.');
  return finish(media, container, [
    planPicture(video, container, { codec: picture, shortSide: shortSides[preset] ?? 1080 }),
    ...listKind(media, 'audio').map((track) => planSound(track, container, sound)),
    ...listKind(media, 'subtitle').flatMap((track) => planCaptions(track, container)),
    ...planCover(media, container),
  ]);
}
