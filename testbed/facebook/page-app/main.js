import { askRoute } from './api.js';
import { firstRoute } from './boot.js';
import { el } from './dom.js';
import { buildFrame } from './frame.js';
import { buildSet } from './grid-view.js';
import {
  buildArchive,
  buildError,
  buildGroup,
  buildHome,
  buildSaved,
  buildSinglePost,
} from './list-views.js';
import { buildReel, buildViewer, buildWatch } from './media-views.js';
import { buildProfile } from './profile-view.js';

/** Draws the page and follows links within it; what the server wrote into the page stays that of the first address. */
const main = el('div', { class: 'main' });
document.querySelector('#mount_0_0_Ae').append(buildFrame(main));
let round = 0;

const views = {
  CometHomeRoot: buildHome,
  ProfileCometRoot: buildProfile,
  CometGroupDiscussionRoot: buildGroup,
  CometPhotoAlbumRoot: buildSet,
  CometPhotoRoot: buildViewer,
  FBReelsRoot: buildReel,
  CometVideoHomeNewPermalinkRoot: buildWatch,
  CometSinglePostRoot: buildSinglePost,
  CometSaveDashboardRoot: buildSaved,
  StoriesArchiveRoot: buildArchive,
};

function show(route) {
  const view = Object.keys(route.answers).length > 0 ? views[route.root] : undefined;
  main.replaceChildren((view ?? buildError)(route));
  window.scrollTo(0, 0);
}

async function go(url) {
  const current = ++round;
  const route = await askRoute(url.pathname + url.search);
  if (route && current === round) show(route);
}

document.addEventListener('click', (event) => {
  const anchor = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.href !== '');
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!anchor || event.defaultPrevented || !isPlain || anchor.target !== '') return;
  const url = new URL(anchor.href);
  if (url.origin !== location.origin || url.pathname === '/login/' || url.pathname === '/me') return;
  event.preventDefault();
  if (url.hash !== '') return;
  document.querySelector('.dialog')?.remove();
  history.pushState({}, '', url);
  void go(url);
});

window.addEventListener('popstate', () => void go(new URL(location.href)));

show(firstRoute);
