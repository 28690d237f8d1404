import { el } from './dom.js';

const RETRY_MS = 1200;

/** Loads more whenever the end of a list comes into view; an answer that failed is asked for again while the end stays there. */
export function loadAtEnd(end, { root = null, loadPage, onPage }) {
  let isBusy = false;
  const observer = new IntersectionObserver(
    async ([seen]) => {
      if (!seen.isIntersecting || isBusy) return;
      isBusy = true;
      const page = await loadPage().catch(() => null);
      isBusy = false;
      if (page) onPage(page);
      if (page && !page.hasMore) return observer.disconnect();
      observer.unobserve(end);
      setTimeout(() => end.isConnected && observer.observe(end), page ? 0 : RETRY_MS);
    },
    { root, rootMargin: '900px' },
  );
  observer.observe(end);
}

const builders = new WeakMap();

const virtualizer = new IntersectionObserver(
  (seen) => {
    for (const { target, isIntersecting } of seen) {
      const isEmpty = target.dataset.virtualized === 'true';
      if (isIntersecting && isEmpty) {
        target.dataset.virtualized = 'false';
        target.style.minHeight = '';
        target.replaceChildren(builders.get(target)());
      } else if (!isIntersecting && !isEmpty) {
        target.style.minHeight = `${target.offsetHeight}px`;
        target.dataset.virtualized = 'true';
        target.replaceChildren();
      }
    }
  },
  { rootMargin: '2000px' },
);

/** A place whose content is only there while it is near the window: far away it is an empty box of the same height. */
export function buildUnit(attributes, build) {
  const unit = el('div', { 'data-virtualized': 'false', ...attributes }, build());
  builders.set(unit, build);
  virtualizer.observe(unit);
  return unit;
}

/** A list with its first page, and how to go on. `read` takes the connection out of an answer. */
export function buildList(attributes, { first, loadMore, buildItem, root }) {
  const end = el('div', { class: 'list-end' });
  const list = el('div', attributes, end);
  let place = 0;
  const append = (connection) => {
    for (const { node, ...edge } of connection.edges ?? []) {
      if (node || edge.profile_reel_node) end.before(buildItem(node ?? edge.profile_reel_node.node, place++));
    }
  };
  append(first);
  let cursor = first.page_info?.end_cursor;
  if (first.page_info?.has_next_page) {
    loadAtEnd(end, {
      root,
      loadPage: async () => {
        const connection = await loadMore(cursor);
        if (!connection?.page_info) return null;
        cursor = connection.page_info.end_cursor;
        return { connection, hasMore: connection.page_info.has_next_page };
      },
      onPage: ({ connection }) => append(connection),
    });
  }
  return list;
}
