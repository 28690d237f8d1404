/**
 * YouTube's addresses, both ways. The page button imports this file into every YouTube page, so it stays small
 * and imports nothing at run time.
 */
import type { SourceKind, SourceRef } from '../../../shared/model/source.ts';

const origin = 'https://www.youtube.com';
const siteHosts = new Set([
  'youtube.com',
  'www.youtube.com',
  'm.youtube.com',
  'music.youtube.com',
  'gaming.youtube.com',
  'youtube-nocookie.com',
  'www.youtube-nocookie.com',
]);

const videoIdPattern = /^[\w-]{11}$/;
const channelIdPattern = /^UC[\w-]{22}$/;
const listIdPattern = /^[\w-]{2,100}$/;

const tabKinds: ReadonlyMap<string, SourceKind> = new Map([
  ['videos', 'channel_videos'],
  ['shorts', 'channel_shorts'],
  ['streams', 'channel_live'],
  ['live', 'channel_live'],
  ['playlists', 'channel_playlists'],
  ['podcasts', 'channel_playlists'],
  ['courses', 'channel_playlists'],
  ['releases', 'channel_releases'],
] as const);

/** The tab of a channel page that shows a kind, as its address names it. */
const tabNames: Partial<Record<SourceKind, string>> = {
  channel_videos: 'videos',
  channel_shorts: 'shorts',
  channel_live: 'streams',
  channel_playlists: 'playlists',
  channel_releases: 'releases',
};

/** First path words that are pages of the site itself and not old-style channel names. */
const ownWords = new Set(
  (
    'about account account_advanced account_notifications account_privacy ads api attribution_link audiolibrary ' +
    'browse clip comment creators courses t feed feeds gaming getting_started hashtag howyoutubeworks iframe_api img intl index ' +
    'jobs kids live_chat login logout movies music my_videos new news oembed oops opensearch paid_memberships player ' +
    'podcasts post premium press privacy pro profile redirect reporthistory results robots.txt s search select_site signin sitemaps ' +
    'source sports static storefront studio supported_browsers testtube trends trending tv upload verify_age ' +
    'verify_phone_number watch_videos watch_popup yt youtubei youtubego favicon.ico manifest.webmanifest sw.js'
  ).split(' '),
);

/** Eleven characters of the URL alphabet. */
export function isVideoId(text: string): boolean {
  return videoIdPattern.test(text);
}

/** `UC` and 22 characters. */
export function isChannelId(text: string): boolean {
  return channelIdPattern.test(text);
}

/** The watch page of a video. */
export function toVideoUrl(id: string): string {
  return `${origin}/watch?v=${encodeId(id)}`;
}

/** The page of a short. */
export function toShortUrl(id: string): string {
  return `${origin}/shorts/${encodeId(id)}`;
}

/** The page of a playlist, also of LL and WL. */
export function toPlaylistUrl(id: string): string {
  return `${origin}/playlist?list=${encodeId(id)}`;
}

/** The page of a channel named by id, handle (`@name`) or old-style name (`c/name`, `user/name`, `name`). */
export function toChannelUrl(id: string, kind: SourceKind = 'channel'): string {
  const path = isChannelId(id) ? `channel/${id}` : encodePath(id);
  const tab = tabNames[kind];
  return `${origin}/${path}${tab ? `/${tab}` : ''}`;
}

/** The reference of a source in its canonical form. */
export function toRef(kind: SourceKind, id: string): SourceRef {
  return { platform: 'youtube', kind, id, url: toSourceUrl(kind, id) };
}

/** The source that an address names, in any of the forms YouTube has used, or null. Never throws. */
export function matchUrl(url: URL): SourceRef | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  const words = toWords(url.pathname);
  if (host === 'youtu.be' || host === 'www.youtu.be') return matchShortLink(words, url.searchParams);
  // A thumbnail names its video: https://i.ytimg.com/vi/ID/hqdefault.jpg
  if (host.endsWith('.ytimg.com'))
    return /^vi(_webp)?$/.test(words[0] ?? '') ? toVideoRef(words[1] ?? '') : null;
  if (!siteHosts.has(host)) return null;
  return matchPath(words, url.searchParams);
}

