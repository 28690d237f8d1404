/**
 * Which formats a preset takes, told twice: in yt-dlp's words, for the download, and as a function over the table of
 * formats, so that people see beforehand what they will get. A test runs both over the same tables. Pure.
 */
import {
  type AudioFormat,
  type Codec,
  type Container,
  type Quality,
  toMaxSide,
} from '../../shared/model/quality.ts';
import type { DownloadChoice } from '../../shared/protocol/download-commands.ts';
import { hasPicture, hasSound, isProtected, type ListedFormat } from './format-table.ts';

/** Over any other protocol yt-dlp starts programs of its own choice (rtmpdump, mplayer, ffmpeg) that ask the network by themselves. */
const protocols = ['https', 'm3u8', 'm3u8_native', 'http_dash_segments', 'ism'];
const fetchable = `[protocol~='^(${protocols.join('|')})$']`;

/** What is taken among formats of one size. */
export type Preference = Pick<DownloadChoice, 'codec' | 'container'>;

/** yt-dlp's names, each of which it reads as "this one, or what is older". */
const codecNames: Record<Codec, string> = { h264: 'h264', hevc: 'h265', vp9: 'vp9', av1: 'av01' };

/** What comes in such a container; Matroska holds everything. */
const containerTypes: Partial<Record<Container, string>> = { mp4: 'ext:mp4:m4a', webm: 'ext:webm:webm' };

/** Among equals, what was chosen, and then what plays everywhere. */
function buildPreference({ codec, container }: Preference): string {
  const types = container && containerTypes[container];
  const byType = types ? [types] : [];
  const byCodec = [`vcodec:${codecNames[codec ?? 'h264']}`];
  return ['hdr:sdr', ...(codec ? [...byCodec, ...byType] : [...byType, ...byCodec]), 'acodec:aac'].join(',');
}

/** Best first. The order in which `info` lets yt-dlp list its table, and from which every preset's order is made. */
export const buildListSorting = (preference: Preference): string => `res,fps,${buildPreference(preference)}`;

/** Sound that need not be encoded anew comes first. */
const audioFilters: Record<AudioFormat, string> = {
  m4a: '[ext=m4a]',
  mp3: '[ext=mp3]',
  opus: '[acodec^=opus]',
};

const toAudioFormat = ({ audioFormat }: Pick<DownloadChoice, 'audioFormat'>): AudioFormat =>
  audioFormat ?? 'm4a';

/** What the rules about formats read of a choice. */
type FormatChoice = Preference & Pick<DownloadChoice, 'quality' | 'audioFormat' | 'format' | 'maxBytes'>;

function buildSorting({ quality, ...preference }: FormatChoice): string {
  if (quality === 'smallest') return `+size,+br,+res,+fps,${buildPreference(preference)}`;
  const maxSide = toMaxSide(quality);
  return maxSide === null
    ? buildListSorting(preference)
    : `res:${maxSide},fps,${buildPreference(preference)}`;
}

/** Formats of which it is said that they are larger are out; those of unknown size are stopped when they turn out so. */
const buildLimit = (bytes: number): string =>
  ['filesize', 'filesize_approx'].map((field) => `[${field}<=?${Math.floor(bytes)}]`).join('');

/** Parts of the whole that the picture may have, where picture and sound come apart: sound is mostly far smaller. */
const pictureParts = [0.9, 0.75, 0.5];

/** The best whose tracks together stay within the limit. */
function buildLimitedSelector(maxBytes: number): string {
  const pairs = pictureParts.map(
    (part) =>
      `bv*${fetchable}${buildLimit(maxBytes * part)}+ba${fetchable}${buildLimit(maxBytes * (1 - part))}`,
  );
  return [...pairs, `b${fetchable}${buildLimit(maxBytes)}`].join('/');
}

function buildSelector(choice: FormatChoice): string {
  if (choice.format !== null)
    return choice.format
      .split('+')
      .map((id) => id + fetchable)
      .join('+');
  const { quality, maxBytes } = choice;
  const limit = maxBytes === null ? '' : buildLimit(maxBytes);
  if (quality === 'audio')
    return [`ba${audioFilters[toAudioFormat(choice)]}`, 'ba', 'b']
      .map((kind) => kind + fetchable + limit)
      .join('/');
  return maxBytes === null ? `bv*${fetchable}+ba${fetchable}/b${fetchable}` : buildLimitedSelector(maxBytes);
}

