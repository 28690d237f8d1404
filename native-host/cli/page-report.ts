/** A page as lines on a terminal. Pure. */
import type { Format, PageVideo, Preset } from '../../shared/protocol/download-commands.ts';
import { formatBytes, formatDuration } from './units.ts';

/** Texts of a site must not command the terminal. */
const toPlain = (text: string): string => text.replaceAll(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, ' ');

/** Columns as wide as their widest cell, without blanks at the end of lines. */
export function buildTable(cells: readonly (readonly string[])[]): string[] {
  const rows = cells.map((row) => row.map(toPlain));
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => [...(row[column] ?? '')].length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length))
      .join('  ')
      .trimEnd(),
  );
}

const formatSize = ({ bytes, bytesEstimated }: Pick<Format, 'bytes' | 'bytesEstimated'>): string =>
  bytes === null ? '' : `${bytesEstimated ? '~' : ''}${formatBytes(bytes)}`;

/** A file of which nothing is known may well have a picture. */
function describePicture({ width, height, videoCodec, audioCodec }: Format): string {
  if (width && height) return `${width}x${height}`;
  return videoCodec === null && audioCodec !== null ? 'sound' : '';
}

const toFormatRow = (format: Format): string[] => [
  format.id,
  format.container,
  describePicture(format),
  format.fps ? String(Math.round(format.fps)) : '',
  [format.videoCodec, format.audioCodec].filter(Boolean).join(' + '),
  formatSize(format),
  format.bitrate ? `${Math.round(format.bitrate / 1000)}k` : '',
  [format.drm ? 'DRM' : '', format.hdr ? 'HDR' : '', format.language ?? '', format.note]
    .filter((word) => word !== '')
    .join(', '),
];

const toPresetRow = (preset: Preset): string[] => [
  preset.audioFormat ? `audio ${preset.audioFormat}` : preset.quality,
  preset.formatIds.join('+'),
  preset.container,
  preset.height ? `${preset.height}p` : '',
  formatSize(preset),
];

function describeVideo(video: PageVideo): string[] {
  const languages = (automatic: boolean): string =>
    video.subtitles
      .filter((track) => track.automatic === automatic)
      .map(({ language }) => language)
      .join(', ');
  const facts: [string, string][] = [
    ['author', video.author ?? ''],
    ['length', video.durationSec === null ? '' : formatDuration(video.durationSec)],
    ['live', video.live === 'no' ? '' : video.live],
    ['date', video.createdAt ?? ''],
    ['chapters', video.chapters.map(({ title }) => title).join(' · ')],
    ['captions', languages(false)],
    ['captions by a machine', languages(true)],
  ];
  return facts.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`);
}

/** What `info` prints. */
export const buildPageReport = (video: PageVideo): string[] => describe(video).map(toPlain);

function describe(video: PageVideo): string[] {
  if (video.kind === 'playlist') {
    const rows = video.entries.map(({ title, durationSec, url, entry }, index) => [
      String(entry ?? index + 1),
      durationSec === null ? '' : formatDuration(durationSec),
      title,
      entry === null ? url : `--entry ${entry}`,
    ]);
    const count = video.entryCount === null ? '' : ` of ${video.entryCount}`;
    return [
      video.title,
      `${video.entries.length}${count} entries${video.more ? ', and more' : ''}`,
      '',
      ...buildTable(rows),
    ];
  }
  const head = ['ID', 'TYPE', 'PICTURE', 'FPS', 'CODECS', 'SIZE', 'BITRATE', ''];
  return [
    video.title,
    ...describeVideo(video),
    '',
    ...buildTable([head, ...video.formats.map(toFormatRow)]),
    '',
    ...buildTable([['PRESET', 'FORMATS', 'TYPE', 'PICTURE', 'SIZE'], ...video.presets.map(toPresetRow)]),
  ];
}
