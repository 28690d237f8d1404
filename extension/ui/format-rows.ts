/** The formats of a page as a table shows them: named, sorted, and made whole with sound where they have none. */
import { toShorterSide } from '../../shared/model/quality.ts';
import type { Format } from '../../shared/protocol/download-commands.ts';
import { formatBytes } from './quantities.ts';

/** What is in a file; `unknown` where the page does not say. */
export type Tracks = 'both' | 'video' | 'audio' | 'unknown';

/** A format with what is added to it. */
export interface FormatRow {
  format: Format;
  tracks: Tracks;
  /** What is to be asked for: the format, with the best sound for it when it has none. */
  choice: string;
  /** The sound that is added. */
  sound: Format | null;
  /** Of all that is fetched; null when a part of it is not known. */
  bytes: number | null;
  bytesEstimated: boolean;
}

/** Columns that the table can be sorted by. */
export type FormatColumn = 'picture' | 'fps' | 'video' | 'audio' | 'size' | 'container';

const codecNames: readonly [RegExp, string][] = [
  [/^(avc|h264)/i, 'H.264'],
  [/^(hev|hvc|h265)/i, 'H.265'],
  [/^(av01|av1)/i, 'AV1'],
  [/^(vp09|vp9)/i, 'VP9'],
  [/^(vp08|vp8)/i, 'VP8'],
  [/^(dvh|dva)/i, 'Dolby Vision'],
  [/^(mp4a|aac)/i, 'AAC'],
  [/^opus/i, 'Opus'],
  [/^vorbis/i, 'Vorbis'],
  [/^mp3/i, 'MP3'],
  [/^(ec-3|eac3)/i, 'E-AC-3'],
  [/^(ac-3|ac3)/i, 'AC-3'],
  [/^flac/i, 'FLAC'],
];

/** A codec as people know it; its own name when they do not. */
export function nameCodec(codec: string | null): string {
  if (codec === null) return '';
  return codecNames.find(([pattern]) => pattern.test(codec))?.[1] ?? codec.split('.')[0] ?? codec;
}

function toTracks({ videoCodec, audioCodec, height }: Format): Tracks {
  if (videoCodec !== null) return audioCodec === null ? 'video' : 'both';
  if (audioCodec !== null) return height === null ? 'audio' : 'both';
  return 'unknown';
}

const families: readonly (readonly string[])[] = [
  ['mp4', 'm4a', 'm4v', 'mov'],
  ['webm', 'weba', 'opus'],
];
const familyOf = (container: string): readonly string[] =>
  families.find((family) => family.includes(container)) ?? [container];

/** The best sound that goes into the same file without another container, else the best there is. */
function findSound(format: Format, formats: readonly Format[]): Format | null {
  const sounds = formats.filter((other) => toTracks(other) === 'audio' && !other.drm);
  const fits = (sound: Format) => familyOf(format.container).includes(sound.container);
  const best = [...sounds].sort(
    (one, other) =>
      Number(fits(other)) - Number(fits(one)) ||
      Number(other.language === format.language) - Number(one.language === format.language) ||
      (other.bitrate ?? 0) - (one.bitrate ?? 0),
  );
  return best[0] ?? null;
}

function toRow(format: Format, formats: readonly Format[]): FormatRow {
  const tracks = toTracks(format);
  const sound = tracks === 'video' ? findSound(format, formats) : null;
  const parts = sound ? [format, sound] : [format];
  const isKnown = parts.every(({ bytes }) => bytes !== null);
  return {
    format,
    tracks,
    choice: parts.map(({ id }) => id).join('+'),
    sound,
    bytes: isKnown ? parts.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0) : null,
    bytesEstimated: parts.some(({ bytesEstimated }) => bytesEstimated),
  };
}

/** The rows of a table, in the order in which the page has them. */
export const toFormatRows = (formats: readonly Format[]): FormatRow[] =>
  formats.map((format) => toRow(format, formats));

const measure: Record<FormatColumn, (row: FormatRow) => number | string> = {
  picture: ({ format }) => (toShorterSide(format) ?? 0) * 1e6 + (format.bitrate ?? 0) / 1e3,
  fps: ({ format }) => format.fps ?? 0,
  video: ({ format }) => nameCodec(format.videoCodec),
  audio: ({ format, sound }) => nameCodec(format.audioCodec ?? sound?.audioCodec ?? null),
  size: ({ bytes }) => bytes ?? -1,
  container: ({ format }) => format.container,
};

/** Sorted by a column; rows that are equal there stay in the order of the page. */
export function sortFormatRows(
  rows: readonly FormatRow[],
  column: FormatColumn,
  descending: boolean,
): FormatRow[] {
  const toValue = measure[column];
  const compare = (one: FormatRow, other: FormatRow): number => {
    const [a, b] = [toValue(one), toValue(other)];
    return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
  };
  return [...rows].sort((one, other) => (descending ? compare(other, one) : compare(one, other)));
}

/** "120 MB", "≈ 120 MB" where it was worked out; '' where nobody knows. */
export const formatSize = (bytes: number | null, isEstimated: boolean, locale?: string): string =>
  bytes === null ? '' : `${isEstimated ? '≈ ' : ''}${formatBytes(bytes, locale)}`;
