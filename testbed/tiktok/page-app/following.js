import { el } from './dom.js';
import { followingPages, loadAtEnd } from './pages-of.js';

/** Whom an account follows, in a window of its own over the page. */
export function openFollowing(user) {
  const rows = el('div', { 'data-e2e': 'follow-info-popup', class: 'modal-list' });
  const end = el('div', { class: 'grid-end' });
  rows.append(end);
  const close = () => modal.remove();
  const modal = el(
    'div',
    { class: 'modal', role: 'dialog' },
    el(
      'section',
      {},
      el(
        'header',
        {},
        el('strong', {}, user.uniqueId),
        el('button', { onclick: close, 'aria-label': 'Close' }, '×'),
      ),
      rows,
    ),
  );
  document.body.append(modal);
  loadAtEnd(end, {
    root: rows,
    loadPage: followingPages(user.secUid),
    onPage: ({ items }) => end.before(...items.map(buildRow)),
  });
}

function buildRow({ user }) {
  return el(
    'li',
    {},
    el(
      'a',
      { href: `/@${user.uniqueId}`, class: 'user-row' },
      el('img', { src: user.avatarThumb, alt: '' }),
      el('span', { class: 'unique-id' }, user.uniqueId),
      el('span', { class: 'nickname' }, user.nickname),
    ),
  );
}