/** yt-dlp's arguments for a choice of formats. */
export const buildFormatArguments = (choice: FormatChoice): string[] => [
  ...['-f', buildSelector(choice)],
  ...['-S', buildSorting(choice)],
  ...(choice.maxBytes === null ? [] : ['--max-filesize', String(choice.maxBytes)]),
];

type Key = (format: ListedFormat) => number;

/** Less than every number: what is not known is the last choice, also where less is better. */
const unknown = Number.NEGATIVE_INFINITY;

const readSide: Key = ({ width, height }) => {
  const known = [width, height].filter((side) => typeof side === 'number' && side > 0) as number[];
  return known.length > 0 ? Math.min(...known) : 0;
};
const toLess = (value: number | null | undefined): number =>
  value === null || value === undefined ? unknown : -value;

/** yt-dlp's first keys, which no sorting of ours overrides: formats that the extractor hides, then its preference. */
const extractorKeys: Key[] = [
  ({ preference }) => (typeof preference === 'number' && preference < -1000 ? preference : -1),
  ({ preference }) => preference ?? -1,
];

function listKeys(quality: Quality): Key[] {
  if (quality === 'smallest')
    return [
      ({ filesize, filesize_approx }) => toLess(filesize || filesize_approx || null),
      ({ tbr, vbr, abr }) => toLess(tbr || vbr || abr || null),
      (format) => -readSide(format),
      ({ fps }) => toLess(fps),
    ];
  const maxSide = toMaxSide(quality);
  if (maxSide === null) return [];
  // Within the bound more is better; above it every step is worse, and worse than not knowing.
  return [(format) => (readSide(format) <= maxSide ? readSide(format) : -readSide(format))];
}

/** Worst first, as yt-dlp holds them. The table is in the order of `buildListSorting`; what is equal stays in it. */
function sortFormats(table: readonly ListedFormat[], quality: Quality): ListedFormat[] {
  const keys = [...extractorKeys, ...listKeys(quality)];
  return table.toSorted((left, right) => {
    for (const key of keys) {
      const [a, b] = [key(left), key(right)];
      if (a !== b) return a - b;
    }
    return 0;
  });
}

function pickAudio(formats: readonly ListedFormat[], audioFormat: AudioFormat): ListedFormat | undefined {
  const alone = formats.filter((format) => !hasPicture(format));
  const isWanted = ({ ext, acodec }: ListedFormat): boolean =>
    audioFormat === 'opus' ? (acodec ?? '').startsWith('opus') : ext === audioFormat;
  return alone.findLast(isWanted) ?? alone.at(-1);
}

/** What is there when nothing has both tracks: sites with sound alone, and silent ones. */
function pickWhole(
  formats: readonly ListedFormat[],
  table: readonly ListedFormat[],
): ListedFormat | undefined {
  const isIncomplete = !table.some(hasPicture) || !table.some(hasSound);
  return (
    formats.findLast((format) => hasPicture(format) && hasSound(format)) ??
    (isIncomplete ? formats.at(-1) : undefined)
  );
}

/**
 * The formats that a preset takes from a table in the order of `buildListSorting`, worst first: one, or picture and sound.
 * Empty when there is nothing for it.
 */
export function pickFormats(
  table: readonly ListedFormat[],
  { quality, audioFormat }: Pick<DownloadChoice, 'quality' | 'audioFormat'>,
): ListedFormat[] {
  const open = table.filter((format) => !isProtected(format));
  const formats = sortFormats(open, quality).filter(
    (format) => protocols.includes(format.protocol) && (hasPicture(format) || hasSound(format)),
  );
  const whole = (): ListedFormat[] => [pickWhole(formats, open) ?? []].flat();
  if (quality === 'audio') return [pickAudio(formats, toAudioFormat({ audioFormat })) ?? whole()].flat();
  const picture = formats.findLast(hasPicture);
  const sound = formats.findLast((format) => !hasPicture(format));
  if (!picture || !sound) return whole();
  return hasSound(picture) ? [picture] : [picture, sound];
}
