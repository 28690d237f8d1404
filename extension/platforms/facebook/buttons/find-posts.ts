/** The posts of a feed, each with the row that its button goes into, as far as it says which post it is. */
import type { SourceRef } from '../../../../shared/model/source.ts';
import type { PostPlace } from '../../platform.ts';
import { isNumericId, matchUrl, toPostUrl } from '../urls.ts';
import { findActionRow, isAfter, isInComment } from './button-row.ts';

const posts = '[aria-posinset], [data-pagelet*="FeedUnit"], [role="article"][aria-labelledby]';
const headings = 'h2, h3, h4';
const postKinds = ['post', 'reel', 'video', 'photo'];

/** Far from the window a post is an empty box: then it is not among them. */
export function findPosts(root: ParentNode): PostPlace[] {
  const places = new Map<Element, PostPlace>();
  for (const post of root.querySelectorAll(posts)) {
    const container = findActionRow(post);
    if (!container || places.has(container)) continue;
    const ref = readPostRef(post);
    if (ref) places.set(container, { ref, container, layout: 'bar' });
  }
  return [...places.values()];
}

/**
 * The time below the author's name leads to the post. Until somebody points at it, it may lead nowhere: then the post's
 * own pictures, reel or video name it. What a post shares comes with a headline of its own, and is not what is meant.
 */
function readPostRef(post: Element): SourceRef | null {
  const [own, shared] = [...post.querySelectorAll(headings)].filter((each) => !isInComment(each, post));
  if (!own) return null;
  const refs: SourceRef[] = [];
  for (const link of post.querySelectorAll('a[href]')) {
    if (isInComment(link, post) || (shared && isAfter(shared, link))) break;
    const ref = isAfter(own, link) ? readLink(link, own) : null;
    if (ref?.kind === 'post' && !isPicture(link)) return ref;
    if (ref) refs.push(ref);
  }
  return shared ? null : (refs[0] ?? null);
}

const isPicture = (link: Element): boolean => link.querySelector('img, video') !== null;

function readLink(link: Element, own: Element): SourceRef | null {
  // A time that was never pointed at leads to the page that it is on.
  const address = link.getAttribute('href') ?? '';
  const url = /^(https:\/)?\//.test(address) ? URL.parse(address, 'https://www.facebook.com') : null;
  if (!url) return null;
  const ref = matchUrl(url);
  if (!ref || !postKinds.includes(ref.kind)) return null;
  return ref.kind === 'photo' ? (readSetPost(url, own) ?? ref) : ref;
}

/** The pictures of a post with several are a set with the post's number. */
function readSetPost(photo: URL, own: Element): SourceRef | null {
  const [, id] = /^pcb\.(\d+)$/.exec(photo.searchParams.get('set') ?? '') ?? [];
  const author = own.querySelector('a[href]')?.getAttribute('href') ?? '';
  const url = id ? URL.parse(author, 'https://www.facebook.com') : null;
  const owner = url ? matchUrl(url) : null;
  if (!id || !isNumericId(id) || owner?.kind !== 'profile') return null;
  return matchUrl(new URL(toPostUrl(id, owner.id)));
}
