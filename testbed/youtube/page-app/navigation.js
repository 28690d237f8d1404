import { callApi } from './api.js';
import { buildBrowse, rerenderBrowse } from './browse-view.js';
import { buildShorts, rerenderShorts } from './shorts-view.js';
import { buildWatch, rerenderWatch } from './watch-view.js';

/** In-page navigation: the address changes, the API is asked, nodes are replaced, events tell about it. */
export function createNavigation(manager) {
  let timers = [];
  const show = (url, data, player) => {
    for (const timer of timers) clearTimeout(timer);
    const view = toView(url);
    const node = view.build(data, player);
    manager.replaceChildren(node);
    manager.getCurrentData = () => ({ response: data, playerResponse: player });
    manager.dataset.renders = 0;
    timers = [350, 1200, 2600].map((delayMs, round) =>
      setTimeout(() => {
        view.rerender(node, round);
        manager.dataset.renders = round + 1;
      }, delayMs),
    );
    return view.pageType;
  };
  const finish = (url, data, player) => {
    const pageType = show(url, data, player);
    const title =
      player?.videoDetails?.title ??
      data.metadata?.channelMetadataRenderer?.title ??
      data.metadata?.playlistMetadataRenderer?.title ??
      '';
    document.title = title ? `${title} - YouTube` : 'YouTube';
    announce('yt-page-data-fetched', {
      pageData: { page: pageType, response: data, playerResponse: player, url: url.pathname + url.search },
    });
    announce('yt-page-data-updated', { pageType });
    announce('yt-navigate-finish', {
      pageType,
      url: url.pathname + url.search,
      response: { page: pageType, response: data, playerResponse: player },
    });
  };
  const go = async (url, command, isPop) => {
    // For tests: how often the page that is shown was rendered anew.
    delete manager.dataset.renders;
    announce('yt-navigate-start', {
      pageType: toView(url).pageType,
      url: url.pathname + url.search,
      endpoint: command,
    });
    if (!isPop) history.pushState({ command }, '', url);
    announce('yt-navigate', { endpoint: command });
    const [data, player] = await fetchPage(url, command);
    finish(url, data, player);
    window.scrollTo(0, 0);
  };
  return { start: finish, go };
}

function toView(url) {
  const path = url.pathname;
  if (path === '/watch') return { pageType: 'watch', build: buildWatch, rerender: rerenderWatch };
  if (path.startsWith('/shorts/'))
    return { pageType: 'shorts', build: buildShorts, rerender: rerenderShorts };
  const subtype =
    path === '/'
      ? 'home'
      : path === '/playlist'
        ? 'playlist'
        : path.startsWith('/feed/')
          ? path.slice(6)
          : 'channels';
  const pageType = subtype === 'channels' ? 'channel' : subtype === 'playlist' ? 'playlist' : 'browse';
  return { pageType, build: (data) => buildBrowse(data, subtype), rerender: rerenderBrowse };
}

async function fetchPage(url, command) {
  const short = /^\/shorts\/([\w-]{11})/.exec(url.pathname);
  const videoId = short?.[1] ?? (url.pathname === '/watch' ? url.searchParams.get('v') : null);
  if (short)
    return Promise.all([
      callApi('reel/reel_item_watch', { playerRequest: { videoId } }),
      callApi('player', { videoId }),
    ]);
  if (videoId) return Promise.all([callApi('next', { videoId }), callApi('player', { videoId })]);
  const endpoint =
    command?.browseEndpoint ??
    (await callApi('navigation/resolve_url', { url: url.href })).endpoint?.browseEndpoint ??
    {};
  return [await callApi('browse', { browseId: endpoint.browseId, params: endpoint.params }), undefined];
}

function announce(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
}
