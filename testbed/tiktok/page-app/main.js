import { forgetScopes } from './api.js';
import { buildDetail } from './detail-view.js';
import { el } from './dom.js';
import { buildFrame } from './frame.js';
import {
  buildCollection,
  buildFeed,
  buildLogin,
  buildMissing,
  buildPlaylist,
  buildSound,
  buildTag,
} from './list-view.js';
import { buildProfile } from './profile-view.js';

/** Draws the page and follows links within it; the data in the page's script stay those of the first address. */
const main = el('div', { id: 'main', class: 'main' });
document.querySelector('#app').append(buildFrame(main));
let round = 0;

async function show() {
  const current = ++round;
  const { build, parameters } = findView(decodeURIComponent(location.pathname));
  const view = await build(parameters);
  if (current !== round) return;
  main.replaceChildren(view);
  window.scrollTo(0, 0);
}

function findView(path) {
  const views = [
    [/^\/(?:foryou|explore|following)?$/, [], buildFeed],
    [/^\/login$/, [], buildLogin],
    [/^\/@([\w.-]+)\/(?:video|photo)\/(\d+)$/, ['uniqueId', 'postId'], buildDetail],
    [/^\/@[\w.-]+\/playlist\/.*?(\d+)$/, ['listId'], buildPlaylist],
    [/^\/@[\w.-]+\/collection\/.*?(\d+)$/, ['listId'], buildCollection],
    [/^\/@([\w.-]+)$/, ['uniqueId'], buildProfile],
    [/^\/tag\/([^/]+)$/, ['name'], buildTag],
    [/^\/music\/.*?(\d+)$/, ['soundId'], buildSound],
  ];
  for (const [pattern, names, build] of views) {
    const match = pattern.exec(path.replace(/(.)\/$/, '$1'));
    if (!match) continue;
    return { build, parameters: Object.fromEntries(names.map((name, place) => [name, match[place + 1]])) };
  }
  return { build: async () => buildMissing('page'), parameters: {} };
}

document.addEventListener('click', (event) => {
  const anchor = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.href !== '');
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!anchor || event.defaultPrevented || !isPlain || anchor.target !== '') return;
  const url = new URL(anchor.href);
  if (url.origin !== location.origin || url.pathname === '/login') return;
  event.preventDefault();
  document.querySelector('.modal')?.remove();
  forgetScopes();
  history.pushState({}, '', url);
  void show();
});

window.addEventListener('popstate', () => {
  forgetScopes();
  void show();
});

void show();
