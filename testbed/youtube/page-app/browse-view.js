import { el, textOf } from './dom.js';
import {
  buildActions,
  buildPageHeader,
  buildPlaylistButtons,
  buildPlaylistHeader,
  buildTabs,
} from './header.js';
import { fillList } from './lists.js';

/** Channels, playlists and feeds. */
export function buildBrowse(data, subtype) {
  const tabs = data.contents?.twoColumnBrowseResultsRenderer?.tabs ?? [];
  const selected = tabs.map((tab) => tab.tabRenderer).find((tab) => tab?.selected);
  const content = selected?.content ?? {};
  const browse = el('ytd-browse', {
    class: 'style-scope ytd-page-manager',
    'page-subtype': subtype,
    role: 'main',
  });
  browse.data = data;
  const alerts = (data.alerts ?? []).map((alert) =>
    el('ytd-alert-renderer', {}, textOf((alert.alertRenderer ?? alert.alertWithButtonRenderer).text)),
  );
  const primary = el('div', { id: 'primary' }, ...alerts);
  const columns = el('ytd-two-column-browse-results-renderer', { class: 'grid' }, primary);
  if (subtype === 'channels') {
    const header = el(
      'ytd-tabbed-page-header',
      {},
      buildPageHeader(data.header?.pageHeaderRenderer),
      buildTabs(tabs),
    );
    browse.append(el('div', { id: 'header' }, header));
  }
  if (subtype === 'playlist') browse.append(buildSidebar(data, content));
  browse.append(columns);
  const entries =
    content.richGridRenderer?.contents ?? content.sectionListRenderer?.contents ?? reloadedItems(data);
  const grid = el('div', { id: 'contents', class: content.richGridRenderer ? 'grid' : 'sections' });
  fillList(grid, entries);
  primary.append(
    el(content.richGridRenderer ? 'ytd-rich-grid-renderer' : 'ytd-section-list-renderer', {}, grid),
  );
  return browse;
}

/** Some API answers bring a command with the items instead of a page. */
function reloadedItems(data) {
  return (data.onResponseReceivedActions ?? []).flatMap(
    (action) => action.reloadContinuationItemsCommand?.continuationItems ?? [],
  );
}

function buildSidebar(data, content) {
  const section = content.sectionListRenderer?.contents?.[0]?.itemSectionRenderer;
  const isClassic = section?.contents?.some((entry) => entry.playlistVideoListRenderer);
  const header = data.header?.pageHeaderRenderer;
  return isClassic
    ? buildPlaylistHeader(header)
    : el('div', { class: 'page-header-sidebar' }, buildPageHeader(header) ?? '');
}

/** Replaces the row of buttons as the real page does when its data change. */
export function rerenderBrowse(browse) {
  const model = browse.data.header?.pageHeaderRenderer?.content?.pageHeaderViewModel;
  const row = browse.querySelector('yt-flexible-actions-view-model');
  if (row && model) row.replaceWith(buildActions(model));
  browse.querySelector('.metadata-action-bar > .play-menu')?.replaceWith(buildPlaylistButtons());
}
