/**
 * Facebook's addresses, both ways. The page button imports this file into every Facebook page, so it stays small and
 * imports nothing at run time.
 */
import type { SourceKind, SourceRef } from '../../../shared/model/source.ts';

const origin = 'https://www.facebook.com';

/** First path words that are pages of the site itself and not the names of profiles. */
const ownWords = new Set(
  (
    '2fac about account_quality ad_campaign ads adsmanager ajax api app_scoped_user_id appcenter apps askfacebook badges ' +
    'bookmarks browse bugnub business buddylist campaign careers challenge checkpoint clientupdate coronavirus_info ' +
    'confirmemail creatorstudio crisisresponse cookie data_manager deactivate developers dialog directory docs donate ' +
    'download dyi e editor emailsupport embed events external feed find-friends findfriends flx following friends ' +
    'fundraisers games gaming games_feed gift help hashtag home host identity images invite jobs journalists l ' +
    'language legal lite live lists local login logout lookaside maps marketplace media memories message ' +
    'messages messenger messenger_media mobile nearby nonprofits notes notifications nt oauth offers onthisday page pages pay ' +
    'payments people photo photos places play plugins podcasts policies policy poke pokes posts press privacy ' +
    'privacy_center professional_dashboard profile public qr recover reel reels reg register requests reviews ' +
    'robots.txt safety safetycheck saved search security settings share sharer shops stories ' +
    'subscriptions support surveys tagged terms timeline tr translations tv ufac update_security_info upload v ' +
    'verified video videos votinginformationcenter watch watchparty weather whitehat work zero'
  ).split(' '),
);

const profileTabs: Record<string, SourceKind> = {
  posts: 'timeline',
  timeline: 'timeline',
  photos: 'photos',
  photos_all: 'photos',
  photos_by: 'photos',
  photos_of: 'photos',
  photos_stream: 'photos',
  photos_albums: 'photos',
  videos: 'videos',
  videos_by: 'videos',
  reels: 'reels',
  reels_tab: 'reels',
};

/** The tab of a profile that is meant when a kind is asked for without one; others are part of the source's id. */
const plainTabs: Partial<Record<SourceKind, string>> = {
  timeline: 'posts',
  photos: 'photos',
  videos: 'videos',
  reels: 'reels',
};
const sameTabs: Record<string, string> = { timeline: 'posts', photos_all: 'photos', reels_tab: 'reels' };

/** Digits, as Facebook numbers everything. */
export function isNumericId(text: string): boolean {
  return /^\d{1,25}$/.test(text);
}

/** Digits, or one of the scrambled ids that stand in for them in addresses. */
export function isPostId(text: string): boolean {
  return isNumericId(text) || /^pfbid[A-Za-z0-9]{10,150}$/.test(text);
}

/** The page of one photo. */
export function toPhotoUrl(id: string): string {
  return `${origin}/photo/?fbid=${encodeURIComponent(id)}`;
}

/** The page of one video. */
export function toVideoUrl(id: string): string {
  return `${origin}/watch/?v=${encodeURIComponent(id)}`;
}

/** The page of one reel. */
export function toReelUrl(id: string): string {
  return `${origin}/reel/${encodeURIComponent(id)}`;
}

/** The page of an album, by its token (`a.123`, `pcb.123`). */
export function toAlbumUrl(token: string): string {
  return `${origin}/media/set/?set=${encodeURIComponent(token)}`;
}

/** The page of a post. Without its owner's id or name the plain number is all there is. */
export function toPostUrl(id: string, owner: string | null): string {
  if (owner === null) return `${origin}/${encodeURIComponent(id)}`;
  if (isNumericId(owner)) return `${origin}/permalink.php?story_fbid=${encodeURIComponent(id)}&id=${owner}`;
  return `${origin}/${encodeURIComponent(owner)}/posts/${encodeURIComponent(id)}`;
}

