import { createHmac } from 'node:crypto';
import type { ClipStream } from '../media/clip.ts';
import type { Video } from './data/model.ts';

/** Addresses of media are signed and expire; nothing of them can be changed. */
export interface MediaUrls {
  build(video: Video, stream: ClipStream): string;
  /** What a request may have, or the status it is refused with. */
  open(url: URL): { videoId: string; itag: number } | { status: 400 | 403 };
}

const signed = ['expire', 'ei', 'ip', 'id', 'itag', 'source', 'mime', 'clen', 'dur', 'lmt', 'vid'] as const;
const hosts = ['rr1---sn-4g5e6nzz', 'rr3---sn-4g5ednsl', 'rr5---sn-h0jeenek'] as const;

/** @param options.lifetimeSec how long an address works; the real site gives six hours */
export function createMediaUrls(options: {
  seed: number;
  userIp: string;
  lifetimeSec: number;
  now: () => number;
}): MediaUrls {
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
    open: (url) => {
      const query = url.searchParams;
      if (query.get('sig') !== sign(query)) return { status: 403 };
      if (Number(query.get('expire')) * 1000 < options.now()) return { status: 403 };
      const videoId = query.get('vid') ?? '';
      return videoId === '' ? { status: 400 } : { videoId, itag: Number(query.get('itag')) };
    },
  };
}
