import type { SiteCookie } from '../cookies.ts';
import type { Clip } from '../media/clip.ts';
import type { RequestClass, Site, SiteRequest, SiteResponse } from '../site.ts';
import { type Account, buildAccounts } from './accounts.ts';
import { answerMedia } from './answer-media.ts';
import { answerPage } from './answer-page.ts';
import { answerPicture } from './answer-picture.ts';
import { readApiViewer, readPageViewer, type Viewer } from './auth.ts';
import type { YoutubeScale } from './catalog/scale.ts';
import { buildTruth, type YoutubeTruth } from './catalog/truth.ts';
import { createWorld, type World } from './catalog/world.ts';
import { answerApi } from './innertube.ts';
import { createMediaUrls } from './media-urls.ts';
import { assetPath } from './pages/document.ts';
import type { Generation, PageContext } from './shapes/page-context.ts';
import { createTokens } from './tokens.ts';

export { type SiteCookie, toNetscapeCookies } from '../cookies.ts';
export { parseScale, type YoutubeScale } from './catalog/scale.ts';

export interface YoutubeSiteOptions {
  /** @default 1 */
  seed?: number;
  scale?: Partial<YoutubeScale>;
  /** Real media for the videos; at least one. */
  clips: readonly Clip[];
  /** The shapes of list items, for everybody or per account. @default 'mixed' */
  generation?: Generation | Record<Account['id'] | 'loggedOut', Generation>;
  /** Ask logged-out visitors without a SOCS cookie for consent first. @default false */
  consent?: boolean;
  /** Offer segmented streams (HLS) too, to the clients that get them, for clips that have them. @default false */
  segments?: boolean;
  /** How long media addresses work. @default 21600 */
  mediaLifetimeSec?: number;
  /** How long continuation tokens work. @default 86400000 */
  tokenLifetimeMs?: number;
  /** Unix milliseconds. @default Date.now */
  now?: () => number;
}

/** The YouTube stand-in, with what tests need besides serving it. */
export interface YoutubeSite extends Site {
  truth(): YoutubeTruth;
  world: World;
  /** Cookies of the creator whose channel it is. */
  ownerCookies(): SiteCookie[];
  /** Cookies of somebody who is logged in and owns nothing. */
  viewerCookies(): SiteCookie[];
  /** Everybody is logged out after so many more API calls; undefined lets them in again. */
  logOutAfter(calls: number | undefined): void;
}

const hosts = [
  'www.youtube.com',
  'youtube.com',
  'm.youtube.com',
  'music.youtube.com',
  'consent.youtube.com',
  's.youtube.com',
  'youtu.be',
  'youtubei.googleapis.com',
  '*.ytimg.com',
  '*.googlevideo.com',
  'yt3.ggpht.com',
  'yt3.googleusercontent.com',
];

/** The asker's address as the stand-in sees it: in many answers, and to be found in no export. */
export const userIp = '203.0.113.77';

export function createYoutubeSite(options: YoutubeSiteOptions): YoutubeSite {
  const { seed = 1, now = Date.now, generation = 'mixed' } = options;
  const world = createWorld({ seed, clips: options.clips, ...(options.scale && { scale: options.scale }) });
  const accounts = buildAccounts(seed, world.owner);
  const tokens = createTokens({ seed, ttlMs: options.tokenLifetimeMs ?? 86_400_000, now });
  const media = createMediaUrls({ seed, userIp, lifetimeSec: options.mediaLifetimeSec ?? 21_600, now });
  const urls = { buildUrl: media.build, ...(options.segments && { buildHlsUrl: media.buildHls }) };
  let callsLeft = Number.POSITIVE_INFINITY;
  let tracked = 0;
  const toContext = (viewer: Viewer): PageContext => ({
    world,
    viewer,
    nowMs: now(),
    generation: typeof generation === 'string' ? generation : generation[viewer?.id ?? 'loggedOut'],
    tokens,
    userIp,
    track: () => {
      tracked += 1;
      return toTracking(tracked);
    },
  });
  const findCookies = (id: Account['id']) => accounts.find((account) => account.id === id)?.cookies ?? [];
  const answerYoutube = async (request: SiteRequest): Promise<SiteResponse> => {
    const isApi = request.url.pathname.startsWith('/youtubei/v1/');
    if (isApi) callsLeft -= 1;
    const isOut = callsLeft < 0;
    if (!isApi) {
      const viewer = isOut ? null : readPageViewer(request, accounts);
      return answerPage(toContext(viewer), request, {
        consent: options.consent ?? false,
        urls,
      });
    }
    const viewer = isOut ? null : readApiViewer(request, accounts, now());
    const { status, body } = answerApi(toContext(viewer), request, urls);
    return {
      status,
      headers: { 'content-type': 'application/json; charset=UTF-8' },
      body: JSON.stringify(body),
    };
  };
  return {
    id: 'youtube',
    hosts,
    world,
    respond: (request) => {
      const host = request.url.hostname;
      if (host.endsWith('.googlevideo.com')) return answerMedia(world, media, request);
      if (host.endsWith('.ytimg.com') || host.startsWith('yt3.')) return answerPicture(world, request);
      return answerYoutube(request);
    },
    classify: (request) => classifyRequest(request, readPageViewer(request, accounts)),
    truth: () => buildTruth(world, now()),
    ownerCookies: () => findCookies('owner'),
    viewerCookies: () => findCookies('viewer'),
    logOutAfter: (calls) => {
      callsLeft = calls ?? Number.POSITIVE_INFINITY;
    },
  };
}

function classifyRequest({ url }: SiteRequest, viewer: Viewer): RequestClass {
  const account = viewer?.id ?? null;
  const { hostname, pathname } = url;
  if (hostname.endsWith('.googlevideo.com')) return { account: null, kind: 'media' };
  if (hostname.endsWith('.ytimg.com') || hostname.startsWith('yt3.'))
    return { account: null, kind: 'picture' };
  if (pathname.startsWith(assetPath)) return { account, kind: 'asset' };
  return { account, kind: pathname.startsWith('/youtubei/') ? 'call' : 'page' };
}

function toTracking(count: number): string {
  return `C${Buffer.from(`${count}/testbed`).toString('base64url')}=`;
}
