// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import type { SourceKind, SourceRef } from '../../../shared/model/source.ts';
import type { PageNews } from '../../messaging/protocol.ts';
import { youtubeButtonPlaces } from '../../platforms/youtube/button-places.ts';
import { buttonTagName } from './button-element.ts';
import { floatAfterMs } from './page-button.ts';
import { createPageButtons, type PageButtonsPorts } from './page-buttons.ts';

const header =
  '<yt-page-header-view-model><yt-flexible-actions-view-model></yt-flexible-actions-view-model></yt-page-header-view-model>';
const watch = '<ytd-watch-metadata><div id="top-level-buttons-computed"></div></ytd-watch-metadata>';
const shorts =
  '<ytd-shorts><ytd-reel-video-renderer is-active><reel-action-bar-view-model><i></i></reel-action-bar-view-model></ytd-reel-video-renderer></ytd-shorts>';

const refTo = (kind: SourceKind, id = 'a'): SourceRef => ({
  platform: 'youtube',
  kind,
  id,
  url: `https://www.youtube.com/${kind}/${id}`,
});

function openPage(html: string, firstRef: SourceRef | null, places = youtubeButtonPlaces) {
  document.documentElement.removeAttribute('dark');
  document.body.innerHTML = html;
  const asked: { name: string; request: unknown }[] = [];
  const stage = { ref: firstRef, now: 0, answer: async (): Promise<unknown> => ({ jobId: 'j1' }) };
  const ports: PageButtonsPorts = {
    document,
    places,
    readRef: () => stage.ref,
    ask: (name, request) => {
      asked.push({ name, request });
      return stage.answer();
    },
    nowMs: () => stage.now,
  };
  const button = createPageButtons(ports);
  button.check();
  return { button, asked, stage };
}

const buttons = () => [...document.querySelectorAll<HTMLElement>(buttonTagName)];
const inside = (selector: string) => buttons()[0]?.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
const label = () => inside('.label')?.textContent;
const actions = () =>
  [...(buttons()[0]?.shadowRoot?.querySelectorAll('.actions button') ?? [])].map((a) => a.className);
const settle = () => new Promise((resolve) => setTimeout(resolve));

const newsOf = (ref: SourceRef, news: Partial<PageNews>): PageNews => ({
  to: 'page',
  jobId: 'j1',
  refUrl: ref.url,
  status: 'running',
  done: 0,
  total: null,
  sentence: '',
  ...news,
});

beforeEach(() => {
  for (const left of buttons()) left.remove();
});

describe('the place of the page button', () => {
  it.each([
    { kind: 'channel', html: header, parent: 'yt-flexible-actions-view-model', layout: 'row' },
    { kind: 'playlist', html: header, parent: 'yt-flexible-actions-view-model', layout: 'row' },
    { kind: 'video', html: watch, parent: 'div', layout: 'row' },
    { kind: 'short', html: shorts, parent: 'reel-action-bar-view-model', layout: 'column' },
  ] as const)('on a $kind page is among the page’s own buttons', ({ kind, html, parent, layout }) => {
    openPage(html, refTo(kind));
    expect(buttons()).toHaveLength(1);
    expect(buttons()[0]?.parentElement?.localName).toBe(parent);
    expect(buttons()[0]?.dataset.layout).toBe(layout);
  });

  it('is not a container the page has hidden', () => {
    const hidden = `<div hidden><ytd-watch-metadata><div id="top-level-buttons-computed" class="old"></div></ytd-watch-metadata></div>`;
    openPage(hidden + watch, refTo('video'));
    expect(buttons()[0]?.parentElement?.className).toBe('');
  });

  it('floats when the page shows no place in time, and moves in when one comes later', () => {
    const { button, stage } = openPage('', refTo('channel'));
    stage.now = floatAfterMs - 1;
    button.check();
    expect(buttons()).toHaveLength(0);
    expect(button.isSearching()).toBe(true);
    stage.now = floatAfterMs;
    button.check();
    expect(buttons().map((host) => host.dataset.layout)).toEqual(['floating']);
    document.body.insertAdjacentHTML('beforeend', header);
    button.check();
    expect(buttons().map((host) => host.dataset.layout)).toEqual(['row']);
  });

  it('is not on pages that cannot be exported', () => {
    const { button, stage } = openPage(header, null);
    stage.now = floatAfterMs * 2;
    button.check();
    expect(buttons()).toHaveLength(0);
  });

  it('takes the theme of the part of the page that it is in', () => {
    const themes = { dark: '[data-theme="dark"]', light: '[data-theme="light"]' };
    const html = `<div data-theme="light"><div data-theme="dark">${header}</div></div>`;
    const { button } = openPage(html, refTo('channel'), { ...youtubeButtonPlaces, themes });
    expect(buttons()[0]?.dataset.theme).toBe('dark');
    document.querySelector('[data-theme="dark"]')?.setAttribute('data-theme', 'light');
    button.check();
    expect(buttons()[0]?.dataset.theme).toBe('light');
  });

  it('is in the post that is looked at where several fill the window one after another', () => {
    const post = (id: string, top: number) =>
      `<ytd-watch-metadata><div id="top-level-buttons-computed" class="${id}" data-top="${top}"></div></ytd-watch-metadata>`;
    const original = Element.prototype.getBoundingClientRect;
    Element.prototype.getBoundingClientRect = function () {
      const top = Number(this.getAttribute('data-top') ?? 0);
      return { top, bottom: top + 40, left: 0, right: 40, width: 40, height: 40 } as DOMRect;
    };
    openPage(post('above', -900) + post('here', 100) + post('below', 1900), refTo('video'));
    Element.prototype.getBoundingClientRect = original;
    expect(buttons().map((host) => host.parentElement?.className)).toEqual(['here']);
  });

  it('takes the theme of the page', () => {
    const { button } = openPage(header, refTo('channel'));
    expect(buttons()[0]?.dataset.theme).toBe('light');
    document.documentElement.setAttribute('dark', '');
    button.check();
    expect(buttons()[0]?.dataset.theme).toBe('dark');
  });
});

