/** The command line that puts tracks of several files into one. Pure. */
import type { MediaTrack, MuxRequest } from '../../shared/protocol/media-commands.ts';
import { type Container, toSubtitleCodec } from './containers.ts';
import { toLongLanguage } from './language-codes.ts';
import type { ProbedMedia } from './parse-probe.ts';
import { buildInput } from './probe.ts';
import { buildCopy, buildMuxer, createTrackNames } from './track-arguments.ts';

/** A file and what is taken of it. */
export interface MuxInput {
  /** Absolute. */
  path: string;
  media: ProbedMedia;
  tracks: readonly MediaTrack[];
  /** BCP 47; null: as the file says. */
  language: string | null;
}

/** A JPEG or PNG: players know no other covers. */
export interface Cover {
  path: string;
  demuxer: string;
}

/** What goes into a file. Everything in it fits into the container. */
export interface MuxPlan {
  inputs: readonly MuxInput[];
  container: Container;
  metadata: MuxRequest['metadata'];
  /** `file`: the absolute path of the text of `buildChapterText`. */
  chapters: { from: 'file'; path: string } | { from: 'first' } | { from: 'nowhere' };
  cover: Cover | null;
}

/** Our names of tags, by what ffmpeg calls them in every container. */
const tagNames = {
  title: 'title',
  author: 'artist',
  date: 'date',
  description: 'description',
  comment: 'comment',
} as const;

interface Mapped {
  source: string;
  track: MediaTrack;
  language: string | null;
}

/** Codec, language and mark of one track. Players begin with the first sound, and with no captions. */
function buildTrack({ track, language }: Mapped, at: string, container: Container): string[] {
  const codec = track.kind === 'subtitle' ? (toSubtitleCodec(track.codec, container) ?? 'copy') : 'copy';
  return [
    ...(codec === 'copy' ? buildCopy(at, track.codec, container) : [`-c:${at}`, codec]),
    ...(language === null ? [] : [`-metadata:s:${at}`, `language=${toLongLanguage(language)}`]),
    ...(track.kind === 'video' ? [] : [`-disposition:${at}`, at === 'a:0' ? 'default' : '0']),
  ];
}

const mimeTypes: Readonly<Record<string, [type: string, name: string]>> = {
  jpeg_pipe: ['image/jpeg', 'cover.jpg'],
  png_pipe: ['image/png', 'cover.png'],
};

function buildCover(
  { path, demuxer }: Cover,
  { cover: how }: Container,
  place: { input: number; at: string },
): string[] {
  if (how === 'attachment') {
    const [type, name] = mimeTypes[demuxer] ?? ['', ''];
    return [
      '-attach',
      `file:${path}`,
      '-metadata:s:t',
      `mimetype=${type}`,
      '-metadata:s:t',
      `filename=${name}`,
    ];
  }
  return ['-map', `${place.input}:0`, `-c:${place.at}`, 'copy', `-disposition:${place.at}`, 'attached_pic'];
}

function buildTags(metadata: MuxPlan['metadata']): string[] {
  return Object.entries(tagNames).flatMap(([name, tag]) => {
    const value = metadata[name as keyof typeof tagNames];
    return value === null ? [] : ['-metadata', `${tag}=${value}`];
  });
}

/** Turns a picture of another kind into a JPEG beside the draft. */
export const buildCoverArguments = (cover: Cover, path: string): string[] => [
  ...buildInput(cover.path, cover.demuxer),
  ...[
    '-frames:v',
    '1',
    '-c:v',
    'mjpeg',
    '-q:v',
    '2',
    '-pix_fmt',
    'yuvj420p',
    '-f',
    'image2',
    '-update',
    '1',
    `file:${path}`,
  ],
];

/** Everything behind ffmpeg's common options; the draft is absolute. */
export function buildMuxArguments(plan: MuxPlan, draft: string): string[] {
  const { inputs, container, chapters, cover } = plan;
  const nameTrack = createTrackNames();
  const mapped = inputs.flatMap(({ tracks, language }, input) =>
    tracks.map((track) => ({ source: `${input}:${track.index}`, track, language })),
  );
  const chapterInput = inputs.length;
  const coverInput = chapterInput + (chapters.from === 'file' ? 1 : 0);
  const chapterSource = { file: `${chapterInput}`, first: '0', nowhere: '-1' }[chapters.from];
  return [
    ...inputs.flatMap(({ path, media }) => buildInput(path, media.demuxer)),
    ...(chapters.from === 'file' ? buildInput(chapters.path, 'ffmetadata') : []),
    ...(cover && container.cover === 'track' ? buildInput(cover.path, cover.demuxer) : []),
    ...mapped.flatMap((one) => [
      '-map',
      one.source,
      ...buildTrack(one, nameTrack(one.track.kind), container),
    ]),
    ...(cover ? buildCover(cover, container, { input: coverInput, at: nameTrack('cover') }) : []),
    ...['-map_metadata', '0', '-map_chapters', chapterSource, ...buildTags(plan.metadata)],
    ...buildMuxer(container),
    `file:${draft}`,
  ];
}
