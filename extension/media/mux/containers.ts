/** Kinds of files that are made in the browser, as data: what each can hold, and which of our two tools writes it. Pure. */

export type MuxContainer = 'mp4' | 'fragmented-mp4' | 'webm' | 'mkv' | 'ts' | 'm4a' | 'mp3' | 'opus';

/** What a kind of file holds; codecs by ffmpeg's names. */
export interface ContainerRules {
  extension: string;
  /** ffmpeg's writer, with its options. */
  muxer: readonly string[];
  video: readonly string[];
  audio: readonly string[];
  /** Tracks of sound that it holds at most. Default: all. */
  mostSounds?: 1;
  /** What captions become in it; null: there is no place for any. */
  subtitles: 'mov_text' | 'webvtt' | 'subrip' | null;
  holdsChapters: boolean;
  /** Of what it can hold, what only ffmpeg writes; true: all of it. */
  onlyFfmpeg: readonly string[] | true;
  /** How a cover is kept: as a track that is a picture, or as an attached file. */
  cover: 'track' | 'attachment' | null;
  /** Keeps by how much the picture is to be turned. */
  keepsRotation: boolean;
}

const isoVideo = ['h264', 'hevc', 'av1', 'vp9'];
const isoAudio = ['aac', 'mp3', 'opus', 'flac', 'ac3', 'eac3'];

const iso = {
  extension: 'mp4',
  muxer: ['-f', 'mp4', '-movflags', '+faststart'],
  video: isoVideo,
  audio: isoAudio,
  subtitles: 'mov_text',
  holdsChapters: true,
  onlyFfmpeg: [],
  cover: 'track',
  keepsRotation: true,
} as const;

export const containers: Record<MuxContainer, ContainerRules> = {
  mp4: iso,
  'fragmented-mp4': {
    ...iso,
    muxer: ['-f', 'mp4', '-movflags', '+frag_keyframe+delay_moov+default_base_moof'],
    // mediabunny writes no edit list into it: pictures that are stored out of order would come late.
    onlyFfmpeg: true,
    subtitles: null,
    cover: null,
  },
  webm: {
    extension: 'webm',
    muxer: ['-f', 'webm'],
    video: ['vp8', 'vp9', 'av1'],
    audio: ['opus', 'vorbis'],
    subtitles: 'webvtt',
    holdsChapters: true,
    onlyFfmpeg: [],
    cover: null,
    keepsRotation: false,
  },
  mkv: {
    extension: 'mkv',
    muxer: ['-f', 'matroska'],
    video: [...isoVideo, 'vp8', 'mpeg4', 'mpeg2video', 'mpeg1video', 'mjpeg', 'theora'],
    audio: [...isoAudio, 'vorbis', 'mp2', 'dts', 'alac', 'pcm_s16le'],
    subtitles: 'subrip',
    holdsChapters: true,
    onlyFfmpeg: ['mpeg4', 'mpeg2video', 'mpeg1video', 'mjpeg', 'theora', 'mp2', 'dts', 'alac'],
    cover: 'attachment',
    keepsRotation: false,
  },
  ts: {
    extension: 'ts',
    muxer: ['-f', 'mpegts'],
    video: ['h264', 'hevc', 'mpeg2video'],
    audio: ['aac', 'mp3', 'ac3', 'eac3', 'opus', 'mp2'],
    subtitles: null,
    holdsChapters: false,
    onlyFfmpeg: ['opus', 'mpeg2video', 'mp2'],
    cover: null,
    keepsRotation: false,
  },
  m4a: {
    ...iso,
    extension: 'm4a',
    muxer: ['-f', 'ipod'],
    video: [],
    audio: ['aac', 'alac'],
    onlyFfmpeg: ['alac'],
  },
  mp3: {
    extension: 'mp3',
    muxer: ['-f', 'mp3'],
    video: [],
    audio: ['mp3'],
    mostSounds: 1,
    subtitles: null,
    holdsChapters: false,
    onlyFfmpeg: [],
    cover: 'track',
    keepsRotation: false,
  },
  opus: {
    extension: 'opus',
    muxer: ['-f', 'ogg'],
    video: [],
    audio: ['opus'],
    subtitles: null,
    holdsChapters: false,
    onlyFfmpeg: [],
    cover: null,
    keepsRotation: false,
  },
};

/** The kind of file that holds such tracks as they are: what everything plays comes before what holds everything. */
export function findContainer(video: string | null, audio: string | null): MuxContainer | null {
  const candidates: MuxContainer[] = video === null ? ['m4a', 'opus', 'mp3', 'mkv'] : ['webm', 'mp4', 'mkv'];
  const holds = (name: MuxContainer): boolean =>
    (video === null || containers[name].video.includes(video)) &&
    (audio === null || containers[name].audio.includes(audio));
  return candidates.find(holds) ?? null;
}
