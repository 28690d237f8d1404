import { readFile } from 'node:fs/promises';
import type { SiteRequest, SiteResponse } from '../site.ts';
import { listComments } from './api/comment-lists.ts';
import type { World } from './catalog/world.ts';
import { assetPath, signerPath, toDocument, toPhoneDocument } from './pages/document.ts';
import { parseRoute, type Route } from './routes.ts';
import { toDescription } from './shapes/caption.ts';
import type { AnswerContext } from './shapes/context.ts';
import { buildScopes, toVideoDetail } from './shapes/scopes.ts';
import { toSigningScript } from './signature.ts';

/** Answers everything under the names of tiktok.com that is neither a call nor media. */
export function answerPage(context: AnswerContext, request: SiteRequest): SiteResponse {
  const { url } = request;
  const moved = findMoved(context.world, url);
  if (moved === '') return { status: 404, body: '' };
  if (moved !== null) return { status: 301, headers: { location: moved }, body: '' };
  if (url.pathname === '/favicon.ico' || url.pathname === '/robots.txt') return { status: 204 };
  // The third address in every list of mirrors never worked.
  if (url.pathname.startsWith('/aweme/v1/play/')) return { status: 403, body: '' };
  const route = parseRoute(url);
  const userAgent = request.headers['user-agent'] ?? '';
  const title = toTitle(context.world, route);
  const scopes = buildScopes(context, route, { url, userAgent });
  if ((route.page === 'video' || route.page === 'photo') && /\bMobile\b/.test(userAgent)) {
    const { statusMsg, ...detail } = toVideoDetail(context, route.postId);
    const commentList = listComments(context, new URLSearchParams({ aweme_id: route.postId, count: '10' }));
    const { 'webapp.video-detail': _, ...rest } = scopes;
    const phoneScopes = { ...rest, 'webapp.reflow.global.queryData': { statusCode: 0, queryData: {} } };
    const api = { videoDetail: { ...detail, statusMessage: statusMsg }, commentList };
    return toHtml(toPhoneDocument({ title, scopes: phoneScopes, api }));
  }
  return toHtml(toDocument({ title, scopes }), route.page === 'missing' ? 404 : 200);
}

/** Short and old addresses. An empty text is an address that leads nowhere, null one that stays. */
function findMoved(world: World, url: URL): string | null {
  const { hostname, pathname } = url;
  if (hostname === 'tiktok.com') return `https://www.tiktok.com${pathname}${url.search}`;
  const isShort = hostname === 'vm.tiktok.com' || hostname === 'vt.tiktok.com' || pathname.startsWith('/t/');
  const [, old] = /^\/v\/(\d+)\.html$/.exec(pathname) ?? [];
  if (!isShort && old === undefined)
    return hostname === 'm.tiktok.com' ? `https://www.tiktok.com${pathname}${url.search}` : null;
  const post = [...world.posts.values()].find(({ id }) => id === old || pathname.includes(toShortCode(id)));
  return post
    ? `https://www.tiktok.com/@${post.author.uniqueId}/${post.kind}/${post.id}?_r=1&_t=testbed`
    : '';
}

/** The name of a post in short addresses: https://vm.tiktok.com/CODE/. */
function toShortCode(postId: string): string {
  return `ZM${BigInt(postId).toString(36)}`;
}

function toTitle(world: World, route: Route): string {
  if (route.page === 'profile') {
    const user = world.users.get(route.uniqueId);
    return user ? `${user.nickname} (@${user.uniqueId}) | TikTok` : 'TikTok - Make Your Day';
  }
  const post = 'postId' in route ? world.posts.get(route.postId) : undefined;
  return post ? `${toDescription(post.caption)} | TikTok` : 'TikTok - Make Your Day';
}

const assetTypes: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/** Scripts and styles of the page's app. */
export async function answerAsset(seed: number, url: URL): Promise<SiteResponse> {
  const headers = (type: string) => ({
    'content-type': assetTypes[type] ?? 'text/plain',
    'access-control-allow-origin': '*',
  });
  const read = (name: string) => readFile(new URL(`page-app/${name}`, import.meta.url), 'utf8');
  if (url.pathname === signerPath)
    return { headers: headers('js'), body: toSigningScript(seed, await read('webmssdk.js')) };
  const match = /^static\/(?:js|assets)\/([\w-]+\.(js|css))$/.exec(url.pathname.slice(assetPath.length));
  const body = match && (await read(match[1] ?? '').catch(() => null));
  return body === null ? { status: 404, body: '' } : { headers: headers(match?.[2] ?? ''), body };
}

function toHtml(body: string, status = 200): SiteResponse {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-frame-options': 'SAMEORIGIN',
  };
  return { status, headers, body };
}
