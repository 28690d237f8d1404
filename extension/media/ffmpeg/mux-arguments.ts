/** ffmpeg's command line that puts tracks together, for the core in the browser. Pure. */
import { toCues } from '../../../shared/captions/to-cues.ts';
import { toCaptionCodec } from '../mux/caption-fit.ts';
import type { ContainerRules } from '../mux/containers.ts';
import { type MediaProbe, tracksOf } from '../mux/media-probe.ts';
import type { MuxCover, MuxOrder, MuxTags } from '../mux/mux-order.ts';
import { inputPath, outputPath, textPath } from './ffmpeg-worker.ts';

const tagNames: Record<keyof MuxTags, string> = {
  title: 'title',
  artist: 'artist',
  date: 'date',
  description: 'description',
  comment: 'comment',
};

const letters = { video: 'v', audio: 'a', subtitle: 's' } as const;

/** In ffmpeg's files of metadata these stand for something else. */
const escapeValue = (text: string): string => text.replace(/[=;#\\\n]/g, (sign) => `\\${sign}`);

/** Chapters as a file that ffmpeg reads. */
export const buildChapterText = (chapters: MuxOrder['chapters']): string =>
  [
    ';FFMETADATA1',
    ...chapters.flatMap(({ title, startSec, endSec }) => [
      '[CHAPTER]',
      'TIMEBASE=1/1000',
      `START=${Math.round(startSec * 1000)}`,
      `END=${Math.round(endSec * 1000)}`,
      `title=${escapeValue(title)}`,
    ]),
    '',
  ].join('\n');

/** The small files that the command line names. */
export function buildSmallFiles(order: MuxOrder): { name: string; content: string | Uint8Array }[] {
  const { captions, chapters, cover } = order;
  return [
    ...captions.map(({ text, format }, place) => ({
      name: `captions${place}.${format}`,
      content: format === 'vtt' ? toCues(text) : text,
    })),
    ...(chapters.length > 0 ? [{ name: 'chapters.txt', content: buildChapterText(chapters) }] : []),
    ...(cover ? [{ name: 'cover', content: cover.bytes }] : []),
  ];
}

const buildTags = (tags: MuxTags): string[] =>
  Object.entries(tagNames).flatMap(([name, tag]) => {
    const value = tags[name as keyof MuxTags];
    return value === null ? [] : ['-metadata', `${tag}=${value}`];
  });

const local = ['-protocol_whitelist', 'file'];

function buildAttachment({ mimeType }: MuxCover): string[] {
  const name = mimeType === 'image/png' ? 'cover.png' : 'cover.jpg';
  const tags = ['-metadata:s:t', `mimetype=${mimeType}`, '-metadata:s:t', `filename=${name}`];
  return ['-attach', `file:${textPath('cover')}`, ...tags];
}

/** Picture and sound are copied; captions become what the container holds. */
export function buildMuxArguments(
  order: MuxOrder,
  probes: readonly MediaProbe[],
  rules: ContainerRules,
): string[] {
  const { inputs, captions, chapters, cover, tags } = order;
  const openSmall = (name: string, format: string): string[] => [
    ...['-f', format, ...local, '-i', `file:${textPath(name)}`],
  ];
  const chapterPlace = inputs.length + captions.length;
  const coverPlace = chapterPlace + (chapters.length > 0 ? 1 : 0);
  const taken = inputs.flatMap(({ take, language }, place) =>
    take.flatMap((kind) => {
      const probe = probes[place];
      const found = probe ? tracksOf(probe, kind) : [];
      // All languages of a film, as the other tool does it; of pictures there is one.
      const most =
        kind === 'audio' ? (rules.mostSounds ?? found.length) : kind === 'video' ? 1 : found.length;
      return found.slice(0, most).flatMap(({ codec }, number) => {
        const how = kind === 'subtitle' ? toCaptionCodec(codec, rules) : 'copy';
        return how === null ? [] : [{ place, kind, number, language, how }];
      });
    }),
  );
  const all = [
    ...taken,
    ...captions.map(({ language }, place) => ({
      place: inputs.length + place,
      kind: 'subtitle' as const,
      number: 0,
      language,
      how: rules.subtitles ?? 'copy',
    })),
  ];
  const seen = { video: 0, audio: 0, subtitle: 0 };
  const withCover = cover !== null && rules.cover === 'track';
  // The cover that the first file has: all of its pictures but those of the film.
  const keepsCover = cover === null && rules.cover === 'track';
  return [
    ...inputs.flatMap(({ delaySec = 0 }, place) => [
      ...(delaySec === 0 ? [] : ['-itsoffset', String(delaySec)]),
      ...[...local, '-i', `file:${inputPath(place)}`],
    ]),
    ...captions.flatMap(({ format }, place) =>
      openSmall(`captions${place}.${format}`, format === 'vtt' ? 'webvtt' : 'srt'),
    ),
    ...(chapters.length > 0 ? openSmall('chapters.txt', 'ffmetadata') : []),
    ...(withCover ? openSmall('cover', cover.mimeType === 'image/png' ? 'png_pipe' : 'jpeg_pipe') : []),
    ...(keepsCover ? ['-map', '0:v?', '-map', '-0:V?'] : []),
    // A cover among the pictures of an input is no video.
    ...all.flatMap(({ place, kind, number }) => [
      ...['-map', `${place}:${kind === 'video' ? 'V' : letters[kind]}:${number}`],
    ]),
    ...(withCover ? ['-map', `${coverPlace}:0`] : []),
    ...['-c', 'copy'],
    ...all.flatMap(({ kind, language, how }) => {
      const at = `${letters[kind]}:${seen[kind]}`;
      seen[kind] += 1;
      return [
        ...(how === 'copy' ? [] : [`-c:${at}`, how]),
        ...(language === null ? [] : [`-metadata:s:${at}`, `language=${language}`]),
      ];
    }),
    ...(withCover ? [`-disposition:v:${seen.video}`, 'attached_pic'] : []),
    ...(cover && rules.cover === 'attachment' ? buildAttachment(cover) : []),
    ...[
      '-map_metadata',
      '0',
      '-map_chapters',
      chapters.length > 0 ? `${chapterPlace}` : '0',
      ...buildTags(tags),
    ],
    ...rules.muxer,
    `file:${outputPath}`,
  ];
}
