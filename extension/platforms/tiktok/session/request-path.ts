/** The site's own interface as it is asked: path and query of a request, all but what the page's script signs it with. */
import { at, toText } from '../../../core/json.ts';

/**
 * What the page says of itself in every request: browser, device, language. Nothing that names a list or is a
 * signature is among them: those are of one request alone.
 */
const pageNames = new Set([
  ...[
    'WebIdLastTime',
    'aid',
    'app_language',
    'app_name',
    'channel',
    'cookie_enabled',
    'data_collection_enabled',
  ],
  ...['browser_language', 'browser_name', 'browser_online', 'browser_platform', 'browser_version'],
  ...['device_id', 'device_platform', 'focus_state', 'from_page', 'history_len', 'is_fullscreen'],
  ...['is_page_visible', 'language', 'odinId', 'os', 'priority_region', 'referer', 'region', 'root_referer'],
  ...['screen_height', 'screen_width', 'tz_name', 'user_is_login', 'verifyFp', 'webcast_language'],
]);

/** Parameters that the page sends with every request, as it last sent them. */
export type PageParameters = Record<string, string>;

/**
 * What the page said of itself in its latest request of its own. Of a page that has made none yet only that is known
 * which the data in its HTML say.
 */
export function pickPageParameters(requestUrls: readonly string[], scope: unknown): PageParameters {
  const latest = requestUrls
    .map((address) => (URL.canParse(address) ? new URL(address) : null))
    .findLast((url) => url?.pathname.startsWith('/api/') && url.searchParams.has('aid'));
  if (latest) return Object.fromEntries([...latest.searchParams].filter(([name]) => pageNames.has(name)));
  const context = at(scope, 'webapp.app-context');
  const values = {
    aid: '1988',
    app_name: 'tiktok_web',
    channel: 'tiktok_web',
    device_platform: 'web_pc',
    device_id: toText(at(context, 'wid')),
    app_language: toText(at(context, 'language')),
    region: toText(at(context, 'region')),
  };
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

/** What each list is asked with beside its name and place. */
const fixedParameters: Record<string, Record<string, string>> = {
  // Latest first, and before them what is pinned.
  'post/item_list': {
    count: '35',
    coverFormat: '2',
    post_item_list_request_type: '0',
    needPinnedItemIds: 'true',
  },
  'repost/item_list': { count: '30', coverFormat: '2' },
  'favorite/item_list': { count: '30', coverFormat: '2' },
  'user/collect/item_list': { count: '30', coverFormat: '2' },
  'collection/item_list': { count: '30', sourceType: '113' },
  'mix/item_list': { count: '30' },
  'user/playlist': { count: '20' },
  'user/collection_list': { count: '30' },
  'challenge/item_list': { count: '30', coverFormat: '2' },
  'music/item_list': { count: '30', coverFormat: '2' },
  'user/list': { count: '30', scene: '21' },
  'comment/list': { count: '20' },
  'comment/list/reply': { count: '20' },
  'collection/detail': { scene: '116' },
};

/** @param place where a list goes on (`post/item_list?secUid=…&cursor=…`), or what a detail is of */
export function toRequestPath(place: string, page: PageParameters): string {
  const [endpoint = '', values = ''] = place.split('?', 2);
  const query = new URLSearchParams({
    ...page,
    ...fixedParameters[endpoint],
    ...Object.fromEntries(new URLSearchParams(values)),
  });
  return `/api/${endpoint}/?${query}`;
}
