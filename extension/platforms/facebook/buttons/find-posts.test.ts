// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { findPosts } from './find-posts.ts';

const cell = (name: string) =>
  `<div><div role="button" aria-label="x"><span data-ad-rendering-role="${name}_button">…</span></div></div>`;
const row = `<div class="row">${cell('like')}${cell('comment')}</div>`;
const headline = '<h3><a role="link" href="https://www.facebook.com/ada.example">Ada</a></h3>';
const time = (href: string) => `<a role="link" href="${href}">2 h</a>`;
const picture = (href: string) => `<a role="link" href="${href}"><img></a>`;
const comment =
  '<div role="article" aria-label="Comment by Bo"><a href="/bo.example/posts/999">1 h</a></div>';

const build = (...parts: string[]) =>
  `<div role="article" aria-posinset="1" aria-labelledby="h">${parts.join('')}</div>`;

function listRefs(html: string): string[] {
  document.body.innerHTML = html;
  return findPosts(document).map(({ ref }) => `${ref.kind} ${ref.id}`);
}

describe('a post of a feed is named', () => {
  it.each([
    ['by the time that leads to it', [headline, time('/ada.example/posts/111?__cft__[0]=x')], 'post 111'],
    ['in a group', [headline, time('/groups/boats/?multi_permalinks=112')], 'post 112'],
    [
      'by the set of its pictures, where the time leads nowhere yet',
      [headline, time('?__cft__[0]=x#?abc'), picture('/photo/?fbid=5&set=pcb.113')],
      'post 113',
    ],
    ['by its only picture', [headline, picture('/photo/?fbid=5&set=a.9')], 'photo 5'],
    ['by its reel', [headline, time('#'), picture('/reel/114/?s=x')], 'reel 114'],
    [
      'by its time and not by what it shares',
      [
        headline,
        time('/ada.example/posts/115'),
        picture('/photo/?fbid=6'),
        '<h4>Bo</h4>',
        time('/bo/posts/6'),
      ],
      'post 115',
    ],
    [
      'by its time and not by a picture before it',
      [headline, picture('/photo/?fbid=7'), time('/ada.example/posts/116')],
      'post 116',
    ],
  ])('%s', (_name, parts, expected) => {
    expect(listRefs(build(...parts, row, comment))).toEqual([expected]);
  });
});

it.each([
  [
    'whose time leads nowhere yet and which shares what others made',
    [headline, time('#'), picture('/photo/?fbid=6'), '<h4>Bo</h4>', row],
  ],
  ['that says only in a comment where it is', [headline, row, comment]],
  ['that is an empty box, far from the window', []],
  ['without a row of buttons', [headline, time('/ada.example/posts/111')]],
])('a post has no button: one %s', (_name, parts) => {
  expect(listRefs(build(...parts))).toEqual([]);
});

it('gives a post one place, however many boxes it lies in', () => {
  const post = build(headline, time('/ada.example/posts/111'), row);
  expect(
    listRefs(`<div data-pagelet="TimelineFeedUnit_0">${post}</div>${post.replace('111', '222')}`),
  ).toEqual(['post 111', 'post 222']);
  expect(findPosts(document).map(({ container }) => container.className)).toEqual(['row', 'row']);
});
