import { el, link, picture, textOf } from './dom.js';

/** One element per kind of list item, with the names the real page uses. */
const builders = {
  lockupViewModel: lockup,
  videoRenderer: (item) => classicCard('ytd-rich-grid-media', item),
  gridVideoRenderer: (item) => classicCard('ytd-grid-video-renderer', item),
  playlistVideoRenderer: (item) => classicCard('ytd-playlist-video-renderer', item),
  playlistRenderer: releaseCard,
  shortsLockupViewModel: shortCard,
  channelRenderer: channelCard,
};

/** The element for an item of a list, or null for what is not one. */
export function buildCard(entry) {
  const inner = entry.richItemRenderer?.content ?? entry;
  const name = Object.keys(inner).find((key) => builders[key]);
  if (name === undefined) return null;
  const card = builders[name](inner[name]);
  card.data = inner[name];
  if (!entry.richItemRenderer) return card;
  return el(
    'ytd-rich-item-renderer',
    { class: 'style-scope ytd-rich-grid-renderer' },
    el('div', { id: 'content' }, card),
  );
}

function lockup(item) {
  const meta = item.metadata.lockupMetadataViewModel;
  const command = item.rendererContext.commandContext.onTap.innertubeCommand;
  const image =
    item.contentImage.thumbnailViewModel ??
    item.contentImage.collectionThumbnailViewModel.primaryThumbnail.thumbnailViewModel;
  const badges = (image.overlays ?? []).flatMap(
    (overlay) =>
      overlay.thumbnailBottomOverlayViewModel?.badges ??
      overlay.thumbnailOverlayBadgeViewModel?.thumbnailBadges ??
      [],
  );
  const rows = meta.metadata?.contentMetadataViewModel.metadataRows ?? [];
  return el(
    'yt-lockup-view-model',
    { class: 'ytd-rich-item-renderer lockup' },
    el(
      'div',
      { class: `ytLockupViewModelHost ytLockupViewModelVertical content-id-${item.contentId}` },
      link(
        command,
        { class: 'ytLockupViewModelContentImage' },
        thumbnail(image.image.sources.at(-1)?.url, badges[0]?.thumbnailBadgeViewModel.text),
      ),
      el(
        'div',
        { class: 'ytLockupViewModelMetadata' },
        el(
          'h3',
          { class: 'ytLockupMetadataViewModelHeadingReset', title: textOf(meta.title) },
          link(command, { class: 'ytLockupMetadataViewModelTitle' }, textOf(meta.title)),
        ),
        ...rows.map((row) =>
          el(
            'div',
            { class: 'ytContentMetadataViewModelMetadataRow' },
            (row.metadataParts ?? []).map((part) => textOf(part.text)).join(' • '),
          ),
        ),
      ),
    ),
  );
}

function classicCard(tag, item) {
  const command = item.navigationEndpoint;
  const facts = [
    textOf(item.shortBylineText),
    textOf(item.videoInfo) ||
      [textOf(item.shortViewCountText), textOf(item.publishedTimeText)].filter(Boolean).join(' • '),
  ];
  return el(
    tag,
    { class: 'lockup' },
    link(
      command,
      { id: 'thumbnail', class: 'yt-simple-endpoint' },
      thumbnail(item.thumbnail.thumbnails.at(-1)?.url, textOf(item.lengthText)),
    ),
    el(
      'div',
      { id: 'meta' },
      item.index ? el('span', { id: 'index' }, textOf(item.index)) : null,
      el(
        'h3',
        {},
        link(
          command,
          {
            id: tag === 'ytd-rich-grid-media' ? 'video-title-link' : 'video-title',
            title: textOf(item.title),
          },
          textOf(item.title),
        ),
      ),
      ...facts.filter(Boolean).map((fact) => el('div', { class: 'metadata-line' }, fact)),
    ),
  );
}

function releaseCard(item) {
  const command = item.viewPlaylistText.runs[0].navigationEndpoint;
  const cover = thumbnail(item.thumbnails[0]?.thumbnails.at(-1)?.url, textOf(item.videoCountText));
  return el(
    'ytd-playlist-renderer',
    { class: 'lockup' },
    link(command, { id: 'thumbnail' }, cover),
    el('h3', {}, link(command, { id: 'video-title' }, textOf(item.title))),
  );
}

function shortCard(item) {
  const command = item.onTap.innertubeCommand;
  const image = item.thumbnailViewModel.thumbnailViewModel.image.sources[0]?.url;
  return el(
    'ytm-shorts-lockup-view-model-v2',
    { class: 'shortsLockupViewModelHost lockup' },
    link(
      command,
      { class: 'reel-item-endpoint' },
      el('div', { class: 'thumb upright' }, picture(image, { loading: 'lazy' })),
    ),
    el(
      'h3',
      { class: 'shortsLockupViewModelHostMetadataTitle' },
      link(command, {}, textOf(item.overlayMetadata.primaryText)),
    ),
    el(
      'div',
      { class: 'shortsLockupViewModelHostMetadataSubhead' },
      textOf(item.overlayMetadata.secondaryText),
    ),
  );
}

function channelCard(item) {
  const avatar = picture(item.thumbnail.thumbnails.at(-1)?.url, { width: 88, height: 88 });
  return el(
    'ytd-channel-renderer',
    {},
    link(item.navigationEndpoint, { id: 'avatar-section' }, avatar),
    el(
      'div',
      { id: 'info' },
      link(
        item.navigationEndpoint,
        { class: 'channel-link' },
        el('yt-formatted-string', { id: 'text' }, textOf(item.title)),
      ),
      el('div', { id: 'metadata' }, `${textOf(item.subscriberCountText)} • ${textOf(item.videoCountText)}`),
    ),
  );
}

function thumbnail(url, badge) {
  return el(
    'div',
    { class: 'thumb' },
    picture(url, { loading: 'lazy' }),
    badge ? el('span', { class: 'badge-shape-wiz__text' }, badge) : null,
  );
}
