// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { captureTitle, hasCaptures, readCapture } from '../__fixtures__/raw-pages.ts';
import { findActionRow, findHeaderRow, findLastRow } from './button-row.ts';

const icon = '<i data-visualcompletion="css-img"></i>';
const action = (text: string) =>
  `<div><div role="button"><div><div>${icon}</div><div><span>${text}</span></div></div></div></div>`;
const mark = (name: string) =>
  `<div><div role="button" aria-label="x"><div><span data-ad-rendering-role="${name}_button">…</span></div></div></div>`;
const comment = `<div role="article" aria-label="Comment by Ada"><div id="comment-row">${action('Like')}${action('Reply')}</div></div>`;

function build(html: string): HTMLElement {
  document.body.innerHTML = `<main>${html}</main>`;
  return document.querySelector('main') as HTMLElement;
}

it('is the row that is marked, in whatever language its buttons are', () => {
  const area = build(
    `<div>${action('Menü')}${action('Mehr')}</div><div id="row">${mark('like')}${mark('comment')}</div>`,
  );
  expect(findActionRow(area)?.id).toBe('row');
});

it('is the row of buttons with a picture and a text, where nothing is marked', () => {
  const player = `<div><div role="button" aria-label="Pause">${icon}</div><div role="button" aria-label="Mute">${icon}</div></div>`;
  const area = build(
    `${player}<div id="row">${action('Gefällt mir')}${action('Kommentieren')}</div>${comment}`,
  );
  expect(findActionRow(area)?.id).toBe('row');
});

it('is the column beside a reel, whose buttons have their counts beside them', () => {
  const cell = (count: string) =>
    `<div><div role="button" aria-label="x">${icon}</div><div><span>${count}</span></div></div>`;
  const area = build(
    `<div>${cell('')}${cell('')}</div><div id="column">${cell('4')}${cell('3')}${cell('1')}</div>`,
  );
  expect(findActionRow(area)?.id).toBe('column');
});

it.each([
  ['the buttons of a comment', comment],
  ['a single button', `<div>${action('Most relevant')}</div>`],
  ['buttons with the headline between them', `<div>${action('A')}<h3>Ada</h3>${action('B')}</div>`],
  ['nothing at all', ''],
])('is not %s', (_name, html) => {
  expect(findActionRow(build(html))).toBeNull();
});

it('beside the name of a profile is what holds its buttons, and not the tabs below', () => {
  const main = build(
    '<div><a role="link" aria-label="Cover" href="#"><img></a></div><div><h1>Ada</h1><div id="row">' +
      '<div><div role="button" aria-label="Message"></div></div><div><div role="button" aria-label="Friends"></div></div>' +
      '</div></div><div role="tablist"><div role="button" aria-label="More"></div></div>',
  );
  expect(findHeaderRow(main)?.id).toBe('row');
});

it('of an album with one button is round that button', () => {
  const main = build(
    '<div><h1>Boats</h1><div id="row"><div role="button" aria-label="More"></div></div></div><a><img></a>',
  );
  expect(findHeaderRow(main)?.id).toBe('row');
});

it('of a part with a name and buttons is round the last two', () => {
  const part = build(
    '<h1>Ada</h1><a role="link" aria-label="Picture" href="#"></a><div id="row"><div role="button" aria-label="A"></div><a role="link" aria-label="B" href="#"></a></div>',
  );
  expect(findLastRow(part)?.id).toBe('row');
});

/** A recorded page as the server drew it, without its scripts. */
function openCapture(file: string): void {
  const html = readCapture(file);
  document.body.innerHTML = html.slice(html.indexOf('<body')).replace(/<(script|style)[\s\S]*?<\/\1>/g, '');
}

describe.skipIf(!hasCaptures)(captureTitle, () => {
  it('has it below a post, between the counts and the comments', () => {
    openCapture('tanjinadnanabir-Web-Scraping-Facebook-Post-Comments/facebook_post.html');
    const post = document.querySelector('[role="dialog"] [aria-posinset]');
    const row = post && findActionRow(post);
    expect([...(row?.children ?? [])].map(({ textContent }) => textContent)).toEqual(['Like', 'Comment']);
  });

  it('has it beside a reel', () => {
    openCapture('shoaibwaqar665-virtus_media_analysis/fb_reel.html');
    const main = document.querySelector('[role="main"]');
    const buttons = main && findActionRow(main)?.querySelectorAll('[role="button"]');
    const names = [...(buttons ?? [])].map((button) => button.getAttribute('aria-label'));
    expect(names).toEqual(['Like', 'Comment', 'Share']);
  });
});
