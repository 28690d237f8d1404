import type { SiteCookie } from '../cookies.ts';
import type { Clip } from '../media/clip.ts';
import type { RequestClass, Site, SiteRequest, SiteResponse } from '../site.ts';
import { buildActorCookies, readViewer } from './accounts.ts';
import { answerGraphql } from './answer-graphql.ts';
import { answerMedia } from './answer-media.ts';
import { answerAsset, answerPage, answerRoute } from './answer-page.ts';
import type { Actor } from './catalog/model.ts';
import type { FacebookScale } from './catalog/scale.ts';
import { buildTruth, type FacebookTruth } from './catalog/truth.ts';
import { createWorld, type World } from './catalog/world.ts';
import { createMediaUrls } from './media-urls.ts';
import { assetHost } from './pages/document.ts';
import type { AnswerContext, Generation } from './shapes/context.ts';

export { type FacebookScale, parseFacebookScale } from './catalog/scale.ts';

export interface FacebookSiteOptions {
  /** @default 1 */
  seed?: number;
  scale?: Partial<FacebookScale>;
  /** Real media for the videos; at least one. */
  clips: readonly Clip[];
  /** The shapes of posts and videos. @default 'mixed' */
  generation?: Generation | 'mixed';
  /** Whether strangers see public posts, videos and reels, or only shells of their pages. @default 'open' */
  loggedOut?: 'open' | 'shells';
  /** How long addresses of media work. @default 345600 */
  mediaLifetimeSec?: number;
  /** Larger files are refused to who does not ask for a part of them. @default 500000000 */
  unrangedLimitBytes?: number;
  /** Unix milliseconds. @default Date.now */
  now?: () => number;
}

/** The Facebook stand-in, with what tests need besides serving it. */
export interface FacebookSite extends Site {
  truth(): FacebookTruth;
  world(): World;
  /** Cookies of the account whose timeline it is. */
  ownerCookies(): SiteCookie[];
  /** Cookies of a friend who is logged in and owns nothing. */
  friendCookies(): SiteCookie[];
  /** From now on larger files are refused to who does not ask for a part of them. */
  limitUnranged(bytes: number): void;
}

const hosts = [
  ...['facebook.com', 'www.facebook.com', 'web.facebook.com', 'm.facebook.com', 'l.facebook.com', 'fb.watch'],
  // A certificate's star stands for one level only.
  '*.xx.fbcdn.net',
];

/** What exists is generated when it is first asked for. */
export function createFacebookSite(options: FacebookSiteOptions): FacebookSite {
  const { seed = 1, now = Date.now, clips, scale, generation = 'mixed', loggedOut = 'open' } = options;
  const media = createMediaUrls({ seed, lifetimeSec: options.mediaLifetimeSec ?? 345_600, now });
  let unrangedLimitBytes = options.unrangedLimitBytes ?? 500_000_000;
  let made: World | undefined;
  const world = (): World => {
    made ??= createWorld({ seed, clips, ...(scale && { scale }) });
    return made;
  };
  const answer = (request: SiteRequest): SiteResponse => {
    const context: AnswerContext = {
      world: world(),
      viewer: readViewer(request, world()),
      media,
      nowMs: now(),
      generation,
    };
    const { pathname } = request.url;
    if (pathname === '/api/graphql/') return answerGraphql(context, request);
    if (pathname === '/ajax/route-definition/') return answerRoute(context, request);
    return answerPage(context, request, loggedOut);
  };
  return {
    id: 'facebook',
    hosts,
    world,
    respond: async (request) => {
      const { hostname } = request.url;
      if (hostname === assetHost) return answerAsset(seed, request.url);
      if (hostname.endsWith('.fbcdn.net'))
        return answerMedia(world(), media, { request, unrangedLimitBytes });
      return answer(request);
    },
    classify: (request) => classifyRequest(request, readViewer(request, world())),
    truth: () => buildTruth(world()),
    ownerCookies: () => buildActorCookies(seed, world().owner),
    friendCookies: () => buildActorCookies(seed, world().friend),
    limitUnranged: (bytes) => {
      unrangedLimitBytes = bytes;
    },
  };
}

function classifyRequest({ url }: SiteRequest, viewer: Actor | null): RequestClass {
  const { hostname, pathname } = url;
  if (hostname === assetHost || pathname === '/favicon.ico') return { account: null, kind: 'asset' };
  if (hostname.endsWith('.fbcdn.net'))
    return { account: null, kind: pathname.startsWith('/o1/') ? 'media' : 'picture' };
  const isCall = pathname === '/api/graphql/' || pathname.startsWith('/ajax/');
  return { account: viewer?.vanity ?? null, kind: isCall ? 'call' : 'page' };
}
