import { call } from './api.js';

/** Reads a list page by page, each with the cursor the last one gave. */
export function pagesOf(path, parameters, listKey = 'itemList') {
  let cursor = '0';
  return async () => {
    const answer = await call(path, { ...parameters, cursor });
    if (!answer || (answer.statusCode ?? answer.status_code) !== 0) return null;
    cursor = String(answer.cursor ?? answer.minCursor ?? cursor);
    return { items: answer[listKey] ?? [], hasMore: Boolean(answer.hasMore ?? answer.has_more), answer };
  };
}

/** Lists whose cursor has another name. */
export function followingPages(secUid) {
  let minCursor = '0';
  return async () => {
    const answer = await call('user/list', { secUid, scene: '21', count: '30', minCursor, maxCursor: '0' });
    if (!answer) return null;
    minCursor = String(answer.minCursor);
    return { items: answer.userList ?? [], hasMore: answer.hasMore };
  };
}

const RETRY_MS = 1200;

/** Loads more whenever the end of a list comes into view. An answer that failed is asked for again while the end stays there. */
export function loadAtEnd(end, { root = null, loadPage, onPage }) {
  let isBusy = false;
  const observer = new IntersectionObserver(
    async ([seen]) => {
      if (!seen.isIntersecting || isBusy) return;
      isBusy = true;
      const page = await loadPage();
      isBusy = false;
      if (page) onPage(page);
      if (page && !page.hasMore) return observer.disconnect();
      observer.unobserve(end);
      setTimeout(() => end.isConnected && observer.observe(end), page ? 0 : RETRY_MS);
    },
    { root, rootMargin: '600px' },
  );
  observer.observe(end);
}
