/**
 * Which formats a preset takes, told twice: in yt-dlp's words, for the download, and as a function over the table of
 * formats, so that people see beforehand what they will get. A test runs both over the same tables. Pure.
 */
import { type AudioFormat, type Quality, toMaxSide } from '../../shared/model/quality.ts';
import type { DownloadChoice } from '../../shared/protocol/download-commands.ts';
import { hasPicture, hasSound, isProtected, type ListedFormat } from './format-table.ts';

/** Over any other protocol yt-dlp starts programs of its own choice (rtmpdump, mplayer, ffmpeg) that ask the network by themselves. */
const protocols = ['https', 'm3u8', 'm3u8_native', 'http_dash_segments', 'ism'];
const fetchable = `[protocol~='^(${protocols.join('|')})$']`;

/** Among equals, what plays everywhere. */
const playable = 'hdr:sdr,vcodec:h264,acodec:aac';
/** Best first. The order in which `info` lets yt-dlp list its table, and from which every preset's order is made. */
export const listSorting = `res,fps,${playable}`;

/** Sound that need not be encoded anew comes first. */
const audioFilters: Record<AudioFormat, string> = {
  m4a: '[ext=m4a]',
  mp3: '[ext=mp3]',
  opus: '[acodec^=opus]',
};

const toAudioFormat = ({ audioFormat }: Pick<DownloadChoice, 'audioFormat'>): AudioFormat =>
  audioFormat ?? 'm4a';

function buildSorting(quality: Quality): string {
  if (quality === 'smallest') return `+size,+br,+res,+fps,${playable}`;
  const maxSide = toMaxSide(quality);
  return maxSide === null ? listSorting : `res:${maxSide},fps,${playable}`;
}

function buildSelector(choice: Pick<DownloadChoice, 'quality' | 'audioFormat' | 'format'>): string {
  if (choice.format !== null)
    return choice.format
      .split('+')
      .map((id) => id + fetchable)
      .join('+');
  if (choice.quality !== 'audio') return `bv*${fetchable}+ba${fetchable}/b${fetchable}`;
  return `ba${audioFilters[toAudioFormat(choice)]}${fetchable}/ba${fetchable}/b${fetchable}`;
}

/** yt-dlp's arguments for a choice of formats. */
export const buildFormatArguments = (
  choice: Pick<DownloadChoice, 'quality' | 'audioFormat' | 'format'>,
): string[] => ['-f', buildSelector(choice), '-S', buildSorting(choice.quality)];

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

/** Worst first, as yt-dlp holds them. The table is in the order of `listSorting`; what is equal stays in it. */
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
 * The formats that a preset takes from a table in the order of `listSorting`, worst first: one, or picture and sound.
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
