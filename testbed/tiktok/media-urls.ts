import { createHmac } from 'node:crypto';
import type { Post, Subtitle } from './catalog/model.ts';

/** What a media address stands for. */
export type MediaKey =
  | { kind: 'video'; postId: string; file: string }
  | { kind: 'sound'; soundId: string }
  | { kind: 'subtitle'; postId: string; language: string }
  | { kind: 'image'; name: string; width: number; height: number };

/** Addresses of media are signed and expire; nothing of them can be changed. */
export interface MediaUrls {
  /** The mirrors of a video file, and last the address that never works. */
  buildVideo(post: Post, file: string, chainToken: string): [string, string, string];
  buildSound(soundId: string): string;
  buildSubtitle(post: Post, subtitle: Subtitle): string;
  /** The same picture on two hosts. `suffix` is the processing the platform names: `tplv-photomode-image.jpeg`. */
  buildImage(image: { name: string; width: number; height: number }, suffix: string): [string, string];
  /** When addresses made now stop working, in Unix seconds. */
  expiresAtSec(): number;
  /** What a request may have, or the status it is refused with. `chainToken` is the asker's cookie. */
  open(url: URL, asker: { chainToken: string; referer: string }): MediaKey | { status: 403 | 404 };
}

const videoPath = /^\/video\/tos\/useast2a\/tos-useast2a-ve-0068c004\/([\w-]+)\/$/;
const filePath = /^\/([0-9a-f]{32})\/([0-9a-f]{8})\/video\/tos\/useast2a\/tos-useast2a-v-0068\/([\w-]+)\/$/;
const imagePath = /^\/tos-maliva-i-0068\/([\w-]+)~[\w.:-]+$/;
const pictureLifetimeSec = 2 * 86_400;

/** @param options.lifetimeSec how long the address of a video works */
export function createMediaUrls(options: {
  seed: number;
  lifetimeSec: number;
  now: () => number;
}): MediaUrls {
  const sign = (...words: (string | number)[]) =>
    createHmac('sha256', `tiktok-media/${options.seed}`).update(words.join('/')).digest('hex').slice(0, 32);
  const fromNow = (sec: number) => Math.floor(options.now() / 1000) + sec;
  const isOver = (sec: number) => sec * 1000 < options.now();
  const buildFile = (host: string, key: MediaKey, mimeType: string) => {
    const name = encodeKey(key);
    const expires = fromNow(options.lifetimeSec).toString(16);
    const query = `a=1233&bti=ODszNWYuMDE6&bt=125&mime_type=${mimeType}&vvpl=1&btag=e00048000`;
    return `https://${host}/${sign(expires, name)}/${expires}/video/tos/useast2a/tos-useast2a-v-0068/${name}/?${query}`;
  };
  return {
    buildVideo: (post, file, chainToken) => {
      const key = encodeKey({ kind: 'video', postId: post.id, file });
      const expire = fromNow(options.lifetimeSec);
      const query = `a=1988&bti=ODszNWYuMDE6&bt=850&mime_type=video_mp4&expire=${expire}&ply_type=2&policy=2&signature=${sign(expire, key, chainToken)}&tk=tt_chain_token&btag=e00088000`;
      const toUrl = (host: string) =>
        `https://${host}.us.tiktok.com/video/tos/useast2a/tos-useast2a-ve-0068c004/${key}/?${query}`;
      const broken = `https://www.tiktok.com/aweme/v1/play/?faid=1988&file_id=${sign(key)}&is_play_url=1&item_id=${post.id}&line=0&ply_type=2&tk=tt_chain_token`;
      return [toUrl('v16-webapp-prime'), toUrl('v19-webapp-prime'), broken];
    },
    buildSound: (soundId) => buildFile('v77.tiktokcdn.com', { kind: 'sound', soundId }, 'audio_mp4'),
    buildSubtitle: (post, { language }) =>
      buildFile(
        'v16m-webapp.tiktokcdn-us.com',
        { kind: 'subtitle', postId: post.id, language },
        'text_plain',
      ),
    buildImage: (image, suffix) => {
      const key = encodeKey({ kind: 'image', ...image });
      const expires = fromNow(pictureLifetimeSec);
      const query = `dr=14555&x-expires=${expires}&x-signature=${sign(expires, key)}&t=4d5b0474&idc=my`;
      const toUrl = (host: string) => `https://${host}/tos-maliva-i-0068/${key}~${suffix}?${query}`;
      return [toUrl('p16-sign-va.tiktokcdn.com'), toUrl('p19-sign-va.tiktokcdn.com')];
    },
    expiresAtSec: () => fromNow(options.lifetimeSec),
    open: (url, { chainToken, referer }) => {
      const query = url.searchParams;
      const [, videoKey] = videoPath.exec(url.pathname) ?? [];
      if (videoKey !== undefined) {
        const expire = Number(query.get('expire'));
        const isSigned = query.get('signature') === sign(expire, videoKey, chainToken);
        const isAllowed = chainToken !== '' && referer.startsWith('https://www.tiktok.com/');
        return isSigned && isAllowed && !isOver(expire) ? decodeKey(videoKey) : { status: 403 };
      }
      const [, signature, expires = '', fileKey = ''] = filePath.exec(url.pathname) ?? [];
      if (signature !== undefined) {
        const isGood = signature === sign(expires, fileKey) && !isOver(Number.parseInt(expires, 16));
        return isGood ? decodeKey(fileKey) : { status: 403 };
      }
      const [, imageKey] = imagePath.exec(url.pathname) ?? [];
      if (imageKey === undefined) return { status: 404 };
      const expiresSec = Number(query.get('x-expires'));
      const isGood = query.get('x-signature') === sign(expiresSec, imageKey) && !isOver(expiresSec);
      return isGood ? decodeKey(imageKey) : { status: 403 };
    },
  };
}

function encodeKey(key: MediaKey): string {
  return `o${Buffer.from(JSON.stringify(Object.values(key))).toString('base64url')}`;
}

/** Only called with keys whose signature is ours. */
function decodeKey(text: string): MediaKey {
  const [kind, ...rest] = JSON.parse(Buffer.from(text.slice(1), 'base64url').toString('utf8'));
  switch (kind) {
    case 'video':
      return { kind, postId: rest[0], file: rest[1] };
    case 'sound':
      return { kind, soundId: rest[0] };
    case 'subtitle':
      return { kind, postId: rest[0], language: rest[1] };
    default:
      return { kind: 'image', name: rest[0], width: rest[1], height: rest[2] };
  }
}
