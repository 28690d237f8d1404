import { callApi } from './api.js';
import { buildCard } from './cards.js';
import { el, link, textOf } from './dom.js';

/** Fills a container with the items of a list and loads more when its end comes into view. */
export function fillList(container, entries) {
  for (const entry of entries) {
    const node = buildEntry(entry);
    if (node) container.append(node);
  }
}

function buildEntry(entry) {
  if (entry.continuationItemRenderer || entry.continuationItemViewModel) return buildContinuation(entry);
  if (entry.itemSectionRenderer) return buildSection(entry.itemSectionRenderer);
  if (entry.playlistVideoListRenderer)
    return buildContainer('ytd-playlist-video-list-renderer', entry.playlistVideoListRenderer.contents);
  if (entry.gridRenderer) return buildContainer('ytd-grid-renderer', entry.gridRenderer.items);
  if (entry.shelfRenderer) return buildShelf('ytd-shelf-renderer', entry.shelfRenderer);
  if (entry.reelShelfRenderer) return buildShelf('ytd-reel-shelf-renderer', entry.reelShelfRenderer);
  if (entry.messageRenderer) return el('ytd-message-renderer', {}, textOf(entry.messageRenderer.text));
  if (entry.backgroundPromoRenderer) return buildPromo(entry.backgroundPromoRenderer);
  return buildCard(entry);
}

function buildContainer(tag, entries) {
  const contents = el('div', { id: 'contents', class: 'grid' });
  fillList(contents, entries);
  return el(tag, {}, contents);
}

function buildSection(section) {
  const node = buildContainer('ytd-item-section-renderer', section.contents);
  const title = textOf(section.header?.itemSectionHeaderRenderer?.title);
  if (title)
    node.prepend(
      el(
        'div',
        { id: 'header' },
        el('ytd-item-section-header-renderer', {}, el('h2', { id: 'title' }, title)),
      ),
    );
  return node;
}

function buildShelf(tag, shelf) {
  const content = shelf.content ?? {};
  const items =
    shelf.items ??
    content.horizontalListRenderer?.items ??
    content.expandedShelfContentsRenderer?.items ??
    [];
  const node = buildContainer(tag, items);
  if (shelf.title)
    node.prepend(
      el(
        'h2',
        { id: 'title-container' },
        shelf.endpoint ? link(shelf.endpoint, {}, textOf(shelf.title)) : textOf(shelf.title),
      ),
    );
  return node;
}

function buildPromo(promo) {
  return el(
    'ytd-background-promo-renderer',
    {},
    el('h2', {}, textOf(promo.title)),
    el('p', {}, textOf(promo.bodyText)),
  );
}

const observer = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      void loadMore(target);
    }
  },
  { rootMargin: '400px' },
);

function buildContinuation(entry) {
  const node = el(
    'ytd-continuation-item-renderer',
    { class: 'style-scope' },
    el('tp-yt-paper-spinner', { id: 'spinner' }),
  );
  node.data = entry;
  observer.observe(node);
  return node;
}

async function loadMore(node) {
  const { continuationItemRenderer: classic, continuationItemViewModel: model } = node.data;
  const command =
    classic?.continuationEndpoint ??
    classic?.button.buttonRenderer.command ??
    model.continuationCommand.innertubeCommand;
  const path = command.commandMetadata.webCommandMetadata.apiUrl.replace('/youtubei/v1/', '');
  const answer = await callApi(path, { continuation: command.continuationCommand.token });
  const actions = answer.onResponseReceivedActions ?? answer.onResponseReceivedEndpoints ?? [];
  const parent = node.parentElement;
  node.remove();
  for (const action of actions) {
    const items =
      (action.appendContinuationItemsAction ?? action.reloadContinuationItemsCommand)?.continuationItems ??
      [];
    if (parent) fillList(parent, items);
  }
  document.dispatchEvent(
    new CustomEvent('yt-service-request-completed', { bubbles: true, detail: { answer } }),
  );
}
