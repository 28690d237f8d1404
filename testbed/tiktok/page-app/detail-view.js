import { me, takeScope } from './api.js';
import { buildComments } from './comments.js';
import { el, icon, toShort } from './dom.js';
import { findItem } from './items.js';

/** One post: picture at the left, text, actions and comments at the right. */
export async function buildDetail({ postId }) {
  const item = await findItem(postId, takeScope('webapp.video-detail'));
  if (item.refusal !== undefined) return buildRefusal(item.refusal);
  document.title = `${item.desc} | TikTok`;
  return el(
    'div',
    { id: 'main-content-video_detail', class: 'video-detail' },
    el(
      'div',
      { 'data-e2e': 'browse-video', class: 'player' },
      item.imagePost ? buildSlides(item.imagePost) : buildPlayer(item),
    ),
    el(
      'div',
      { class: 'side-panel', 'data-e2e': 'search-comment-container' },
      buildAuthor(item),
      el('div', { 'data-e2e': 'browse-video-desc', class: 'desc' }, ...buildText(item)),
      el(
        'h4',
        { 'data-e2e': 'browse-music' },
        el(
          'a',
          { href: `/music/${encodeURIComponent(item.music.title)}-${item.music.id}` },
          `♫ ${item.music.title} - ${item.music.authorName}`,
        ),
      ),
      buildActions(item, 'browse'),
      buildComments(item),
    ),
  );
}

/** The row of buttons under, or beside, a post. */
export function buildActions(item, prefix = '') {
  const named = (name) => (prefix === '' ? name : `${prefix}-${name}`);
  const button = (name, label, count) =>
    el(
      'button',
      { class: 'action', 'aria-label': label },
      el('span', { 'data-e2e': named(`${name}-icon`), class: 'action-icon' }, icon(name)),
      el('strong', { 'data-e2e': named(`${name}-count`) }, count),
    );
  const { stats } = item;
  return el(
    'div',
    { class: 'action-bar', 'data-e2e': 'action-bar' },
    button('like', 'Like', toShort(stats.diggCount)),
    button('comment', 'Comments', toShort(stats.commentCount)),
    button('favorite', 'Favorites', toShort(stats.collectCount)),
    button('share', 'Share', toShort(stats.shareCount)),
  );
}

/** The text with tags and mentions as links. */
export function buildText(item) {
  const parts = [];
  let at = 0;
  for (const { start, end, hashtagName, userUniqueId } of item.textExtra) {
    parts.push(item.desc.slice(at, start));
    const href = hashtagName ? `/tag/${encodeURIComponent(hashtagName)}` : `/@${userUniqueId}`;
    parts.push(el('a', { href, 'data-e2e': 'search-common-link' }, item.desc.slice(start, end)));
    at = end;
  }
  return [...parts, item.desc.slice(at)];
}

function buildAuthor({ author, createTime }) {
  const day = new Date(Number(createTime) * 1000).toISOString().slice(0, 10);
  return el(
    'div',
    { class: 'author-row' },
    el(
      'a',
      { href: `/@${author.uniqueId}`, 'data-e2e': 'browse-user-avatar' },
      el('img', { src: author.avatarThumb, alt: '' }),
    ),
    el(
      'a',
      { href: `/@${author.uniqueId}`, class: 'author-names' },
      el('span', { 'data-e2e': 'browse-username' }, author.uniqueId),
      el('span', { 'data-e2e': 'browser-nickname' }, `${author.nickname} · ${day}`),
    ),
    me?.secUid === author.secUid
      ? null
      : el(
          'button',
          { 'data-e2e': 'browse-follow', class: 'button primary' },
          author.relation ? 'Following' : 'Follow',
        ),
  );
}

function buildPlayer({ video, id }) {
  return el(
    'div',
    { id: `xgwrapper-0-${id}`, class: 'xgplayer-container tiktok-web-player' },
    el('video', {
      src: video.playAddr,
      poster: video.cover,
      controls: true,
      preload: 'metadata',
      playsinline: true,
    }),
  );
}

function buildSlides({ images }) {
  let place = 0;
  const image = el('img', { alt: '', class: 'slide' });
  const label = el('span', { class: 'slide-number' });
  const show = (step) => {
    place = (place + step + images.length) % images.length;
    image.src = images[place].imageURL.urlList[0];
    label.textContent = `${place + 1}/${images.length}`;
  };
  show(0);
  const arrow = (name, step, text) =>
    el('button', { 'data-e2e': `arrow-${name}`, class: `arrow ${name}`, onclick: () => show(step) }, text);
  return el('div', { class: 'slides' }, image, arrow('left', -1, '‹'), arrow('right', 1, '›'), label);
}

function buildRefusal(code) {
  const texts = {
    10204: 'Video currently unavailable',
    10216: 'This video is private',
    10222: 'This account is private',
  };
  return el(
    'div',
    { class: 'empty', 'data-e2e': 'video-error' },
    el('h2', {}, texts[code] ?? 'Something went wrong'),
  );
}
