import { el, toShort } from './dom.js';
import { loadAtEnd, pagesOf } from './pages-of.js';

/** The comments of a post, in a column that scrolls by itself. Replies come on request. */
export function buildComments(item) {
  const end = el('div', { class: 'grid-end' });
  const list = el('div', { class: 'comment-list', 'data-e2e': 'comment-list' }, end);
  loadAtEnd(end, {
    root: list,
    loadPage: pagesOf('comment/list', { aweme_id: item.id, count: '20' }, 'comments'),
    onPage: ({ items }) => end.before(...items.map((comment) => buildThread(item, comment))),
  });
  return list;
}

function buildThread(item, comment) {
  const thread = el('div', { class: 'comment-thread' }, buildComment(comment, 1));
  if (comment.reply_comment_total === 0) return thread;
  const loadPage = pagesOf(
    'comment/list/reply',
    { item_id: item.id, comment_id: comment.cid, count: '3' },
    'comments',
  );
  const more = el(
    'p',
    { 'data-e2e': 'view-more-1', class: 'view-more' },
    `View ${comment.reply_comment_total} replies`,
  );
  more.addEventListener('click', async () => {
    const page = await loadPage();
    more.before(...(page?.items ?? []).map((reply) => buildComment(reply, 2)));
    if (page && !page.hasMore) more.remove();
  });
  thread.append(more);
  return thread;
}

function buildComment(comment, level) {
  const picture = comment.image_list?.[0]?.crop_url.url_list[0];
  return el(
    'div',
    { class: `comment level-${level}` },
    el('img', { src: comment.user.avatar_thumb.url_list[0], alt: '', loading: 'lazy' }),
    el(
      'div',
      {},
      el(
        'a',
        { href: `/@${comment.user.unique_id}`, 'data-e2e': `comment-username-${level}` },
        comment.user.nickname,
      ),
      el('p', { 'data-e2e': `comment-level-${level}` }, comment.text),
      picture ? el('img', { src: picture, class: 'comment-picture', alt: '', loading: 'lazy' }) : null,
      el('span', { class: 'sub', 'data-e2e': 'comment-like-count' }, `♡ ${toShort(comment.digg_count)}`),
    ),
  );
}
