import type { SiteRequest } from '../site.ts';
import { type ApiAnswer, badRequest, ok, readText } from './api-answer.ts';
import { answerBrowse } from './browse.ts';
import { answerContinuation } from './continue.ts';
import { parseRoute } from './routes.ts';
import { toAccountMenu, toGuide } from './shapes/account-menu.ts';
import { findTabParams } from './shapes/channel-tabs.ts';
import { toApiError, toResponseContext } from './shapes/envelope.ts';
import { isVisible, type Json, type PageContext } from './shapes/page-context.ts';
import {
  type PlayerClient,
  type PlayerOptions,
  type PlayerUrls,
  toMissingPlayer,
  toPlayer,
} from './shapes/player.ts';
import { toMissingReelPage, toReelPage } from './shapes/reel-page.ts';
import { toSearchPage } from './shapes/search-page.ts';
import { toMissingNext, toWatchNext } from './shapes/watch-next.ts';

const clients: readonly string[] = [
  'WEB',
  'WEB_EMBEDDED_PLAYER',
  'TVHTML5',
  'VISIONOS',
  'ANDROID',
  'IOS',
  'MWEB',
];

/** Answers a POST to /youtubei/v1/…. */
export function answerApi(context: PageContext, request: SiteRequest, urls: PlayerUrls): ApiAnswer {
  const call = request.url.pathname.replace(/^\/youtubei\/v1\//, '');
  const body = parseBody(request.body);
  if (body === null) return badRequest();
  switch (call) {
    case 'browse':
      return 'continuation' in body
        ? answerContinuation(context, readText(body, 'continuation'))
        : answerBrowse(context, body);
    case 'next':
      return 'continuation' in body
        ? answerContinuation(context, readText(body, 'continuation'))
        : ok(answerNext(context, readText(body, 'videoId')));
    case 'player':
      return ok(answerPlayer(context, readText(body, 'videoId'), { client: readClient(body), ...urls }));
    case 'reel/reel_item_watch':
      return ok(answerReel(context, readReelVideo(body)));
    case 'navigation/resolve_url':
      return answerResolveUrl(context, readText(body, 'url'));
    case 'search':
      return ok(toSearchPage(context, readText(body, 'query')));
    case 'guide':
      return ok(toGuide(context));
    case 'account/account_menu':
    case 'account/accounts_list':
      return ok(toAccountMenu(context));
    default:
      return { status: 404, body: toApiError(404, 'NOT_FOUND') };
  }
}

export function answerPlayer(context: PageContext, videoId: string, options: PlayerOptions): Json {
  const video = context.world.videos.get(videoId);
  return video ? toPlayer(context, video, options) : toMissingPlayer(context);
}

export function answerNext(context: PageContext, videoId: string): Json {
  const video = context.world.videos.get(videoId);
  return video && isVisible(context, video) ? toWatchNext(context, video) : toMissingNext(context);
}

export function answerReel(context: PageContext, videoId: string): Json {
  const video = context.world.videos.get(videoId);
  return video && isVisible(context, video) ? toReelPage(context, video) : toMissingReelPage(context);
}

function readReelVideo(body: Json): string {
  return readText((body.playerRequest ?? {}) as Json, 'videoId');
}

/** What a handle or an address stands for; an unknown handle is a 404. */
function answerResolveUrl(context: PageContext, address: string): ApiAnswer {
  if (!URL.canParse(address)) return badRequest();
  const route = parseRoute(context.world, new URL(address));
  const metadata = {
    webCommandMetadata: {
      url: '/youtubei/v1/navigation/resolve_url',
      webPageType: 'WEB_PAGE_TYPE_CHANNEL',
      rootVe: 3611,
      apiUrl: '/youtubei/v1/browse',
    },
  };
  const answer = (endpoint: Json, isVanityUrl = false) =>
    ok({
      responseContext: toResponseContext(context, {}),
      endpoint: {
        clickTrackingParams: context.track(),
        commandMetadata: { ...metadata, resolveUrlCommandMetadata: { isVanityUrl } },
        ...endpoint,
      },
    });
  switch (route.page) {
    case 'channel': {
      const params = route.tab === 'featured' ? 'EgC4AQCSAwDyBgQKAjIA' : findTabParams(route.tab);
      return answer({ browseEndpoint: { browseId: route.channel.id, params } }, route.vanity);
    }
    case 'removed_channel':
      return answer({ browseEndpoint: { browseId: route.channelId } });
    case 'playlist':
      return answer({ browseEndpoint: { browseId: `VL${route.listId}` } });
    case 'feed':
      return answer({ browseEndpoint: { browseId: route.browseId } });
    case 'watch':
    case 'short':
      return answer({ watchEndpoint: { videoId: route.videoId } });
    default:
      return { status: 404, body: toApiError(404, 'NOT_FOUND') };
  }
}

function readClient(body: Json): PlayerClient {
  const context = body.context as { client?: { clientName?: unknown } } | undefined;
  const name = context?.client?.clientName;
  return typeof name === 'string' && clients.includes(name) ? (name as PlayerClient) : 'other';
}

function parseBody(bytes: Buffer): Json | null {
  try {
    const body: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Json) : null;
  } catch {
    // Not JSON: the caller gets a 400.
    return null;
  }
}
