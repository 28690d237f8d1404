/**
 * What on TikTok's pages has a button of its own beside that of the page: each post of a feed, which has no address, and
 * the list of a profile that is open, because its tabs do not change the address either.
 */
import type { PostPlace } from '../../platform.ts';
import { matchUrl, toPostRef, toProfileRef } from '../urls.ts';

const posts = '[data-e2e="recommend-list-item-container"]';
/** The round buttons beside a post. */
const actions =
  ':is(section, div):has(> button [data-e2e="like-icon"]), [class*="SectionActionBarContainer"]';
/** The player of a post is called after it: `xgwrapper-0-7100000000000000001`. */
const player = '[id^="xgwrapper-"]';

const tabKinds = { 'liked-tab': 'liked', 'favorites-tab': 'favourites', 'repost-tab': 'reposts' } as const;

/** @param page the address that the page has now */
export function findPosts(root: ParentNode, page: URL): PostPlace[] {
  const found = [...root.querySelectorAll(posts)].flatMap((post) => findPost(post) ?? []);
  const tab = findTab(root, page);
  return tab ? [...found, tab] : found;
}

function findPost(post: Element): PostPlace | null {
  const container = post.querySelector(actions);
  const ref = readLinkedPost(post) ?? readPlayedPost(post);
  return container && ref && { ref, container, layout: 'column' };
}

const readLink = (link: Element | null) => {
  const url = URL.parse(link?.getAttribute('href') ?? '', 'https://www.tiktok.com');
  return url && matchUrl(url);
};

function readLinkedPost(post: Element): PostPlace['ref'] | null {
  const ref = readLink(post.querySelector('a[href*="/video/"], a[href*="/photo/"]'));
  return ref?.kind === 'video' || ref?.kind === 'photo_post' ? ref : null;
}

/** Pictures have no player. */
function readPlayedPost(post: Element): PostPlace['ref'] | null {
  const [, id] = /-(\d{5,24})$/.exec(post.querySelector(player)?.id ?? '') ?? [];
  const author = readLink(post.querySelector('a[href*="/@"]'));
  return id === undefined
    ? null
    : toPostRef('video', id, author?.kind === 'profile' ? author.id.slice(1) : null);
}

/** The lists beside the posts, which the button in the header stands for. */
function findTab(root: ParentNode, page: URL): PostPlace | null {
  const profile = matchUrl(page);
  if (profile?.kind !== 'profile') return null;
  for (const [name, kind] of Object.entries(tabKinds)) {
    const tab = root.querySelector(`[data-e2e="${name}"][aria-selected="true"]`);
    const container = tab?.closest('[role="tablist"]') ?? tab?.parentElement;
    if (container) return { ref: toProfileRef(kind, profile.id.slice(1)), container, layout: 'row' };
  }
  return null;
}
