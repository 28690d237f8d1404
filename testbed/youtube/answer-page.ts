import { readFile } from 'node:fs/promises';
import type { SiteRequest, SiteResponse } from '../site.ts';
import { answerBrowse, answerFeed, answerPlaylist } from './browse.ts';
import { toTimedText } from './captions.ts';
import { playerPath, signatureTimestamp } from './client-config.ts';
import { answerNext, answerPlayer, answerReel } from './innertube.ts';
import { toChannelFeed } from './pages/channel-feed.ts';
import { assetPath, type DocumentParts, toDocument } from './pages/document.ts';
import { toEmbedDocument } from './pages/embed-document.ts';
import { toConsentPage, toNotFoundPage } from './pages/interstitials.ts';
import { parseRoute, type Route } from './routes.ts';
import { findTabParams } from './shapes/channel-tabs.ts';
import { isVisible, type PageContext } from './shapes/page-context.ts';
import type { PlayerUrls } from './shapes/player.ts';
import { toSearchPage } from './shapes/search-page.ts';

export interface PageOptions {
  /** Ask for consent first. */
  consent: boolean;
  urls: PlayerUrls;
}

type PageData = Pick<DocumentParts, 'title' | 'initialData' | 'playerResponse' | 'video'>;

/** Answers everything under the youtube.com names that is not an API call. */
export async function answerPage(
  context: PageContext,
  request: SiteRequest,
  options: PageOptions,
): Promise<SiteResponse> {
  const { url } = request;
  const moved = toMoved(url);
  if (moved !== null) return { status: 302, headers: { location: moved }, body: '' };
  if (url.hostname === 'consent.youtube.com') return answerConsent(request);
  if (url.pathname.startsWith(assetPath)) return answerAsset(url);
  const small = answerSmall(context, url);
  if (small !== null) return small;
  if (options.consent && context.viewer === null && !request.cookies.has('SOCS'))
    return html(toConsentPage(url.href));
  const embed = /^\/embed\/([\w-]{11})$/.exec(url.pathname);
  if (embed) return html(toEmbedDocument(context, url, embed[1] ?? ''));
  const data = toPageData(context, parseRoute(context.world, url), options);
  if (data === null) return html(toNotFoundPage(), 404);
  return html(
    toDocument(context, { ...data, url, dark: (request.cookies.get('PREF') ?? '').includes('f6=400') }),
  );
}

/** Short and mobile addresses lead to the one page. */
function toMoved(url: URL): string | null {
  const home = 'https://www.youtube.com';
  if (url.hostname === 'youtu.be') {
    const query = new URLSearchParams([['v', url.pathname.slice(1)], ...url.searchParams]);
    return `${home}/watch?${query}&feature=youtu.be`;
  }
  if (['youtube.com', 'm.youtube.com', 'music.youtube.com'].includes(url.hostname))
    return `${home}${url.pathname}${url.search}`;
  return null;
}

function toPageData(context: PageContext, route: Route, options: PageOptions): PageData | null {
  switch (route.page) {
    case 'channel': {
      const body = { browseId: route.channel.id, params: findTabParams(route.tab) };
      return { title: route.channel.title, initialData: answerBrowse(context, body).body };
    }
    case 'removed_channel':
      return { title: '', initialData: answerBrowse(context, { browseId: route.channelId }).body };
    case 'playlist': {
      const title = context.world.playlists.get(route.listId)?.title ?? '';
      return { title, initialData: answerPlaylist(context, route.listId, '') };
    }
    case 'feed': {
      const answer = answerFeed(context, route.browseId, false);
      return answer.status === 200 ? { title: '', initialData: answer.body } : null;
    }
    case 'search':
      return { title: route.query, initialData: toSearchPage(context, route.query) };
    case 'watch':
      return {
        ...toVideoData(context, route.videoId, options),
        initialData: answerNext(context, route.videoId),
      };
    case 'short':
      return {
        ...toVideoData(context, route.videoId, options),
        initialData: answerReel(context, route.videoId),
      };
    default:
      return null;
  }
}

/** A video that is not there has a page all the same; what is missing is said by the player. */
function toVideoData(
  context: PageContext,
  videoId: string,
  { urls }: PageOptions,
): Omit<PageData, 'initialData'> {
  const video = context.world.videos.get(videoId);
  const playerResponse = answerPlayer(context, videoId, { client: 'WEB', ...urls });
  if (!video || !isVisible(context, video)) return { title: '', playerResponse };
  return { title: video.title, playerResponse, video };
}

