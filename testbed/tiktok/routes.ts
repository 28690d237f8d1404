/** What an address of www.tiktok.com stands for. */
export type Route =
  | { page: 'feed' | 'login' }
  | { page: 'profile'; uniqueId: string }
  | { page: 'video' | 'photo'; uniqueId: string; postId: string }
  | { page: 'playlist' | 'collection'; uniqueId: string; listId: string }
  | { page: 'tag'; name: string }
  | { page: 'sound'; soundId: string }
  | { page: 'missing' };

/** Reads an address. Titles before numbers are for people only. */
export function parseRoute(url: URL): Route {
  const path = decodeURIComponent(url.pathname).replace(/(.)\/$/, '$1');
  if (['/', '/foryou', '/explore', '/following', '/en', '/friends'].includes(path)) return { page: 'feed' };
  if (path === '/login') return { page: 'login' };
  const [, tag] = /^\/tag\/([^/]+)$/.exec(path) ?? [];
  if (tag !== undefined) return { page: 'tag', name: tag };
  const [, soundId] = /^\/music\/.*?(\d+)$/.exec(path) ?? [];
  if (soundId !== undefined) return { page: 'sound', soundId };
  const [, uniqueId = '', kind, rest = ''] = /^\/@([\w.-]*)(?:\/(\w+)\/([^/]+))?$/.exec(path) ?? [];
  if (kind === undefined) return uniqueId === '' ? { page: 'missing' } : { page: 'profile', uniqueId };
  if ((kind === 'video' || kind === 'photo') && /^\d+$/.test(rest))
    return { page: kind, uniqueId, postId: rest };
  const [listId] = /\d+$/.exec(rest) ?? [];
  if ((kind === 'playlist' || kind === 'collection') && listId !== undefined)
    return { page: kind, uniqueId, listId };
  return { page: 'missing' };
}
