// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { findPosts } from './find-posts.ts';

const feed = new URL('https://www.tiktok.com/foryou');
const profile = new URL('https://www.tiktok.com/@Ada.example?lang=en');
const actions = '<section class="row"><button><span data-e2e="like-icon"></span></button></section>';
const author = '<a data-e2e="video-author-avatar" href="/@ada.example"></a>';
const post = (...parts: string[]) =>
  `<article data-e2e="recommend-list-item-container">${parts.join('')}</article>`;
const tabs = (open: string) =>
  `<div role="tablist">${['videos-tab', 'repost-tab', 'favorites-tab', 'liked-tab']
    .map((name) => `<p role="tab" data-e2e="${name}" aria-selected="${name === open}"></p>`)
    .join('')}</div>`;

function listRefs(html: string, page: URL): string[] {
  document.body.innerHTML = html;
  return findPosts(document, page).map(({ ref, layout }) => `${ref.kind} ${ref.url} ${layout}`);
}

describe('a post of a feed is named', () => {
  it.each([
    [
      'by its player and its author',
      [`<div id="xgwrapper-0-7100000000000000001"></div>${author}`],
      'video https://www.tiktok.com/@ada.example/video/7100000000000000001 column',
    ],
    [
      'by its player alone',
      ['<div id="xgwrapper-3-7100000000000000001"></div>'],
      'video https://www.tiktok.com/@_/video/7100000000000000001 column',
    ],
    [
      'by the link to it, which knows pictures too',
      [author, '<a href="/@ada.example/photo/7100000000000000002?is=1"></a>'],
      'photo_post https://www.tiktok.com/@ada.example/photo/7100000000000000002 column',
    ],
  ])('%s', (_name, parts, expected) => {
    expect(listRefs(post(...parts, actions), feed)).toEqual([expected]);
  });
});

it.each([
  ['that does not say which it is', post(author, actions)],
  ['without buttons', post('<div id="xgwrapper-0-7100000000000000001"></div>', author)],
])('a post has no button: one %s', (_name, html) => {
  expect(listRefs(html, feed)).toEqual([]);
});

it.each([
  ['liked-tab', ['liked https://www.tiktok.com/@ada.example#liked row']],
  ['favorites-tab', ['favourites https://www.tiktok.com/@ada.example#favorites row']],
  ['repost-tab', ['reposts https://www.tiktok.com/@ada.example#reposts row']],
  // The header's button is that of the profile.
  ['videos-tab', []],
])('of a profile whose %s is open that list has a button', (tab, expected) => {
  expect(listRefs(tabs(tab), profile)).toEqual(expected);
});

it('knows no list where the address is no profile', () => {
  expect(listRefs(tabs('liked-tab'), feed)).toEqual([]);
});
