import { buildPicture } from '../picture.ts';
import type { SiteRequest, SiteResponse } from '../site.ts';
import type { World } from './catalog/world.ts';
import type { MediaUrls } from './media-urls.ts';
import { findVideoFile } from './video-files.ts';

/** Serves the media hosts: no cookie, no referer, only a signature that has not expired. Whole files over the limit are refused. */
export function answerMedia(
  world: World,
  media: MediaUrls,
  { request, unrangedLimitBytes }: { request: SiteRequest; unrangedLimitBytes: number },
): SiteResponse {
  const opened = media.open(request.url);
  const headers = {
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'max-age=1209600, no-transform',
  };
  if ('status' in opened)
    return {
      status: opened.status,
      headers: { 'content-type': 'text/plain' },
      body: 'URL signature expired',
    };
  if (opened.kind === 'image') {
    const body = buildPicture(opened.name, [opened.width, opened.height]);
    return { headers: { ...headers, 'content-type': 'image/jpeg' }, body };
  }
  const video = world.videos.get(opened.videoId);
  if (!video) return { status: 404, body: '' };
  if (opened.kind === 'captions') {
    const body = `1\n00:00:00,000 --> 00:00:02,000\n${video.text.split('\n')[0] ?? ''}\n`;
    return { headers: { ...headers, 'content-type': 'application/x-subrip; charset=utf-8' }, body };
  }
  const file = findVideoFile(video.clip, opened.file);
  if (!file) return { status: 404, body: '' };
  if (file.sizeBytes > unrangedLimitBytes && request.headers.range === undefined)
    return { status: 403, body: '' };
  return { headers: { ...headers, 'content-type': file.mimeType }, body: { file: file.file } };
}
