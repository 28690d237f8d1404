import { el, link, pillButton, textOf } from './dom.js';
import { buildPlayer } from './watch-view.js';

/** The page of a short: one renderer in the sequence is active. */
export function buildShorts(data, player) {
  const overlay = data.overlay?.reelPlayerOverlayRenderer ?? {};
  const header = overlay.reelPlayerHeaderSupportedRenderers?.reelPlayerHeaderRenderer;
  const renderer = el(
    'ytd-reel-video-renderer',
    {
      id: 'reel-video-renderer',
      'is-active': true,
      class: 'reel-video-in-sequence-new style-scope ytd-shorts',
    },
    el(
      'div',
      { class: 'short-video-container' },
      el('div', { id: 'player-container', class: 'player-container' }, buildPlayer(player)),
      el(
        'div',
        { class: 'metadata-container' },
        header
          ? el(
              'yt-shorts-video-title-view-model',
              {},
              el('h2', {}, textOf(header.reelTitleText)),
              link(header.channelNavigationEndpoint, {}, textOf(header.channelTitleText)),
            )
          : null,
      ),
    ),
    el('div', { class: 'action-container' }, el('div', { id: 'actions' }, buildActionBar(overlay))),
  );
  const shorts = el(
    'ytd-shorts',
    { class: 'style-scope ytd-page-manager', role: 'main' },
    el('div', { id: 'shorts-container' }, el('div', { id: 'shorts-inner-container' }, renderer)),
  );
  shorts.data = data;
  shorts.playerData = player;
  return shorts;
}

export function rerenderShorts(shorts) {
  const bar = shorts.querySelector('#actions > reel-action-bar-view-model');
  bar?.replaceWith(buildActionBar(shorts.data.overlay?.reelPlayerOverlayRenderer ?? {}));
}

function buildActionBar(overlay) {
  const likes = textOf(overlay.likeButton?.likeButtonRenderer.likeCountText);
  return el(
    'reel-action-bar-view-model',
    { class: 'ytwReelActionBarViewModelHost' },
    el('like-button-view-model', {}, pillButton(`👍 ${likes}`)),
    el('dislike-button-view-model', {}, pillButton('👎')),
    el('button-view-model', {}, pillButton('Comments')),
    el('button-view-model', {}, pillButton('Share')),
  );
}
