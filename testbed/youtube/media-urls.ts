import { createHmac } from 'node:crypto';
import type { ClipStream } from '../media/clip.ts';
import type { Video } from './catalog/model.ts';

/** Addresses of media are signed and expire; nothing of them can be changed. */
export interface MediaUrls {
  build(video: Video, stream: ClipStream): string;
  /** The master playlist of a video whose clip has segments. */
  buildHls(video: Video): string;
  /** One of the playlists that the master names; the number of its format is part of the address. */
  buildHlsPlaylist(video: Video, itag: number, file: string): string;
  /** The file of a segmented video that a manifest address names, or the status it is refused with. */
  openHls(url: URL): { videoId: string; file: string } | { status: 403 | 404 };
  /** What a request may have, or the status it is refused with. */
  open(url: URL): { videoId: string; itag: number } | { status: 400 | 403 };
}

const signed = ['expire', 'ei', 'ip', 'id', 'itag', 'source', 'mime', 'clen', 'dur', 'lmt', 'vid'] as const;
const hosts = ['rr1---sn-4g5e6nzz', 'rr3---sn-4g5ednsl', 'rr5---sn-h0jeenek'] as const;

const manifests = 'https://manifest.googlevideo.com/api/manifest';

/** Segments are named relative to their playlist. */
const hlsPath =
  /^\/api\/manifest\/hls_\w+\/(?:itag\/\d+\/)?expire\/(\d+)\/id\/([\w-]{11})\/source\/youtube\/sig\/([\w-]+)\/(?:file|playlist)\/([\w-]+\.(?:m3u8|ts))$/;

/** @param options.lifetimeSec how long an address works; the real site gives six hours */
export function createMediaUrls(options: {
  seed: number;
  userIp: string;
  lifetimeSec: number;
  now: () => number;
}): MediaUrls {
  const signHls = (expire: string, videoId: string) =>
    createHmac('sha256', `hls/${options.seed}`).update(`${expire}/${videoId}`).digest('base64url');
  const toHlsPlace = (video: Video) => {
    const expire = String(Math.floor(options.now() / 1000) + options.lifetimeSec);
    return `expire/${expire}/id/${video.id}/source/youtube/sig/${signHls(expire, video.id)}`;
  };
  const sign = (query: URLSearchParams) =>
    createHmac('sha256', `media/${options.seed}`)
      .update(signed.map((name) => `${name}=${query.get(name)}`).join('&'))
      .digest('base64url');
  return {
    build: (video, stream) => {
      const query = new URLSearchParams({
        expire: String(Math.floor(options.now() / 1000) + options.lifetimeSec),
        ei: Buffer.from(video.id).toString('base64url'),
        ip: options.userIp,
        id: `o-A${Buffer.from(`${options.seed}/${video.id}`).toString('base64url')}`,
        itag: String(stream.itag),
        source: 'youtube',
        requiressl: 'yes',
        vprv: '1',
        mime: `${stream.kind === 'audio' ? 'audio' : 'video'}/${stream.container}`,
        clen: String(stream.sizeBytes),
        dur: String(video.clip.durationSec),
        lmt: String(video.publishedAtMs * 1000),
        vid: video.id,
        sparams: signed.join(','),
      });
      query.set('sig', sign(query));
      const host = hosts[video.id.charCodeAt(0) % hosts.length];
      return `https://${host}.googlevideo.com/videoplayback?${query}`;
    },
    buildHls: (video) => `${manifests}/hls_variant/${toHlsPlace(video)}/file/index.m3u8`,
    buildHlsPlaylist: (video, itag, file) =>
      `${manifests}/hls_playlist/itag/${itag}/${toHlsPlace(video)}/playlist/${file}`,
    openHls: (url) => {
      const match = hlsPath.exec(url.pathname);
      if (!match) return { status: 404 };
      const [, expire = '', videoId = '', signature, file = ''] = match;
      const isGood = signature === signHls(expire, videoId) && Number(expire) * 1000 >= options.now();
      return isGood ? { videoId, file } : { status: 403 };
    },
    open: (url) => {
      const query = url.searchParams;
      if (query.get('sig') !== sign(query)) return { status: 403 };
      if (Number(query.get('expire')) * 1000 < options.now()) return { status: 403 };
      const videoId = query.get('vid') ?? '';
      return videoId === '' ? { status: 400 } : { videoId, itag: Number(query.get('itag')) };
    },
  };
}
