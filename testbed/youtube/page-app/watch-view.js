import { callApi } from './api.js';
import { el, link, picture, pillButton, textOf } from './dom.js';
import { fillList } from './lists.js';

/** The watch page. */
export function buildWatch(data, player) {
  const results = data.contents?.twoColumnWatchNextResults?.results.results.contents ?? [];
  const primary = results.find((entry) => entry.videoPrimaryInfoRenderer)?.videoPrimaryInfoRenderer;
  const secondary = results.find((entry) => entry.videoSecondaryInfoRenderer)?.videoSecondaryInfoRenderer;
  const related = el('div', { id: 'items' });
  fillList(
    related,
    data.contents?.twoColumnWatchNextResults?.secondaryResults.secondaryResults.results ?? [],
  );
  const below = el(
    'div',
    { id: 'below' },
    primary && secondary ? buildMetadata(primary, secondary) : null,
    buildComments(results),
  );
  const flexy = el(
    'ytd-watch-flexy',
    {
      class: 'style-scope ytd-page-manager',
      'video-id': player?.videoDetails?.videoId,
      role: 'main',
      flexy: true,
    },
    el(
      'div',
      { id: 'columns' },
      el(
        'div',
        { id: 'primary' },
        el('div', { id: 'primary-inner' }, el('div', { id: 'player' }, buildPlayer(player)), below),
      ),
      el(
        'div',
        { id: 'secondary' },
        el('div', { id: 'related' }, el('ytd-watch-next-secondary-results-renderer', {}, related)),
      ),
    ),
  );
  flexy.data = data;
  flexy.playerData = player;
  return flexy;
}

export function buildPlayer(player) {
  const status = player?.playabilityStatus ?? {};
  const image = player?.videoDetails?.thumbnail.thumbnails.at(-1)?.url;
  const stage =
    status.status === 'OK'
      ? el('video', {
          class: 'video-stream html5-main-video',
          preload: 'none',
          controls: true,
          poster: image,
          src: player.streamingData?.formats?.[0]?.url,
        })
      : el(
          'div',
          { class: 'ytp-error' },
          el('div', { class: 'ytp-error-content-wrap-reason' }, status.reason ?? 'Video unavailable'),
        );
  return el(
    'ytd-player',
    { id: 'ytd-player' },
    el('div', { id: 'movie_player', class: 'html5-video-player' }, stage),
  );
}

function buildMetadata(primary, secondary) {
  const owner = secondary.owner.videoOwnerRenderer;
  const facts = [textOf(primary.viewCount.videoViewCountRenderer.viewCount), textOf(primary.dateText)].join(
    '  ',
  );
  const metadata = el(
    'ytd-watch-metadata',
    { class: 'watch-active-metadata style-scope ytd-watch-flexy' },
    el(
      'div',
      { id: 'above-the-fold' },
      el('div', { id: 'title' }, el('h1', {}, el('yt-formatted-string', {}, textOf(primary.title)))),
      el(
        'div',
        { id: 'top-row' },
        el(
          'div',
          { id: 'owner' },
          el(
            'ytd-video-owner-renderer',
            {},
            link(
              owner.navigationEndpoint,
              {},
              picture(owner.thumbnail.thumbnails.at(-1)?.url, { id: 'avatar', width: 40, height: 40 }),
            ),
            el(
              'div',
              { id: 'upload-info' },
              el(
                'ytd-channel-name',
                { id: 'channel-name' },
                link(owner.navigationEndpoint, {}, textOf(owner.title)),
              ),
              el('yt-formatted-string', { id: 'owner-sub-count' }, textOf(owner.subscriberCountText)),
            ),
          ),
        ),
        el(
          'div',
          { id: 'actions' },
          el('div', { id: 'actions-inner' }, el('div', { id: 'menu' }, buildMenu(primary))),
        ),
      ),
      el(
        'div',
        { id: 'bottom-row' },
        el(
          'div',
          { id: 'description' },
          el('div', { id: 'info-container' }, facts),
          el(
            'ytd-text-inline-expander',
            {},
            el('yt-attributed-string', {}, textOf(secondary.attributedDescription)),
          ),
        ),
      ),
    ),
  );
  metadata.data = primary;
  return metadata;
}

function buildMenu(primary) {
  const like =
    primary.videoActions.menuRenderer.topLevelButtons[0].segmentedLikeDislikeButtonViewModel
      .likeButtonViewModel.likeButtonViewModel.toggleButtonViewModel.toggleButtonViewModel
      .defaultButtonViewModel.buttonViewModel;
  return el(
    'ytd-menu-renderer',
    { class: 'style-scope ytd-watch-metadata' },
    el(
      'div',
      { id: 'top-level-buttons-computed', class: 'top-level-buttons style-scope ytd-menu-renderer' },
      el(
        'segmented-like-dislike-button-view-model',
        {},
        pillButton(`👍 ${like.title}`, { 'aria-label': like.accessibilityText }),
        pillButton('👎', { 'aria-label': 'Dislike this video' }),
      ),
      el('yt-button-view-model', {}, pillButton('Share')),
    ),
    el('div', { id: 'flexible-item-buttons' }, el('yt-button-view-model', {}, pillButton('Save'))),
    el('yt-button-shape', { id: 'button-shape' }, pillButton('…', { 'aria-label': 'More actions' })),
  );
}

/** Throws away the menu, or only the buttons in it. */
export function rerenderWatch(flexy, round) {
  const metadata = flexy.querySelector('ytd-watch-metadata');
  const menu = metadata?.querySelector('#actions ytd-menu-renderer');
  if (!menu) return;
  const fresh = buildMenu(metadata.data);
  if (round % 2 === 0) menu.replaceWith(fresh);
  else
    menu
      .querySelector('#top-level-buttons-computed')
      .replaceChildren(...fresh.querySelector('#top-level-buttons-computed').children);
}

function buildComments(results) {
  const section = results
    .map((entry) => entry.itemSectionRenderer)
    .find((entry) => entry?.sectionIdentifier === 'comment-item-section');
  const comments = el('ytd-comments', { id: 'comments' });
  const command = section?.contents[0]?.continuationItemRenderer?.continuationEndpoint;
  if (!command) return comments;
  const seen = new IntersectionObserver(async ([first]) => {
    if (!first?.isIntersecting) return;
    seen.disconnect();
    const answer = await callApi('next', { continuation: command.continuationCommand.token });
    const texts = answer.frameworkUpdates.entityBatchUpdate.mutations.flatMap(
      ({ payload }) => payload.commentEntityPayload ?? [],
    );
    comments.append(
      ...texts
        .toReversed()
        .map((text) =>
          el(
            'ytd-comment-thread-renderer',
            {},
            el(
              'ytd-comment-view-model',
              { id: 'comment' },
              el('h3', {}, text.author.displayName),
              el('yt-attributed-string', { id: 'content-text' }, text.properties.content.content),
            ),
          ),
        ),
    );
  });
  seen.observe(comments);
  return comments;
}
