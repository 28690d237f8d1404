/**
 * TikTok's addresses, both ways. The page button imports this file into every TikTok page, so it stays small
 * and imports nothing at run time.
 *
 * The tabs of a profile (reposts, liked, favourites, …) have no address of their own on the site: they are named by
 * the profile's address with the tab behind `#`, which opens the profile. Short links (`vm.`, `vt.`, `/t/…`) say
 * nothing before they are asked for, so they name no source.
 */
import type { SourceKind, SourceRef } from '../../../shared/model/source.ts';

const origin = 'https://www.tiktok.com';
const siteHosts = /^(?:(?:www|m|vm|vt|lite|us|t)\.)?tiktok\.com$|^(?:www\.|m\.)?tiktokv\.com$/;

/** Names of a profile's tabs, as other tools and the site's own texts call them. */
const tabKinds = new Map<string, SourceKind>([
  ['posts', 'posts'],
  ['videos', 'posts'],
  ['reposts', 'reposts'],
  ['liked', 'liked'],
  ['likes', 'liked'],
  ['favorites', 'favourites'],
  ['favourites', 'favourites'],
  ['saved', 'favourites'],
  ['collections', 'collections'],
  ['playlists', 'playlists'],
  ['stories', 'stories'],
  ['following', 'following'],
]);

/** The name of a tab in its canonical address. */
const tabNames: Partial<Record<SourceKind, string>> = {
  posts: 'posts',
  reposts: 'reposts',
  liked: 'liked',
  favourites: 'favorites',
  collections: 'collections',
  playlists: 'playlists',
  stories: 'stories',
  following: 'following',
};

/** A source of TikTok by the path of its canonical address. */
export function toRef(kind: SourceKind, id: string, path: string): SourceRef {
  return { platform: 'tiktok', kind, id, url: `${origin}${path}` };
}

/** Digits, as all ids of TikTok are. */
export function isTikTokId(text: string): boolean {
  return /^\d{1,24}$/.test(text);
}

/** A handle without its @, or the `secUid` that stands for one; null for anything else. Handles do not differ by case. */
export function toHandle(text: string): string | null {
  if (/^MS4wLjAB[\w-]{20,100}$/.test(text)) return text;
  return /^[\w.-]{1,64}$/.test(text) ? text.toLowerCase() : null;
}

/** A profile, or one of its tabs; `handle` without the @. */
export function toProfileRef(kind: SourceKind, handle: string): SourceRef {
  const tab = tabNames[kind];
  return toRef(kind, `@${handle}`, `/@${handle}${tab ? `#${tab}` : ''}`);
}

/** A post; the site finds it by its id alone, so the handle may be unknown. */
export function toPostRef(kind: 'video' | 'photo_post', id: string, handle: string | null): SourceRef {
  return toRef(kind, id, `/@${handle ?? '_'}/${kind === 'video' ? 'video' : 'photo'}/${id}`);
}

/** A collection or playlist of a profile; its address ends in its id, the name before that is for people. */
export function toListRef(kind: 'collection' | 'playlist', id: string, owner: ListOwner): SourceRef {
  return toRef(kind, id, `/@${owner.handle ?? '_'}/${kind}/${toNamedWord(owner.name, id)}`);
}

/** What stands in the address of a list beside its id. */
export interface ListOwner {
  handle: string | null;
  /** Name of the list. */
  name: string;
}

const toNamedWord = (name: string, id: string): string => `${encodeURIComponent(name.toWellFormed())}-${id}`;

/** The source that an address names, in any of the forms TikTok has used, or null. Never throws. */
export function matchUrl(url: URL): SourceRef | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  if (!siteHosts.test(url.hostname.toLowerCase().replace(/\.$/, ''))) return null;
  const words = toWords(url.pathname);
  // The feed once named the post it showed behind the hash.
  if (/^(foryou)?$/.test(words[0] ?? '') && url.hash.startsWith('#/@'))
    return matchWords(toWords(url.hash.slice(1)), '');
  return matchWords(words, url.hash);
}

function matchWords(words: string[], hash: string): SourceRef | null {
  const [first = '', second = '', third = ''] = words;
  if (first.startsWith('@')) return matchProfile(first.slice(1), words.slice(1), hash);
  switch (first) {
    case 'tag':
      return matchTag(second);
    case 'music':
      return matchSound(second);
    case 'following':
      return words.length === 1 ? toRef('following', 'following', '/following') : null;
    case 'share':
      return matchPost(second, third, null);
    case 'embed':
      return matchPost('video', /^v\d$/.test(second) ? third : second, null);
    case 'player':
      return second === 'v1' ? matchPost('video', third, null) : null;
    case 'v':
      return matchPost('video', second.replace(/\.html$/, ''), null);
    default:
      return matchPost(first, second, null);
  }
}

function matchProfile(name: string, rest: string[], hash: string): SourceRef | null {
  const handle = toHandle(name);
  const [word = '', id = ''] = rest;
  const post = matchPost(word, id, handle);
  if (post || handle === null) return post;
  if (word === 'collection' || word === 'playlist') {
    const found = splitNamedWord(id);
    return found && toListRef(word, found.id, { handle, name: found.name });
  }
  if (word === '') return toProfileRef(tabKinds.get(hash.slice(1)) ?? 'profile', handle);
  const kind = rest.length === 1 ? tabKinds.get(word) : undefined;
  return kind ? toProfileRef(kind, handle) : null;
}

function matchPost(word: string, id: string, handle: string | null): SourceRef | null {
  if (!isTikTokId(id)) return null;
  if (word === 'video') return toPostRef('video', id, handle);
  return word === 'photo' ? toPostRef('photo_post', id, handle) : null;
}

function matchSound(word: string): SourceRef | null {
  const found = splitNamedWord(word);
  return found && toRef('sound', found.id, `/music/${toNamedWord(found.name, found.id)}`);
}

function matchTag(word: string): SourceRef | null {
  const tag = word.toWellFormed().toLowerCase();
  return tag === '' ? null : toRef('hashtag', tag, `/tag/${encodeURIComponent(tag)}`);
}

function splitNamedWord(word: string): { name: string; id: string } | null {
  const [, name = '', id] = /^(?:(.*)-)?(\d{1,24})$/su.exec(word) ?? [];
  return id === undefined ? null : { name, id };
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
