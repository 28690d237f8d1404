import { buildFrame } from './masthead.js';
import { createNavigation } from './navigation.js';

/** Draws the first page from the data in its scripts and takes over links to other pages. */
const app = document.querySelector('ytd-app');
if (matchMedia('(prefers-color-scheme: dark)').matches) document.documentElement.setAttribute('dark', '');
const { content, manager } = buildFrame(window.ytInitialData ?? {});
app.append(content);
const navigation = createNavigation(manager);
navigation.start(new URL(location.href), window.ytInitialData ?? {}, window.ytInitialPlayerResponse);

document.addEventListener('click', (event) => {
  const anchor = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.href !== '');
  if (
    !anchor ||
    event.defaultPrevented ||
    event.button !== 0 ||
    event.ctrlKey ||
    event.metaKey ||
    event.shiftKey
  )
    return;
  const url = new URL(anchor.href);
  if (url.origin !== location.origin || anchor.target !== '') return;
  event.preventDefault();
  void navigation.go(url, anchor.command, false);
});

window.addEventListener('popstate', (event) => {
  void navigation.go(new URL(location.href), event.state?.command, true);
});