/** Feeds, captions, the player's script and other things that are not pages. */
function answerSmall(context: PageContext, url: URL): SiteResponse | null {
  switch (url.pathname) {
    case '/feeds/videos.xml':
      return answerChannelFeed(context, url.searchParams.get('channel_id') ?? '');
    case '/api/timedtext':
      return answerTimedText(context, url);
    case playerPath:
      return text(
        `var _yt_player={};(function(g){g.sts={signatureTimestamp:${signatureTimestamp}};})(_yt_player);`,
        'text/javascript',
      );
    case '/iframe_api':
      return text(
        `var scriptUrl = 'https:\\/\\/www.youtube.com${playerPath.replaceAll('/', '\\/')}';`,
        'text/javascript',
      );
    case '/generate_204':
    case '/error_204':
    case '/ptracking':
      return { status: 204 };
    case '/favicon.ico':
    case '/s/desktop/img/logos/favicon.ico':
      return text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><rect width="3" height="2" rx=".5" fill="#c00"/></svg>',
        'image/svg+xml',
      );
    case '/sw.js':
      return { status: 404, body: '' };
    default:
      return url.hostname === 's.youtube.com' || url.pathname.startsWith('/api/stats/')
        ? { status: 204 }
        : null;
  }
}

function answerChannelFeed(context: PageContext, channelId: string): SiteResponse {
  const channel = context.world.channels.get(channelId);
  if (!channel) return text('Error 404 (Not Found)!!1', 'text/html', 404);
  return text(toChannelFeed(channel, context.world.listVideos(channel)), 'text/xml');
}

function answerTimedText(context: PageContext, url: URL): SiteResponse {
  const query = url.searchParams;
  const video = context.world.videos.get(query.get('v') ?? '');
  const automatic = query.get('kind') === 'asr';
  const track = video?.captions.find(
    (each) => each.languageCode === query.get('lang') && each.automatic === automatic,
  );
  if (!video || !track || !isVisible(context, video)) return text('', 'text/html', 404);
  const { contentType, body } = toTimedText(video, track, query.get('fmt') ?? '');
  return {
    headers: { 'content-type': contentType, 'access-control-allow-origin': 'https://www.youtube.com' },
    body,
  };
}

/** Consent given: the cookie, and back to where the visitor came from. */
function answerConsent(request: SiteRequest): SiteResponse {
  if (request.method !== 'POST')
    return html(toConsentPage(request.url.searchParams.get('continue') ?? 'https://www.youtube.com/'));
  const form = new URLSearchParams(request.body.toString('utf8'));
  const target = form.get('continue') ?? '';
  const location = target.startsWith('https://www.youtube.com/') ? target : 'https://www.youtube.com/';
  const value = form.has('set_apyt')
    ? 'CAISHAgBEhJnd3NfMjAyNjExMTctMF9SQzEaAmRlIAEaBgiAmc-4Bg'
    : 'CAESHAgBEhJnd3NfMjAyNjExMTctMF9SQzEaAmRlIAEaBgiAmc-4Bg';
  const cookie = `SOCS=${value}; Domain=.youtube.com; Path=/; Max-Age=33696000; Secure; SameSite=Lax`;
  return { status: 303, headers: { location, 'set-cookie': cookie }, body: '' };
}

const assetTypes: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

async function answerAsset(url: URL): Promise<SiteResponse> {
  const match = /^(?:js|ss)\/([\w-]+\.(js|css))$/.exec(url.pathname.slice(assetPath.length));
  if (!match) return { status: 404, body: '' };
  const body = await readFile(new URL(`page-app/${match[1]}`, import.meta.url)).catch(() => null);
  if (body === null) return { status: 404, body: '' };
  return { headers: { 'content-type': assetTypes[match[2] ?? ''] ?? 'text/plain' }, body };
}

/** The real site forbids its own scripts to write markup from strings; so does this one. */
function html(body: string, status = 200): SiteResponse {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
      'content-security-policy': "require-trusted-types-for 'script'",
      'x-frame-options': 'SAMEORIGIN',
    },
    body,
  };
}

function text(body: string, contentType: string, status = 200): SiteResponse {
  return { status, headers: { 'content-type': `${contentType}; charset=utf-8` }, body };
}