describe('the buttons of the posts in a feed', () => {
  const toPost = (id: string) => `<section><p><button>Like</button></p><a href="#${id}">1 h</a></section>`;
  /** Posts as sections; the address of each is behind its link. */
  const feed: PageButtonsPorts['places'] = {
    ...youtubeButtonPlaces,
    findPosts: (root) =>
      [...root.querySelectorAll('section')].flatMap((post) => {
        const container = post.querySelector('p');
        const id = post.querySelector('a')?.hash.slice(1);
        return container && id ? [{ ref: refTo('post', id), container, layout: 'bar' }] : [];
      }),
  };
  const owners = () => buttons().map((host) => host.closest('section')?.querySelector('a')?.hash ?? 'none');

  it('are one to a post, each with the export of its own post', async () => {
    const { button, asked } = openPage(toPost('a') + toPost('b'), null, feed);
    expect(owners()).toEqual(['#a', '#b']);
    buttons()[1]?.shadowRoot?.querySelector<HTMLElement>('.pill')?.click();
    await settle();
    expect(asked).toEqual([{ name: 'job.start', request: { ref: refTo('post', 'b'), options: null } }]);
    button.take(newsOf(refTo('post', 'b'), { done: 1, total: 2 }));
    const labels = buttons().map((host) => host.shadowRoot?.querySelector('.label')?.textContent);
    expect(labels).toEqual(['Export', 'Exporting 1/2']);
  });

  it('follow their posts when the page takes them away, brings them back, and uses their rows for others', () => {
    const { button } = openPage(toPost('a') + toPost('b'), null, feed);
    button.take(newsOf(refTo('post', 'a'), { status: 'done' }));
    const [first] = document.querySelectorAll('section');
    const inside = first?.innerHTML ?? '';
    first?.replaceChildren();
    button.check();
    expect(owners()).toEqual(['#b']);
    first?.insertAdjacentHTML('beforeend', inside.replace(/<star.*<\/star[^>]*>/, ''));
    button.check();
    expect(owners()).toEqual(['#a', '#b']);
    expect(label()).toBe('Saved');
    const link = first?.querySelector('a');
    if (link) link.href = '#c';
    button.check();
    expect(owners()).toEqual(['#c', '#b']);
    expect(label()).toBe('Export');
  });

  it('come back when the page draws a row anew, and do not move when it does not', () => {
    const { button } = openPage(toPost('a'), null, feed);
    const [host] = buttons();
    button.check();
    expect(buttons()).toEqual([host]);
    host?.remove();
    button.check();
    expect(buttons()).toEqual([host]);
  });

  it('are not there twice where the page is that post', () => {
    openPage(`${watch}${toPost('a')}${toPost('b')}`, refTo('post', 'a'), feed);
    expect(owners()).toEqual(['#b']);
  });
});

