import { createHmac } from 'node:crypto';
import type { Actor, Photo, Video } from './catalog/model.ts';

/** What a media address stands for. */
export type MediaKey =
  | { kind: 'video'; videoId: string; file: string }
  | { kind: 'image'; name: string; width: number; height: number };

/** Addresses of media are signed and expire; no cookie and no referer are asked for. */
export interface MediaUrls {
  /** A track or a file of a video by its name, see `video-files.ts`. */
  buildVideo(video: Video, file: string): string;
  /** The full-size file of a photo. */
  buildPhoto(photo: Photo): string;
  /** A copy that fits into a square of so many pixels; its address names the processing. */
  buildScaled(
    photo: Pick<Photo, 'id' | 'width' | 'height'>,
    edge: number,
  ): { uri: string; width: number; height: number };
  buildAvatar(actor: Actor, edge: number): string;
  /** Subtitles, as a file. */
  buildCaptions(video: Video): string;
  /** What a request may have, or the status it is refused with. */
  open(url: URL): MediaKey | { kind: 'captions'; videoId: string } | { status: 403 | 404 };
}

const imageHost = 'scontent-tst1-1.xx.fbcdn.net';
const videoHost = 'video-tst1-1.xx.fbcdn.net';
const imagePath = /^\/v\/t39\.30808-6\/\d+_([\w-]+)_\d+_n\.jpg$/;
const videoPath = /^\/o1\/v\/t2\/f2\/m69\/AQ([\w-]+)\.(mp4|srt)$/;

/** @param options.lifetimeSec how long an address works */
export function createMediaUrls(options: {
  seed: number;
  lifetimeSec: number;
  now: () => number;
}): MediaUrls {
  const sign = (...words: string[]) =>
    createHmac('sha256', `facebook-media/${options.seed}`)
      .update(words.join('\n'))
      .digest('base64url')
      .slice(0, 48);
  const toExpiry = () => (Math.floor(options.now() / 1000) + options.lifetimeSec).toString(16).toUpperCase();
  const toImage = (key: MediaKey & { kind: 'image' }, stp: string) => {
    const path = `/v/t39.30808-6/472220547_${encodeKey(key)}_4593939532062370066_n.jpg`;
    const oe = toExpiry();
    const process = stp === '' ? '' : `stp=${stp}&`;
    return `https://${imageHost}${path}?${process}_nc_cat=111&ccb=1-7&_nc_sid=e99d92&_nc_zt=23&_nc_ht=${imageHost.replace('.fbcdn.net', '')}&oh=00_${sign(path, stp, oe)}&oe=${oe}`;
  };
  const toVideo = (key: string, type: 'mp4' | 'srt') => {
    const path = `/o1/v/t2/f2/m69/AQ${key}.${type}`;
    const oe = toExpiry();
    return `https://${videoHost}${path}?strext=1&_nc_cat=104&_nc_sid=8bf8fe&_nc_ht=${videoHost}&ccb=17-1&_nc_zt=28&oh=00_${sign(path, '', oe)}&oe=${oe}`;
  };
  return {
    buildVideo: (video, file) => toVideo(encodeText(`${video.id}/${file}`), 'mp4'),
    buildCaptions: (video) => toVideo(encodeText(`${video.id}/captions`), 'srt'),
    buildPhoto: ({ id, width, height }) => toImage({ kind: 'image', name: `photo/${id}`, width, height }, ''),
    buildScaled: ({ id, width, height }, edge) => {
      const factor = Math.min(1, edge / Math.max(width, height));
      const size = { width: Math.round(width * factor), height: Math.round(height * factor) };
      const key = { kind: 'image', name: `photo/${id}`, ...size } as const;
      return { uri: toImage(key, `dst-jpg_s${edge}x${edge}_tt6`), ...size };
    },
    buildAvatar: ({ id }, edge) =>
      toImage(
        { kind: 'image', name: `avatar/${id}`, width: edge, height: edge },
        `cp0_dst-jpg_s${edge}x${edge}_tt6`,
      ),
    open: (url) => {
      const [, imageKey] = imagePath.exec(url.pathname) ?? [];
      const [, videoKey, type] = videoPath.exec(url.pathname) ?? [];
      const key = imageKey ?? videoKey;
      if (key === undefined) return { status: 404 };
      const oe = url.searchParams.get('oe') ?? '';
      const isSigned =
        url.searchParams.get('oh') === `00_${sign(url.pathname, url.searchParams.get('stp') ?? '', oe)}`;
      if (!isSigned || Number.parseInt(oe, 16) * 1000 < options.now()) return { status: 403 };
      if (imageKey !== undefined) return decodeImage(imageKey);
      const [videoId = '', file = ''] = decodeText(key).split('/');
      return type === 'srt' ? { kind: 'captions', videoId } : { kind: 'video', videoId, file };
    },
  };
}

function encodeKey({ name, width, height }: MediaKey & { kind: 'image' }): string {
  return encodeText(`${width}x${height}/${name}`);
}

function decodeImage(key: string): MediaKey {
  const [, width = '1', height = '1', name = ''] = /^(\d+)x(\d+)\/(.*)$/.exec(decodeText(key)) ?? [];
  return { kind: 'image', name, width: Number(width), height: Number(height) };
}

function encodeText(text: string): string {
  return Buffer.from(text).toString('base64url');
}

function decodeText(text: string): string {
  return Buffer.from(text, 'base64url').toString('utf8');
}