/** The page of a profile named by its number or its name, or one of its tabs. */
export function toProfileUrl(profile: string, tab: string | null = null): string {
  const name = encodeURIComponent(profile.toWellFormed());
  if (!isNumericId(profile)) return `${origin}/${name}${tab ? `/${tab}` : ''}`;
  return `${origin}/profile.php?id=${name}${tab ? `&sk=${tab === 'reels' ? 'reels_tab' : tab}` : ''}`;
}

function toRef(kind: SourceKind, id: string, url: string): SourceRef {
  return { platform: 'facebook', kind, id, url };
}

/** A profile, or one of its lists. */
export function toProfileRef(profile: string, tab: string | null = null): SourceRef {
  const kind = profileTabs[tab ?? ''];
  if (!tab || !kind) return toRef('profile', profile, toProfileUrl(profile));
  const name = sameTabs[tab] ?? tab;
  const id = name === plainTabs[kind] ? profile : `${profile}/${name}`;
  return toRef(kind, id, toProfileUrl(profile, name));
}

/** The source that an address names, in any of the forms Facebook has used, or null. Never throws. */
export function matchUrl(url: URL): SourceRef | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  const words = toWords(url.pathname);
  if (host === 'fb.watch') return matchWatchLink(words);
  if (/^(l|lm)\.facebook\.com$/.test(host)) return matchWrapped(url.searchParams.get('u'));
  return isSiteHost(host) ? matchPath(words, url.searchParams) : null;
}

/** True for the hosts that show Facebook itself, in any of its editions and languages. */
export function isSiteHost(host: string): boolean {
  return /^((www|web|m|mbasic|touch|[a-z]{2}-[a-z]{2})\.)?facebook\.com$|^(www\.)?fb\.com$/.test(host);
}

function matchWatchLink(words: string[]): SourceRef | null {
  const path = words.join('/');
  if (!/^((v|r)\/)?[\w-]{4,40}$/.test(path)) return null;
  const url = `https://fb.watch/${path}/`;
  return toRef(words[0] === 'r' ? 'reel' : 'video', `fb.watch/${path}`, url);
}

/** Links out of Facebook go through a page of its own that names the true target. */
function matchWrapped(target: string | null): SourceRef | null {
  if (!target || !URL.canParse(target)) return null;
  const url = new URL(target);
  return /^lm?\.facebook\.com$/.test(url.hostname) ? null : matchUrl(url);
}

function matchPath(words: string[], query: URLSearchParams): SourceRef | null {
  const [first = '', second = ''] = words;
  switch (first.toLowerCase()) {
    case 'profile.php':
      return isNumericId(query.get('id') ?? '') ? toProfileRef(query.get('id') ?? '', query.get('sk')) : null;
    case 'people':
    case 'pages':
      return matchNamedNumber(words, query);
    case 'pg':
      return matchProfile(words.slice(1), query);
    case 'watch':
    case 'video.php':
    case 'video':
      return toVideoRef(query.get('v') ?? query.get('video_id') ?? '');
    case 'plugins':
      return /^(video|post)\.php$/.test(second) ? matchWrapped(query.get('href')) : null;
    case 'reel':
    case 'reels':
      return isNumericId(second) ? toRef('reel', second, toReelUrl(second)) : null;
    case 'photo':
    case 'photo.php':
    case 'photos':
      return toPhotoRef(query.get('fbid') ?? second) ?? toAlbumRef(query.get('set'));
    case 'media':
      return second === 'set' ? toAlbumRef(query.get('set')) : null;
    case 'permalink.php':
    case 'story.php':
      return toPostRef(query.get('story_fbid') ?? '', query.get('id'));
    case 'groups':
      return matchGroup(words, query);
    case 'stories':
      return matchStories(second);
    case 'saved':
      return matchSaved(query.get('list_id') ?? '');
    case 'share':
      return matchShare(words);
    default:
      return matchProfile(words, query);
  }
}

