import { buildPicture } from '../picture.ts';
import type { SiteRequest, SiteResponse } from '../site.ts';
import type { World } from './catalog/world.ts';
import { findFile } from './media-files.ts';
import type { MediaKey, MediaUrls } from './media-urls.ts';
import { toSubtitleText } from './subtitles.ts';

/** Serves the media hosts. Videos are refused without the cookie and the referer of a page, other media only when too old. */
export function answerMedia(world: World, media: MediaUrls, request: SiteRequest): SiteResponse {
  const opened = media.open(request.url, {
    chainToken: request.cookies.get('tt_chain_token') ?? '',
    referer: request.headers.referer ?? '',
  });
  if ('status' in opened) return refuse(opened.status);
  const response = answerKey(world, opened);
  return { ...response, headers: { ...response.headers, ...cors } };
}

/** In every answer: one that came without could not be read from the browser's cache by the page later. */
const cors = {
  'access-control-allow-origin': 'https://www.tiktok.com',
  'access-control-allow-credentials': 'true',
};

function answerKey(world: World, key: MediaKey): SiteResponse {
  switch (key.kind) {
    case 'video': {
      const post = world.posts.get(key.postId);
      const file = post && !post.gone ? findFile(post.clip, key.file) : undefined;
      return file === undefined ? refuse(404) : toFile(file, 'video/mp4');
    }
    case 'sound': {
      const stream = world.sounds.get(key.soundId)?.clip.streams.find(({ itag }) => itag === 140);
      return stream ? toFile(stream.file, 'audio/mp4') : refuse(404);
    }
    case 'subtitle': {
      const post = world.posts.get(key.postId);
      const body = post && toSubtitleText(post, key.language);
      return body === undefined
        ? refuse(404)
        : { headers: { 'content-type': 'text/vtt; charset=utf-8' }, body };
    }
    case 'image':
      return {
        headers: { 'content-type': 'image/jpeg', 'cache-control': 'public, max-age=31536000' },
        body: buildPicture(key.name, [key.width, key.height]),
      };
  }
}

function toFile(file: string, contentType: string): SiteResponse {
  return { headers: { 'content-type': contentType }, body: { file } };
}

function refuse(status: number): SiteResponse {
  return { status, headers: { 'content-type': 'text/plain' }, body: '' };
}
