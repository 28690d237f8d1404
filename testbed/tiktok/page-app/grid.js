import { el, icon, toPostPath, toShort } from './dom.js';
import { rememberItem } from './items.js';
import { loadAtEnd } from './pages-of.js';

const GAP = 16;
const MIN_WIDTH = 180;
const ROWS_KEPT = 2;

/** A grid of posts in which only rows near the window are elements; rows far away are padding. */
export function buildGrid(name, loadPage, emptyText = 'No content') {
  const list = el('div', { id: name, 'data-e2e': name, class: 'grid', mode: 'compact' });
  const end = el('div', { class: 'grid-end' });
  const root = el('div', { class: 'three-column' }, list, end);
  const items = [];
  const shown = new Map();
  const draw = () => {
    if (!root.isConnected) return window.removeEventListener('scroll', drawSoon);
    const columns = Math.max(3, Math.floor((list.clientWidth + GAP) / (MIN_WIDTH + GAP)));
    const rowHeight = ((list.clientWidth - GAP * (columns - 1)) / columns) * 1.3265 + GAP;
    const rows = Math.ceil(items.length / columns);
    const above = -list.getBoundingClientRect().top;
    const first = Math.min(Math.max(0, Math.floor(above / rowHeight) - ROWS_KEPT), Math.max(0, rows - 1));
    const last = Math.min(rows, Math.ceil((above + innerHeight) / rowHeight) + ROWS_KEPT);
    list.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
    list.style.paddingTop = `${first * rowHeight}px`;
    list.style.paddingBottom = `${Math.max(0, rows - last) * rowHeight}px`;
    for (const [index, node] of shown) {
      if (index >= first * columns && index < last * columns) continue;
      node.remove();
      shown.delete(index);
    }
    for (let index = first * columns; index < Math.min(items.length, last * columns); index++) {
      if (!shown.has(index)) shown.set(index, buildCell(items[index], index));
    }
    list.append(...[...shown.entries()].sort(([one], [other]) => one - other).map(([, node]) => node));
  };
  let isDue = false;
  const drawSoon = () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      draw();
    });
  };
  window.addEventListener('scroll', drawSoon, { passive: true });
  loadAtEnd(end, {
    loadPage,
    onPage: (page) => {
      items.push(...page.items);
      for (const item of page.items) rememberItem(item);
      if (items.length === 0) end.replaceWith(el('p', { 'data-e2e': 'user-bio', class: 'empty' }, emptyText));
      draw();
    },
  });
  return root;
}

function buildCell(item, index) {
  const cover = item.imagePost?.images[0]?.imageURL.urlList[0] ?? item.video.cover;
  const badges = [
    item.isPinnedItem && el('div', { 'data-e2e': 'video-card-badge', class: 'badge' }, 'Pinned'),
    item.imagePost && el('div', { class: 'badge badge-photo' }, icon('photos')),
    item.privateItem && el('div', { class: 'badge badge-private' }, 'Private'),
  ].filter(Boolean);
  return el(
    'div',
    { id: `grid-item-container-${index}`, class: 'cell' },
    el(
      'div',
      { 'data-e2e': 'user-post-item', class: 'cell-frame', tabindex: '0', role: 'button' },
      el(
        'a',
        { href: `https://www.tiktok.com${toPostPath(item)}`, tabindex: '-1' },
        el('img', { alt: item.desc, src: cover, loading: 'lazy', decoding: 'async' }),
        ...badges,
        el(
          'div',
          { class: 'cell-foot' },
          icon('play'),
          el('strong', { 'data-e2e': 'video-views', class: 'video-count' }, toShort(item.stats.playCount)),
        ),
      ),
    ),
  );
}
