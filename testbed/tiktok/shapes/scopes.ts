import { hash32 } from '../../prng.ts';
import { readTag, toUserDetail } from '../api/details.ts';
import { buildSecret } from '../catalog/ids.ts';
import type { Route } from '../routes.ts';
import { toDescription } from './caption.ts';
import { type AnswerContext, findRefusal, type Json } from './context.ts';
import { toItem } from './item.ts';

/** The data in a page's script (`__DEFAULT_SCOPE__`). It is made for the address the page was loaded from and never again. */
export function buildScopes(
  context: AnswerContext,
  route: Route,
  request: { url: URL; userAgent: string },
): Json {
  return {
    'webapp.app-context': toAppContext(context, request.userAgent),
    'webapp.biz-context': toBizContext(context),
    'webapp.i18n-translation': { Webapp: { follow: 'Follow', share: 'Share' } },
    'seo.abtest': {
      canonical: toCanonical(request.url),
      pageId: String(hash32(request.url.pathname)),
      vidList: ['75323602', '73070175'],
      parameters: { add_info_card_seo: { vid: 'v2' } },
    },
    ...toPageScopes(context, route),
    'webapp.a-b': { data: {} },
  };
}

/** Photo pages have no scope of their own, and neither have lists. */
function toPageScopes(context: AnswerContext, route: Route): Json {
  switch (route.page) {
    case 'profile': {
      const { code, ...detail } = toUserDetail(context, route.uniqueId);
      return { 'webapp.user-detail': { ...detail, statusCode: code, statusMsg: '' } };
    }
    case 'video':
      return { 'webapp.video-detail': toVideoDetail(context, route.postId) };
    case 'tag':
      // Logged-in visitors' pages ask for it with a call.
      return context.viewer
        ? {}
        : { 'webapp.challenge-detail': readTag(context, new URLSearchParams({ challengeName: route.name })) };
    default:
      return {};
  }
}

/** A post, or why it is not shown. */
export function toVideoDetail(context: AnswerContext, postId: string): Json {
  const post = context.world.posts.get(postId);
  const refusal = findRefusal(context, post);
  if (!post || refusal !== null) {
    const messages: Record<number, string> = { 10204: "item doesn't exist", 10216: 'cross_border_violation' };
    return { statusCode: refusal ?? 10204, statusMsg: messages[refusal ?? 10204] ?? '' };
  }
  return {
    itemInfo: { itemStruct: toItem(context, post, 'page') },
    shareMeta: { title: `${post.author.nickname} on TikTok`, desc: toDescription(post.caption) },
    statusCode: 0,
    statusMsg: '',
  };
}

function toAppContext(context: AnswerContext, userAgent: string): Json {
  const { viewer, world, nowMs } = context;
  const avatar = viewer
    ? context.media.buildImage(
        { name: `avatar/${viewer.id}`, width: 100, height: 100 },
        'tplv-tiktokx-cropcenter:100:100.jpeg',
      )
    : [];
  return {
    language: 'en',
    region: 'NL',
    appId: 1233,
    appType: 'm',
    ...(viewer && {
      user: {
        uid: viewer.id,
        secUid: viewer.secUid,
        uniqueId: viewer.uniqueId,
        nickName: viewer.nickname,
        signature: viewer.signature,
        avatarUri: avatar,
        region: 'NL',
        isPrivateAccount: viewer.isPrivate,
        hasLivePermission: false,
        roomId: '',
        createTime: viewer.createdAtSec,
      },
    }),
    wid: '7641304693017232914',
    webIdCreatedTime: String(Math.floor(nowMs / 1000) - 86_400),
    odinId: '7641304574931207176',
    nonce: buildSecret(world.seed, `nonce/${nowMs}`, 21),
    botType: 'others',
    requestId: String(nowMs),
    clusterRegion: 'ALL_SG',
    abTestVersion: { versionName: '70508271,73720540' },
    csrfToken: buildSecret(world.seed, 'csrf', 36),
    userAgent,
    encryptedWebid: '1|testbed|1',
    host: 'www.tiktok.com',
  };
}

/** Holds where the visitor is: to be found in no export. */
function toBizContext({ viewer }: AnswerContext): Json {
  return {
    os: 'linux',
    isMobile: false,
    isAndroid: false,
    isIOS: false,
    jumpType: 'm',
    subdivisions: [visitorCity],
    geo: ['2759794'],
    geoCity: { City: visitorCity, Subdivisions: visitorCity },
    isGoogleBot: false,
    isBot: false,
    searchVideoForLoggedin: viewer !== null,
    idc: 'my',
    vregion: 'Singapore-Central',
    vgeo: 'VGeo-ROW',
    hashedIP: 'a87110e3',
  };
}

/** Where the stand-in places everybody. */
const visitorCity = 'Testbedhaven';

function toCanonical({ pathname }: URL): string {
  return `https://www.tiktok.com${pathname}`;
}
