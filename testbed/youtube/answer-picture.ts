import type { SiteRequest, SiteResponse } from '../site.ts';
import type { World } from './catalog/world.ts';
import { buildAvatar, buildThumbnail } from './pictures.ts';

/** Thumbnails under i.ytimg.com and avatars under yt3. There are no WebP pictures. */
export async function answerPicture(world: World, request: SiteRequest): Promise<SiteResponse> {
  const { hostname, pathname } = request.url;
  if (pathname === '/generate_204') return { status: 204 };
  const thumbnail = /^\/vi\/([\w-]{11})\/(\w+?)(?:_live)?\.jpg$/.exec(pathname);
  const body = thumbnail
    ? buildThumbnail(world, thumbnail[1] ?? '', thumbnail[2] ?? '')
    : hostname.startsWith('yt3.') || pathname === '/img/no_thumbnail.jpg'
      ? buildAvatar(pathname.split('=')[0] ?? pathname)
      : null;
  if (body === null) return { status: 404, headers: { 'content-type': 'text/plain' }, body: '' };
  const headers = {
    'content-type': 'image/jpeg',
    'cache-control': 'public, max-age=7200',
    'access-control-allow-origin': '*',
  };
  return { headers, body };
}
