import type { SiteCookie } from '../cookies.ts';
import type { Clip } from '../media/clip.ts';
import type { RequestClass, Site, SiteRequest, SiteResponse } from '../site.ts';
import { buildUserCookies, readViewer } from './accounts.ts';
import { answerApi } from './answer-api.ts';
import { answerMedia } from './answer-media.ts';
import { answerAsset, answerPage } from './answer-page.ts';
import { buildSecret } from './catalog/ids.ts';
import type { User } from './catalog/model.ts';
import type { TiktokScale } from './catalog/scale.ts';
import { buildTruth, type TiktokTruth } from './catalog/truth.ts';
import { createWorld, type World } from './catalog/world.ts';
import { createMediaUrls } from './media-urls.ts';
import { assetHost } from './pages/document.ts';

export { parseTiktokScale, type TiktokScale } from './catalog/scale.ts';

export interface TiktokSiteOptions {
  /** @default 1 */
  seed?: number;
  scale?: Partial<TiktokScale>;
  /** Real media for the posts; at least one. */
  clips: readonly Clip[];
  /** How long addresses of videos, sounds and subtitles work. @default 21600 */
  mediaLifetimeSec?: number;
  /** Unix milliseconds. @default Date.now */
  now?: () => number;
}

/** The TikTok stand-in, with what tests need besides serving it. */
export interface TiktokSite extends Site {
  truth(): TiktokTruth;
  world(): World;
  /** Cookies of the account whose profile it is. */
  ownerCookies(): SiteCookie[];
  /** Cookies of somebody who is logged in and owns nothing. */
  viewerCookies(): SiteCookie[];
}

const hosts = [
  ...['tiktok.com', 'www.tiktok.com', 'm.tiktok.com', 'vm.tiktok.com', 'vt.tiktok.com'],
  ...['*.us.tiktok.com', '*.tiktokcdn.com', '*.tiktokcdn-us.com', '*.neutral.ttwstatic.com'],
];

/** What exists is generated when it is first asked for. */
export function createTiktokSite(options: TiktokSiteOptions): TiktokSite {
  const { seed = 1, now = Date.now, clips, scale } = options;
  const media = createMediaUrls({ seed, lifetimeSec: options.mediaLifetimeSec ?? 21_600, now });
  let made: World | undefined;
  const world = (): World => {
    made ??= createWorld({ seed, clips, ...(scale && { scale }) });
    return made;
  };
  let visitors = 0;
  const answer = (request: SiteRequest): SiteResponse => {
    const known = request.cookies.get('tt_chain_token');
    if (known === undefined) visitors += 1;
    const chainToken = known ?? buildSecret(seed, `visitor/${visitors}`, 22);
    const viewer = readViewer(request, world());
    const context = { world: world(), viewer, media, chainToken, nowMs: now() };
    if (request.url.pathname.startsWith('/api/')) return answerApi(context, request);
    const response = answerPage(context, request);
    const cookies = buildVisitorCookies(request, { seed, chainToken, nowMs: now() });
    return { ...response, headers: { ...response.headers, 'set-cookie': cookies } };
  };
  return {
    id: 'tiktok',
    hosts,
    world,
    respond: async (request) => {
      const { hostname } = request.url;
      if (hostname === assetHost) return answerAsset(seed, request.url);
      if (/\.us\.tiktok\.com$|\.tiktokcdn(-us)?\.com$/.test(hostname))
        return answerMedia(world(), media, request);
      return answer(request);
    },
    classify: (request) => classifyRequest(request, readViewer(request, world())),
    truth: () => buildTruth(world()),
    ownerCookies: () => buildUserCookies(seed, world().owner),
    viewerCookies: () => buildUserCookies(seed, world().viewer),
  };
}

/** The media hosts are told nobody's name but that of the session; what matters there is the kind. */
function classifyRequest({ url }: SiteRequest, viewer: User | null): RequestClass {
  const account = viewer?.uniqueId ?? null;
  if (url.hostname === assetHost || url.pathname === '/favicon.ico') return { account: null, kind: 'asset' };
  if (url.hostname.endsWith('.us.tiktok.com')) return { account, kind: 'media' };
  if (/\.tiktokcdn(-us)?\.com$/.test(url.hostname))
    return { account: null, kind: url.pathname.includes('/video/tos/') ? 'media' : 'picture' };
  return { account, kind: url.pathname.startsWith('/api/') ? 'call' : 'page' };
}

/** The cookies every visitor gets and calls need: two that scripts cannot read, and the token that the signer puts into queries. */
function buildVisitorCookies(
  { cookies }: SiteRequest,
  { seed, chainToken, nowMs }: { seed: number; chainToken: string; nowMs: number },
): string[] {
  const place = 'Domain=.tiktok.com; Path=/; Max-Age=864000; Secure';
  const missing = [
    { name: 'tt_chain_token', value: chainToken, more: '; HttpOnly; SameSite=Lax' },
    { name: 'ttwid', value: buildSecret(seed, `ttwid/${chainToken}`, 80), more: '; HttpOnly; SameSite=None' },
  ].filter(({ name }) => !cookies.has(name));
  return [
    ...missing.map(({ name, value, more }) => `${name}=${value}; ${place}${more}`),
    `msToken=${buildSecret(seed, `msToken/${nowMs}`, 107)}; ${place}; SameSite=None`,
  ];
}
