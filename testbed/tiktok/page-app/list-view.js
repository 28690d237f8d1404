import { call, takeScope } from './api.js';
import { buildActions, buildText } from './detail-view.js';
import { el, icon } from './dom.js';
import { buildGrid } from './grid.js';
import { rememberItem } from './items.js';
import { loadAtEnd, pagesOf } from './pages-of.js';

/** Pages that are one list: a tag, a sound, a playlist, a collection, the feed. */
export async function buildTag({ name }) {
  const detail =
    takeScope('webapp.challenge-detail') ?? (await call('challenge/detail', { challengeName: name }));
  const tag = detail?.challengeInfo?.challenge;
  if (!tag) return buildMissing('hashtag');
  const list = pagesOf('challenge/item_list', { challengeID: tag.id, count: '30', coverFormat: '2' });
  return buildPage(
    {
      id: 'main-content-challenge',
      title: `#${tag.title}`,
      name: 'challenge',
      facts: `${detail.challengeInfo.stats.videoCount} posts`,
    },
    buildGrid('challenge-item-list', list),
  );
}

export async function buildSound({ soundId }) {
  const detail = await call('music/detail', { musicId: soundId });
  const music = detail?.musicInfo?.music;
  if (!music) return buildMissing('sound');
  const list = pagesOf('music/item_list', { musicID: soundId, count: '30', coverFormat: '2' });
  return buildPage(
    {
      id: 'main-content-music',
      title: music.title,
      name: 'music',
      facts: `${music.authorName} · ${detail.musicInfo.stats.videoCount} videos`,
    },
    buildGrid('music-item-list', list),
  );
}

export async function buildCollection({ listId }) {
  const detail = await call('collection/detail', { collectionId: listId, scene: '116' });
  const collection = detail?.collectionInfo;
  if (!collection) return buildMissing('collection');
  const list = pagesOf('collection/item_list', { collectionId: listId, count: '30', sourceType: '113' });
  return buildPage(
    {
      id: 'main-content-collection',
      title: collection.name,
      name: 'collection',
      facts: `${collection.total} posts`,
    },
    buildGrid('collection-item-list', list),
  );
}

export async function buildPlaylist({ listId }) {
  const detail = await call('mix/detail', { mixId: listId });
  const mix = detail?.mixInfo;
  if (!mix) return buildMissing('playlist');
  const list = pagesOf('mix/item_list', { mixId: listId, count: '30' });
  return buildPage(
    { id: 'main-content-playlist', title: mix.name, name: 'playlist', facts: `${mix.videoCount} posts` },
    buildGrid('playlist-item-list', list),
  );
}

/** The feed has no end; posts far above are taken out again. None has a link: its player is called after it. */
export async function buildFeed() {
  const end = el('div', { class: 'grid-end' });
  const feed = el('div', { id: 'main-content-homepage_hot', class: 'feed' }, end);
  const loadPage = pagesOf('recommend/item_list', { count: '6' });
  loadAtEnd(end, {
    loadPage,
    onPage: ({ items }) => {
      end.before(...items.map(buildArticle));
      const articles = [...feed.querySelectorAll('article')];
      for (const old of articles.slice(0, Math.max(0, articles.length - 18))) {
        if (old.getBoundingClientRect().bottom < -2000) old.remove();
      }
    },
  });
  return feed;
}

function buildArticle(item) {
  rememberItem(item);
  return el(
    'article',
    { 'data-e2e': 'recommend-list-item-container', class: 'feed-article' },
    el(
      'section',
      { 'data-e2e': 'feed-video', class: 'feed-video' },
      el(
        'div',
        { id: item.imagePost ? null : `xgwrapper-0-${item.id}` },
        el('img', { src: item.video.cover, alt: '' }),
      ),
    ),
    buildActions(item),
    el(
      'div',
      { class: 'feed-text', 'data-e2e': 'video-desc' },
      el(
        'a',
        { href: `/@${item.author.uniqueId}`, 'data-e2e': 'video-author-uniqueid' },
        item.author.uniqueId,
      ),
      ' ',
      ...buildText(item),
    ),
  );
}

function buildPage({ id, title, name, facts }, grid) {
  const share = el(
    'button',
    { 'data-e2e': 'share-button', class: 'button square', 'aria-label': 'Share' },
    icon('share'),
  );
  const header = el(
    'div',
    { class: 'list-header' },
    el(
      'div',
      {},
      el('h1', { 'data-e2e': `${name}-title` }, title),
      el('h2', { 'data-e2e': `${name}-facts` }, facts),
    ),
    el('div', { class: 'button-panel' }, share),
  );
  return el('div', { id, class: 'user-page' }, header, grid);
}

export function buildMissing(what) {
  return el('div', { class: 'empty' }, el('h2', {}, `Couldn't find this ${what}`));
}

export async function buildLogin() {
  return el(
    'div',
    { class: 'empty', id: 'login-modal', 'data-e2e': 'login-modal' },
    el('h2', {}, 'Log in to TikTok'),
  );
}
