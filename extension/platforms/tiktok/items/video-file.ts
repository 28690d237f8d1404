/** The files of a video. The watermarked one that TikTok's own download button saves (`downloadAddr`) is not among them. */
import type { Media, Variant } from '../../../../shared/model/media.ts';
import { toArray } from '../../../core/json.ts';
import { type Fields, needed } from '../documents/drift.ts';
import { dropRepeats, toMirrors } from './address.ts';
import { rankVariants } from './rank-variants.ts';

const field = 'media.video';

/** The video of a post, its best file first; empty with a note when the page has none. */
export function readVideoFile(video: Fields): Media[] {
  const gears = video.objects('bitrateInfo', field).flatMap((gear) => readGear(gear, video));
  const found = [...gears, ...(gears.length > 0 ? [] : readDefault(video)), ...readPlayAddress(video)];
  const variants = rankVariants(dropRepeats(found));
  if (gears.length === 0) video.note('bitrateInfo', field);
  return variants.length > 0 ? [{ id: 'video', kind: 'video', variants }] : [];
}

/** One quality: its mirrors as variants. */
function readGear(gear: Fields, video: Fields): Variant[] {
  const address = gear.object('PlayAddr', field, needed);
  if (!address) return [];
  const bitrate = gear.whole('Bitrate', field, needed);
  return readAddress(address, { video, bitrate, codec: gear.text('CodecType', field) });
}

/** The quality that the page plays first. */
function readDefault(video: Fields): Variant[] {
  const address = video.object('PlayAddrStruct', field);
  if (!address) return [];
  const bitrate = video.whole('bitrate', field);
  return readAddress(address, { video, bitrate, codec: video.text('codecType', field) });
}

interface Quality {
  video: Fields;
  bitrate: number | null;
  codec: string | null;
}

function readAddress(address: Fields, quality: Quality): Variant[] {
  const key = address.text('UrlKey', field);
  const codec = toCodec(quality.codec ?? key ?? '');
  // ByteDance's own H.266, which nothing plays.
  if (codec === 'bytevc2' || key?.includes('bytevc2')) return [];
  if (codec === null) address.note('UrlKey', field);
  const { variants, bad } = toMirrors(address.list('UrlList', field, needed));
  // The last of each list leads through the site itself and is broken.
  const usable = variants.filter(({ url }) => new URL(url).hostname !== 'www.tiktok.com');
  if (bad > 0 || usable.length === 0) address.note('UrlList', field);
  const bytes = address.whole('DataSize', field, needed);
  const size = readSize(address, key, quality.video);
  return usable.map((variant) => ({
    ...variant,
    ...size,
    ...(quality.bitrate ? { bitrate: quality.bitrate } : {}),
    ...(codec ? { codec } : {}),
    ...(bytes ? { bytes } : {}),
  }));
}

/** `h265_hvc1` → h265; the key of a file has the codec in it too: `v14…_bytevc1_1080p_873954`. */
function toCodec(text: string): string | null {
  const name = /(?:^|_)(h264|h265|bytevc1|bytevc2)(?:_|$)/.exec(text)?.[1];
  return name === 'bytevc1' ? 'h265' : (name ?? null);
}

/** Lists of 2022 and 2023 have no sizes: the key names the shorter side, and the video as a whole has the shape. */
function readSize(address: Fields, key: string | null, video: Fields): Pick<Variant, 'width' | 'height'> {
  const width = address.whole('Width', field);
  const height = address.whole('Height', field);
  if (width && height) return { width, height };
  const named = Number(/_(\d{3,4})p(?:_|$)/.exec(key ?? '')?.[1] ?? 0);
  const ratio = (video.whole('width', field, needed) ?? 0) / (video.whole('height', field, needed) || 1);
  if (!named || !ratio) {
    address.note('Width', field);
    return {};
  }
  // What is called 540p is 576 wide.
  const side = named === 540 ? 576 : named;
  const other = (length: number) => Math.floor(length / 2) * 2;
  return ratio < 1
    ? { width: side, height: other(side / ratio) }
    : { width: other(side * ratio + 1), height: side };
}

/** The address that the player is given: a file of one of the qualities, or the only one there is. */
function readPlayAddress(video: Fields): Variant[] {
  const value = video.json.playAddr;
  const list = typeof value === 'string' ? [value] : toArray(value).map((entry) => toSource(entry));
  const { variants, bad } = toMirrors(list.filter((entry) => entry !== ''));
  const isKnown = (value ?? null) === null || typeof value === 'string' || Array.isArray(value);
  if (bad > 0 || !isKnown) video.note('playAddr', field);
  const width = video.whole('width', field);
  const height = video.whole('height', field);
  const codec = toCodec(video.text('codecType', field) ?? '');
  return variants.map((variant) => ({
    ...variant,
    ...(width && height ? { width, height } : {}),
    ...(codec ? { codec } : {}),
  }));
}

const toSource = (entry: unknown): unknown =>
  typeof entry === 'object' && entry !== null && 'src' in entry ? entry.src : entry;
