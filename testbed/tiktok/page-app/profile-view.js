import { call, me, takeScope } from './api.js';
import { el, icon, toShort } from './dom.js';
import { openFollowing } from './following.js';
import { buildGrid } from './grid.js';
import { pagesOf } from './pages-of.js';

/** An account's page: header, tabs, and the list of the chosen tab. Tabs do not change the address. */
export async function buildProfile({ uniqueId }) {
  const detail = takeScope('webapp.user-detail') ?? (await call('user/detail', { uniqueId }));
  const user = detail?.userInfo?.user;
  const page = el('div', { 'data-e2e': 'user-page', id: 'main-content-others_homepage', class: 'user-page' });
  if (!user) {
    page.append(el('p', { class: 'empty', 'data-e2e': 'user-error' }, "Couldn't find this account"));
    return page;
  }
  const isMine = me?.secUid === user.secUid;
  const list = el('div', { class: 'share-layout-main' });
  const tabs = el('div', { class: 'feed-tabs', role: 'tablist' });
  const show = (tab) => {
    for (const node of tabs.children)
      node.setAttribute('aria-selected', String(node.dataset.e2e === tab.name));
    list.replaceChildren(tab.build());
  };
  for (const tab of buildTabs(user, { isMine, count: detail.userInfo.stats.videoCount })) {
    tabs.append(
      el('p', { role: 'tab', 'data-e2e': tab.name, class: 'tab', onclick: () => show(tab) }, tab.title),
    );
    if (tab.isFirst) show(tab);
  }
  page.append(buildHeader(user, { stats: detail.userInfo.stats, isMine }), tabs, list);
  return page;
}

function buildHeader(user, { stats, isMine }) {
  const buttons = isMine
    ? [el('button', { 'data-e2e': 'edit-profile-entrance', class: 'button' }, 'Edit profile')]
    : [
        el(
          'button',
          { 'data-e2e': 'follow-button', class: 'button primary' },
          user.relation ? 'Following' : 'Follow',
        ),
        el('button', { 'data-e2e': 'message-button', class: 'button' }, 'Message'),
      ];
  const count = (name, value, onclick) =>
    el(
      'div',
      { class: 'number', onclick },
      el('strong', { title: name, 'data-e2e': `${name.toLowerCase()}-count` }, toShort(value)),
      el('span', { 'data-e2e': name.toLowerCase(), class: 'unit' }, name),
    );
  return el(
    'div',
    { class: 'share-layout-header' },
    el(
      'div',
      { 'data-e2e': 'user-avatar', class: 'avatar-wrapper' },
      el('img', { alt: '', src: user.avatarLarger }),
    ),
    el(
      'div',
      { class: 'share-title-container' },
      el(
        'div',
        { class: 'user-identifier' },
        el('h1', { 'data-e2e': 'user-title' }, user.uniqueId),
        el('h2', { 'data-e2e': 'user-subtitle' }, user.nickname),
        user.verified ? icon('verified') : null,
      ),
      el(
        'div',
        { class: 'button-panel' },
        ...buttons,
        el(
          'button',
          { 'data-e2e': 'share-button', class: 'button square', 'aria-label': 'Share' },
          icon('share'),
        ),
        el(
          'button',
          { 'data-e2e': 'user-more', class: 'button square', 'aria-label': 'Actions' },
          icon('more'),
        ),
      ),
      el(
        'h3',
        { class: 'count-infos' },
        count('Following', stats.followingCount, () => openFollowing(user)),
        count('Followers', stats.followerCount),
        count('Likes', stats.heartCount),
      ),
      el('h2', { 'data-e2e': 'user-bio', class: 'bio' }, user.signature || 'No bio yet.'),
    ),
  );
}

function buildTabs(user, { isMine, count }) {
  const { secUid } = user;
  const own = { secUid, count: '35', coverFormat: '2' };
  const isLocked = user.privateAccount && !isMine && count === 0;
  const posts = () =>
    isLocked
      ? buildNote('This account is private', 'Follow this account to see their contents and likes')
      : buildPosts(user, own);
  const tabs = [
    { name: 'videos-tab', title: 'Videos', isFirst: true, build: posts },
    {
      name: 'repost-tab',
      title: 'Reposts',
      build: () => buildGrid('user-repost-item-list', pagesOf('repost/item_list', { ...own, count: '30' })),
    },
  ];
  if (!isMine)
    return [
      ...tabs,
      {
        name: 'liked-tab',
        title: 'Liked',
        build: () => buildNote('This user’s liked videos are private', ''),
      },
    ];
  return [
    ...tabs,
    { name: 'favorites-tab', title: 'Favorites', build: () => buildFavourites(secUid) },
    {
      name: 'liked-tab',
      title: 'Liked',
      build: () => buildGrid('user-liked-item-list', pagesOf('favorite/item_list', own)),
    },
  ];
}

/** The order of the list is chosen above it; playlists stand before it. */
function buildPosts(user, own) {
  const holder = el('div', {});
  const orders = [
    ['Latest', '0'],
    ['Popular', '1'],
    ['Oldest', '2'],
  ];
  const show = (type) => {
    const more = { needPinnedItemIds: 'true', post_item_list_request_type: type };
    holder.replaceChildren(buildGrid('user-post-item-list', pagesOf('post/item_list', { ...own, ...more })));
  };
  const sorts = el(
    'div',
    { class: 'sorts' },
    ...orders.map(([title, type]) => el('button', { class: 'sort', onclick: () => show(type) }, title)),
  );
  const playlists = user.profileTab?.showPlayListTab
    ? buildShelf(
        'user-playlist',
        pagesOf('user/playlist', { secUid: user.secUid, count: '20' }, 'playList'),
        ({ id, name, cover, videoCount }) => ({
          href: `/@${user.uniqueId}/playlist/${encodeURIComponent(name)}-${id}`,
          name,
          cover,
          count: videoCount,
        }),
      )
    : null;
  show('0');
  return el('div', {}, playlists, sorts, holder);
}

function buildFavourites(secUid) {
  const list = { secUid, count: '30', coverFormat: '2' };
  const collections = pagesOf(
    'user/collection_list',
    { secUid, count: '30', publicOnly: 'false' },
    'collectionList',
  );
  const toCard = ({ collectionId, name, cover, total, userName }) => {
    return {
      href: `/@${userName}/collection/${encodeURIComponent(name)}-${collectionId}`,
      name,
      cover,
      count: total,
    };
  };
  return el(
    'div',
    {},
    buildShelf('favorites-collections', collections, toCard),
    buildGrid('favorites-item-list', pagesOf('user/collect/item_list', list)),
  );
}

function buildShelf(name, loadPage, toCard) {
  const shelf = el('div', { 'data-e2e': name, class: 'shelf' });
  void loadPage().then((page) => {
    for (const card of (page?.items ?? []).map(toCard)) {
      const facts = el('div', {}, el('strong', {}, card.name), el('span', {}, `${card.count} posts`));
      shelf.append(
        el(
          'a',
          { href: card.href, class: 'shelf-card' },
          el('img', { src: card.cover || null, alt: '' }),
          facts,
        ),
      );
    }
  });
  return shelf;
}

function buildNote(title, text) {
  return el('div', { class: 'empty' }, el('h2', {}, title), el('p', {}, text));
}