/** `/people/Some-Name/123` and `/pages/Some-Name/123`, with a tab behind it or not. */
function matchNamedNumber(words: string[], query: URLSearchParams): SourceRef | null {
  const index = words.findIndex((word, place) => place >= 2 && isNumericId(word));
  if (index >= 0) return toProfileRef(words[index] ?? '', query.get('sk') ?? words[index + 1] ?? null);
  const tail = /-(\d{5,25})$/.exec(words.at(-1) ?? '')?.[1];
  return tail && words[1] === 'category' ? toProfileRef(tail) : null;
}

function matchGroup(words: string[], query: URLSearchParams): SourceRef | null {
  const [, group = '', verb = '', post = ''] = words;
  if (!/^[\w.-]{2,100}$/.test(group) || /^(feed|discover|joins|create|search|your_groups)$/.test(group))
    return null;
  // A member's page within a group is neither the group nor a profile.
  if (verb === 'user') return null;
  const home = `${origin}/groups/${group}`;
  const id = /^(posts|permalink)$/.test(verb) ? post : (query.get('multi_permalinks') ?? '');
  return isPostId(id) ? toRef('post', id, `${home}/posts/${id}`) : toRef('group', group, home);
}

function matchStories(word: string): SourceRef | null {
  const isNamed = word === 'archive' || isNumericId(word);
  return isNamed ? toRef('stories', word, `${origin}/stories/${word}`) : null;
}

function matchSaved(list: string): SourceRef | null {
  return isNumericId(list)
    ? toRef('saved', `saved/${list}`, `${origin}/saved/?list_id=${list}`)
    : toRef('saved', 'saved', `${origin}/saved`);
}

const shareKinds: Record<string, SourceKind> = { p: 'post', v: 'video', r: 'reel', g: 'group' };

/** A link from "Share": only Facebook knows where it leads, so the reference says so in its id. */
function matchShare(words: string[]): SourceRef | null {
  const [, second = '', third = ''] = words;
  const isToken = (word: string) => /^[\w-]{4,60}$/.test(word);
  const kind = shareKinds[second];
  if (kind) {
    return isToken(third)
      ? toRef(kind, `share/${second}/${third}`, `${origin}/share/${second}/${third}`)
      : null;
  }
  return isToken(second) && third === ''
    ? toRef('profile', `share/${second}`, `${origin}/share/${second}`)
    : null;
}

function matchProfile(words: string[], query: URLSearchParams): SourceRef | null {
  const [name = '', tab = ''] = words;
  if (!isProfileName(name)) return null;
  const last = words.at(-1) ?? '';
  if (tab === 'posts' && words.length > 2) return isPostId(last) ? toPostRef(last, name) : null;
  if (tab === 'videos' && words.length > 2) return toVideoRef(last);
  if (tab === 'photos' && query.get('album_id')) return toAlbumRef(`a.${query.get('album_id')}`);
  if (tab === 'photos' && words.length > 2) return toPhotoRef(last) ?? toAlbumRef(last);
  if (tab === 'media_set') return toAlbumRef(query.get('set'));
  return toProfileRef(name, query.get('sk') ?? (words.length === 2 ? tab : null));
}

function isProfileName(word: string): boolean {
  return /^[A-Za-z0-9][\w.-]{0,99}$/.test(word) && !/\.php$/i.test(word) && !ownWords.has(word.toLowerCase());
}

function toPhotoRef(id: string): SourceRef | null {
  return isNumericId(id) ? toRef('photo', id, toPhotoUrl(id)) : null;
}

function toVideoRef(id: string): SourceRef | null {
  return isNumericId(id) ? toRef('video', id, toVideoUrl(id)) : null;
}

function toAlbumRef(token: string | null): SourceRef | null {
  const isToken = token !== null && /^[a-z]{1,6}\.[\d.]{1,60}$/.test(token);
  return isToken ? toRef('album', token, toAlbumUrl(token)) : null;
}

function toPostRef(id: string, owner: string | null): SourceRef | null {
  const isOwner = owner !== null && /^[\w.-]{1,100}$/.test(owner);
  return isPostId(id) ? toRef('post', id, toPostUrl(id, isOwner ? owner : null)) : null;
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
