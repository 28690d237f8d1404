/** The table of formats and the presets as people see them before they choose. Pure. */
import { audioFormats, qualityWords, toShorterSide } from '../../shared/model/quality.ts';
import type { Format, Preset } from '../../shared/protocol/download-commands.ts';
import { pickFormats } from './format-rules.ts';
import { isProtected, type ListedFormat } from './format-table.ts';

/** What yt-dlp puts together in a container, by codec; else by the containers that the tracks come in. */
const containerCodecs: Readonly<Record<string, ReadonlySet<string>>> = {
  mp4: new Set(['av1', 'hevc', 'avc1', 'mp4a', 'ac-4', 'h264', 'aacl', 'ec-3']),
  webm: new Set(['av1', 'vp9', 'vp8', 'opus', 'vrbs', 'vp9x', 'vp8x']),
};
const containerFamilies = [
  ['mp3', 'mp4', 'm4a', 'm4p', 'm4b', 'm4r', 'm4v', 'ismv', 'isma', 'mov'],
  ['webm', 'weba'],
];

/** `avc1.4d401e` → `avc1`, `vp09.00` → `vp9`. */
const toCodecName = (codec: string | null | undefined): string =>
  (codec ?? '').split('.')[0]?.replaceAll('0', '').toLowerCase() ?? '';

/** The container in which yt-dlp merges picture and sound; everything goes into mkv. */
export function predictContainer(picture: ListedFormat, sound: ListedFormat): string {
  const codecs = [toCodecName(picture.vcodec), toCodecName(sound.acodec)];
  const byCodec = Object.entries(containerCodecs).find(([, known]) =>
    codecs.every((codec) => known.has(codec)),
  );
  if (byCodec) return byCodec[0];
  const types = [picture.ext, sound.ext];
  const isOneFamily = containerFamilies.some((family) => types.every((type) => family.includes(type)));
  return isOneFamily || picture.ext === sound.ext ? picture.ext : 'mkv';
}

/** yt-dlp gives kilobits. */
const toBitrate = ({ tbr }: ListedFormat): number | null => (tbr ? Math.round(tbr * 1000) : null);

interface Size {
  bytes: number | null;
  bytesEstimated: boolean;
}

function measure(format: ListedFormat, durationSec: number | null): Size {
  if (format.filesize) return { bytes: Math.round(format.filesize), bytesEstimated: false };
  if (format.filesize_approx) return { bytes: Math.round(format.filesize_approx), bytesEstimated: true };
  const bitrate = toBitrate(format);
  if (!bitrate || !durationSec) return { bytes: null, bytesEstimated: false };
  return { bytes: Math.round((bitrate * durationSec) / 8), bytesEstimated: true };
}

const toWhole = (value: number | null | undefined): number | null =>
  value && value >= 1 ? Math.round(value) : null;
const toSide = ({ width, height }: ListedFormat): number | null =>
  toShorterSide({ width: toWhole(width), height: toWhole(height) });
const toCodec = (codec: string | null | undefined): string | null =>
  codec && codec !== 'none' ? codec.slice(0, 60) : null;

/** A line of the table. */
export const toFormat = (format: ListedFormat, durationSec: number | null): Format => ({
  id: format.format_id,
  container: format.ext,
  width: toWhole(format.width),
  height: toWhole(format.height),
  fps: format.fps || null,
  videoCodec: toCodec(format.vcodec),
  audioCodec: toCodec(format.acodec),
  audioChannels: toWhole(format.audio_channels),
  bitrate: toBitrate(format),
  ...measure(format, durationSec),
  hdr: Boolean(format.dynamic_range && format.dynamic_range !== 'SDR'),
  language: format.language?.slice(0, 40) ?? null,
  protocol: format.protocol,
  drm: isProtected(format),
  note: (format.format_note ?? '').slice(0, 100),
});

function addSizes(sizes: readonly Size[]): Size {
  const known = sizes.flatMap(({ bytes }) => bytes ?? []);
  if (known.length < sizes.length) return { bytes: null, bytesEstimated: false };
  return {
    bytes: known.reduce((sum, bytes) => sum + bytes, 0),
    bytesEstimated: sizes.some(({ bytesEstimated }) => bytesEstimated),
  };
}

const choices = qualityWords.flatMap((quality): Pick<Preset, 'quality' | 'audioFormat'>[] =>
  quality === 'audio'
    ? audioFormats.map((audioFormat) => ({ quality, audioFormat }))
    : [{ quality, audioFormat: null }],
);

/** What each preset would give; those that would give nothing are left out. `table` is in yt-dlp's order, worst first. */
export function listPresets(table: readonly ListedFormat[], durationSec: number | null): Preset[] {
  return choices.flatMap((choice) => {
    const formats = pickFormats(table, choice);
    const [first, second] = formats;
    if (!first) return [];
    return [
      {
        ...choice,
        formatIds: formats.map(({ format_id }) => format_id),
        container: choice.audioFormat ?? (second ? predictContainer(first, second) : first.ext),
        height: choice.quality === 'audio' ? null : toSide(first),
        ...addSizes(formats.map((format) => measure(format, durationSec))),
      },
    ];
  });
}
