/** Kinds of media files as data: which we read, which we write, and what each can hold. */
import { AppError } from '../../shared/app-error.ts';
import type { ContainerId, MediaTrack } from '../../shared/protocol/media-commands.ts';

/**
 * The readers of ffmpeg that may open a file. None of them can be made to open another one, as those of playlists
 * (`hls`, `dash`, `concat`, numbered pictures) and AVI with captions inside can.
 */
export const mediaDemuxers = [
  'mov',
  'matroska',
  'mpegts',
  'flv',
  'ogg',
  'mp3',
  'flac',
  'wav',
  'aac',
] as const;
/** Captions as files of their own. */
export const subtitleDemuxers = ['srt', 'webvtt', 'ass'] as const;
/** One picture each; chosen by its first bytes, because ffmpeg goes by the name, in which `%d` stands for numbers. */
export const imageDemuxers = ['jpeg_pipe', 'png_pipe', 'webp_pipe'] as const;

/** More tracks than any real file has; each costs memory. */
export const maxTracks = 100;

/** What a kind of file holds; codecs by ffmpeg's names. */
export interface Container {
  id: ContainerId;
  /** ffmpeg's writer. */
  muxer: string;
  video: readonly string[];
  audio: readonly string[];
  /** Captions that are taken over as they are. */
  subtitles: readonly string[];
  /** What other captions made of text become; null: there is no place for any. */
  subtitleCodec: string | null;
  /** How a cover is kept: as a track that is a picture, or as an attached file. */
  cover: 'track' | 'attachment' | null;
  /** One track of sound at most. */
  isSingle: boolean;
  /** Keeps by how much the picture is to be turned. */
  keepsRotation: boolean;
}

const sound = {
  video: [],
  subtitles: [],
  subtitleCodec: null,
  cover: null,
  isSingle: true,
  keepsRotation: false,
};

/** Best first: what everything plays comes before what holds everything. */
const containerList: readonly Container[] = [
  {
    id: 'webm',
    muxer: 'webm',
    video: ['vp8', 'vp9', 'av1'],
    audio: ['opus', 'vorbis'],
    subtitles: ['webvtt'],
    subtitleCodec: 'webvtt',
    cover: null,
    isSingle: false,
    keepsRotation: false,
  },
  {
    id: 'mp4',
    muxer: 'mp4',
    video: ['h264', 'hevc', 'av1', 'vp9', 'mpeg4'],
    audio: ['aac', 'mp3', 'ac3', 'eac3', 'alac', 'opus', 'flac'],
    subtitles: ['mov_text'],
    subtitleCodec: 'mov_text',
    cover: 'track',
    isSingle: false,
    keepsRotation: true,
  },
  { ...sound, id: 'm4a', muxer: 'ipod', audio: ['aac', 'alac'], cover: 'track', isSingle: false },
  { ...sound, id: 'mp3', muxer: 'mp3', audio: ['mp3'], cover: 'track' },
  { ...sound, id: 'opus', muxer: 'opus', audio: ['opus'] },
  { ...sound, id: 'ogg', muxer: 'ogg', audio: ['vorbis', 'opus'] },
  { ...sound, id: 'flac', muxer: 'flac', audio: ['flac'], cover: 'track' },
  {
    id: 'mkv',
    muxer: 'matroska',
    video: [
      'h264',
      'hevc',
      'av1',
      'vp9',
      'vp8',
      'mpeg4',
      'mpeg2video',
      'mpeg1video',
      'mjpeg',
      'prores',
      'theora',
    ],
    audio: [
      'aac',
      'mp3',
      'mp2',
      'ac3',
      'eac3',
      'dts',
      'alac',
      'opus',
      'vorbis',
      'flac',
      'pcm_s16le',
      'pcm_s24le',
    ],
    subtitles: ['subrip', 'ass', 'webvtt', 'hdmv_pgs_subtitle', 'dvd_subtitle', 'dvb_subtitle'],
    subtitleCodec: 'subrip',
    cover: 'attachment',
    isSingle: false,
    keepsRotation: false,
  },
];

/** Captions made of text, which can be turned into each other. */
const textSubtitles = ['subrip', 'webvtt', 'mov_text', 'ass', 'ssa', 'text'];

/** What a kind of file holds. */
export function findContainer(id: ContainerId): Container {
  const found = containerList.find((container) => container.id === id);
  if (!found) throw new AppError('bug.unexpected', `There is no container ${id}.`);
  return found;
}

/** How a track of captions goes into a file: taken over, turned into a codec, or not at all (null). */
export function toSubtitleCodec(codec: string, container: Container): string | null {
  if (container.subtitles.includes(codec)) return 'copy';
  return textSubtitles.includes(codec) ? container.subtitleCodec : null;
}

/** What a track is, as far as containers care. */
export type TrackKind = Pick<MediaTrack, 'kind' | 'codec' | 'rotation'>;

function fits(track: TrackKind, container: Container): boolean {
  switch (track.kind) {
    case 'video':
      return container.video.includes(track.codec) && (track.rotation === 0 || container.keepsRotation);
    case 'audio':
      return container.audio.includes(track.codec);
    case 'subtitle':
      return toSubtitleCodec(track.codec, container) !== null;
    case 'cover':
      return container.cover !== null;
    case 'other':
      return false;
  }
}

/** The tracks that cannot go into such a file without being encoded anew. */
export function listMisfits(tracks: readonly TrackKind[], container: Container): TrackKind[] {
  const misfits = tracks.filter((track) => !fits(track, container));
  const sounds = tracks.filter(({ kind }) => kind === 'audio');
  return container.isSingle ? [...misfits, ...sounds.slice(1)] : misfits;
}

/** The kind of file for these tracks: the one that is wanted, or the best that holds all. Throws `media.codec_unfit`. */
export function chooseContainer(tracks: readonly TrackKind[], wanted: ContainerId | null): Container {
  const hasPicture = tracks.some(({ kind }) => kind === 'video');
  const candidates = wanted
    ? [findContainer(wanted)]
    : containerList.filter(({ id, video }) => id === 'mkv' || video.length > 0 === hasPicture);
  const chosen = candidates.find((container) => listMisfits(tracks, container).length === 0);
  if (chosen) return chosen;
  const tried = candidates.at(-1) ?? findContainer('mkv');
  const [misfit] = listMisfits(tracks, tried);
  throw new AppError('media.codec_unfit', `A track of type ${misfit?.codec} does not fit into ${tried.id}.`, {
    context: { codec: misfit?.codec ?? '', kind: misfit?.kind ?? '', container: tried.id },
  });
}