describe('the page button through navigation', () => {
  it('follows to the next page and leaves pages it has nothing to do on', () => {
    const { button, stage } = openPage(header + watch, refTo('channel'));
    stage.ref = refTo('video');
    button.check();
    expect(buttons().map((host) => host.parentElement?.id)).toEqual(['top-level-buttons-computed']);
    stage.ref = null;
    button.check();
    expect(buttons()).toHaveLength(0);
  });

  it('comes back when the page renders its header anew, and never twice', () => {
    const { button } = openPage(header, refTo('channel'));
    document.body.innerHTML = header;
    expect(buttons()).toHaveLength(0);
    for (let round = 0; round < 5; round += 1) button.check();
    expect(buttons()).toHaveLength(1);
  });

  it('keeps the focus when the page renders its header anew, unless the user has moved it', () => {
    const { button } = openPage(`${header}<input class="search">`, refTo('channel'));
    inside('.pill')?.focus();
    document.querySelector('yt-page-header-view-model')?.remove();
    document.body.insertAdjacentHTML('afterbegin', header);
    button.check();
    expect(buttons()[0]?.shadowRoot?.activeElement?.className).toBe('pill');

    document.querySelector<HTMLElement>('.search')?.focus();
    document.querySelector('yt-page-header-view-model')?.remove();
    document.body.insertAdjacentHTML('afterbegin', header);
    button.check();
    expect(document.activeElement?.className).toBe('search');
  });

  it('waits for a new header before it floats, however old the page is', () => {
    const { button, stage } = openPage(header, refTo('channel'));
    stage.now = floatAfterMs * 10;
    document.body.innerHTML = '';
    button.check();
    expect(buttons()).toHaveLength(0);
    stage.now += floatAfterMs;
    button.check();
    expect(buttons()[0]?.dataset.layout).toBe('floating');
  });

  it('shows the export of the page it is on, not that of the page before', () => {
    const first = refTo('channel', 'a');
    const second = refTo('channel', 'b');
    const { button, stage } = openPage(header, first);
    button.take(newsOf(first, { done: 3, total: 9 }));
    expect(label()).toBe('Exporting 3/9');
    stage.ref = second;
    button.check();
    expect(label()).toBe('Export');
    button.take(newsOf(first, { done: 4, total: 9 }));
    expect(label()).toBe('Export');
    stage.ref = first;
    button.check();
    expect(label()).toBe('Exporting 4/9');
  });

  it('takes away what an older copy of the script left', () => {
    const { button } = openPage(`${header}<star-export-button></star-export-button>`, null);
    button.remove();
    expect(buttons()).toHaveLength(0);
  });
});

describe('a click on the page button', () => {
  it('starts the export of this page with the saved options, once', async () => {
    const ref = refTo('playlist');
    const { asked } = openPage(header, ref);
    inside('.pill')?.click();
    inside('.pill')?.click();
    await settle();
    expect(asked).toEqual([{ name: 'job.start', request: { ref, options: null } }]);
    expect(label()).toBe('Waiting');
  });

  it('says why an export could not start, and tries again on the next click', async () => {
    const { asked, stage } = openPage(header, refTo('channel'));
    stage.answer = async () => Promise.reject(new AppError('storage.full'));
    inside('.pill')?.click();
    await settle();
    expect(inside('.pill')?.title).toContain('disk is full');
    expect(inside('.pill')?.dataset.tone).toBe('bad');
    inside('.pill')?.click();
    await settle();
    expect(asked).toHaveLength(2);
  });

  it('keeps news that overtook the answer to the start', async () => {
    const ref = refTo('channel');
    const { button, stage } = openPage(header, ref);
    stage.answer = async () => {
      button.take(newsOf(ref, { done: 1, total: 2 }));
      return { jobId: 'j1' };
    };
    inside('.pill')?.click();
    await settle();
    expect(label()).toBe('Exporting 1/2');
  });

  it.each([
    ['running', ['cancel', 'dashboard']],
    ['blocked', ['resume', 'cancel', 'dashboard']],
    ['done', ['reveal', 'again', 'dashboard']],
    ['failed', ['resume', 'again', 'dashboard']],
  ] as const)('on a %s export offers what can be done', (status, offered) => {
    const ref = refTo('channel');
    const { button } = openPage(header, ref);
    button.take(newsOf(ref, { status }));
    expect(actions()).toEqual(offered);
  });

  it('does not call an export saved of which something is missing', () => {
    const ref = refTo('channel');
    const { button } = openPage(header, ref);
    button.take(newsOf(ref, { status: 'done', isPartial: true }));
    expect(label()).toBe('Saved in part');
    expect(actions()).toEqual(['reveal', 'again', 'dashboard']);
  });

  it('cancels the job of this page from its panel', async () => {
    const ref = refTo('channel');
    const { button, asked } = openPage(header, ref);
    button.take(newsOf(ref, { jobId: 'j7' }));
    inside('.cancel')?.click();
    await settle();
    expect(asked).toEqual([{ name: 'job.cancel', request: { jobId: 'j7' } }]);
  });
});

describe('keys in the page button', () => {
  it('do not reach the page’s shortcuts, but Tab and Escape do', () => {
    openPage(header, refTo('channel'));
    const heard: string[] = [];
    document.body.addEventListener('keydown', (event) => heard.push(event.key));
    for (const key of [' ', 'k', 'Tab', 'Escape']) {
      inside('.pill')?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
    }
    expect(heard).toEqual(['Tab', 'Escape']);
  });
});