function matchShortLink(words: string[], query: URLSearchParams): SourceRef | null {
  const [first] = words;
  return first ? toVideoRef(first) : toListRef(query.get('list'));
}

function matchPath(words: string[], query: URLSearchParams): SourceRef | null {
  const [first = '', second = ''] = words;
  if (first.startsWith('@')) return toChannelRef(first, words.slice(1), first.length > 1);
  switch (first.toLowerCase()) {
    case '':
      return null;
    case 'watch':
      return toVideoRef(second || (query.get('v') ?? '')) ?? (second ? null : toListRef(query.get('list')));
    case 'shorts':
      return isVideoId(second) ? toRef('short', second) : null;
    case 'live':
    case 'v':
    case 'e':
    case 'vi':
      return toVideoRef(second);
    case 'embed':
      return matchEmbed(second, query);
    case 'playlist':
      return toListRef(query.get('list'));
    case 'show':
    case 'browse':
      return second.startsWith('VL') ? toListRef(second) : toChannelRef(second, [], isChannelId(second));
    case 'channel':
      return toChannelRef(second, words.slice(2), isChannelId(second));
    case 'c':
    case 'user':
      return toChannelRef(`${first.toLowerCase()}/${second}`, words.slice(2), second !== '');
    case 'feed':
      return matchFeed(second.toLowerCase());
    case 'attribution_link':
      return matchAttribution(query.get('u'));
    default:
      return toChannelRef(first, words.slice(1), isVanityName(first));
  }
}

function matchEmbed(word: string, query: URLSearchParams): SourceRef | null {
  if (word === 'videoseries') return toListRef(query.get('list'));
  if (word === 'live_stream') {
    const id = query.get('channel') ?? '';
    return isChannelId(id) ? toRef('channel_live', id) : null;
  }
  return toVideoRef(word);
}

function matchFeed(word: string): SourceRef | null {
  if (word === 'history') return toRef('history', 'history');
  if (word === 'channels') return toRef('subscriptions', 'subscriptions');
  return null;
}

function matchAttribution(target: string | null): SourceRef | null {
  if (!target?.startsWith('/') || target.startsWith('/attribution_link')) return null;
  return URL.canParse(target, origin) ? matchUrl(new URL(target, origin)) : null;
}

function toVideoRef(id: string): SourceRef | null {
  return isVideoId(id) ? toRef('video', id) : null;
}

function toListRef(list: string | null): SourceRef | null {
  const id = list?.startsWith('VL') ? list.slice(2) : list;
  if (!id || !listIdPattern.test(id)) return null;
  if (id === 'LL') return toRef('liked', id);
  if (id === 'WL') return toRef('watch_later', id);
  if (id === 'HL') return toRef('history', 'history');
  // RD… is a radio that YouTube makes up without end; RDCLAK… are real, edited lists.
  if (id.startsWith('RD') && !id.startsWith('RDCLAK')) return null;
  return toRef('playlist', id);
}

function toChannelRef(id: string, rest: string[], valid: boolean): SourceRef | null {
  if (!valid) return null;
  return toRef(tabKinds.get(rest[0]?.toLowerCase() ?? '') ?? 'channel', id);
}

function isVanityName(word: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(word) && !ownWords.has(word.toLowerCase());
}

function toSourceUrl(kind: SourceKind, id: string): string {
  switch (kind) {
    case 'video':
      return toVideoUrl(id);
    case 'short':
      return toShortUrl(id);
    case 'history':
      return `${origin}/feed/history`;
    case 'subscriptions':
      return `${origin}/feed/channels`;
    case 'playlist':
    case 'liked':
    case 'watch_later':
      return toPlaylistUrl(id);
    default:
      return toChannelUrl(id, kind);
  }
}

function toWords(path: string): string[] {
  return path.split('/').filter(Boolean).map(decodeWord);
}

function decodeWord(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    // A stray "%" is what the address has: it is then compared as it stands.
    return word;
  }
}

/** Ids hold nothing that needs it; what is no id must not break out of its place. */
function encodeId(id: string): string {
  return listIdPattern.test(id) ? id : encodeURIComponent(id.toWellFormed());
}

function encodePath(id: string): string {
  return id
    .split('/')
    .map((word) => encodeURIComponent(word.toWellFormed()).replaceAll('%40', '@'))
    .join('/');
}
