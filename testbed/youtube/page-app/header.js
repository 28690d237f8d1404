import { el, link, picture, pillButton, textOf } from './dom.js';

/** The head of channels and of newer playlists. */
export function buildPageHeader(header) {
  const model = header?.content?.pageHeaderViewModel;
  if (!model) return null;
  const avatar = model.image?.decoratedAvatarViewModel.avatar.avatarViewModel.image.sources.at(-1)?.url;
  const cover = model.heroImage?.contentPreviewImageViewModel.image.sources.at(-1)?.url;
  const rows = model.metadata?.contentMetadataViewModel.metadataRows ?? [];
  const host = el(
    'yt-page-header-view-model',
    { class: 'ytPageHeaderViewModelHost' },
    cover ? el('yt-content-preview-image-view-model', { class: 'cover' }, picture(cover)) : null,
    el(
      'div',
      { class: 'ytPageHeaderViewModelPageHeaderContent' },
      el(
        'div',
        { class: 'ytPageHeaderViewModelPageHeaderHeadline' },
        avatar
          ? el('yt-decorated-avatar-view-model', {}, picture(avatar, { width: 160, height: 160 }))
          : null,
        el(
          'div',
          { class: 'ytPageHeaderViewModelPageHeaderHeadlineInfo' },
          el(
            'yt-dynamic-text-view-model',
            { class: 'ytPageHeaderViewModelPageHeaderTitle' },
            el('h1', { class: 'dynamicTextViewModelH1' }, textOf(model.title.dynamicTextViewModel.text)),
          ),
          el(
            'yt-content-metadata-view-model',
            { class: 'ytContentMetadataViewModelHost' },
            ...rows.map(buildRow),
          ),
          el(
            'yt-description-preview-view-model',
            {},
            textOf(model.description?.descriptionPreviewViewModel.description),
          ),
          buildActions(model),
        ),
      ),
    ),
  );
  host.data = model;
  return el('yt-page-header-renderer', { class: 'page-header' }, host);
}

/** The row of buttons; the real page throws it away and builds it anew now and then. */
export function buildActions(model) {
  const actions = model.actions?.flexibleActionsViewModel.actionsRows[0]?.actions ?? [];
  return el(
    'yt-flexible-actions-view-model',
    { class: 'ytPageHeaderViewModelFlexibleActions ytFlexibleActionsViewModelHost' },
    ...actions.map(({ buttonViewModel }) =>
      el(
        'div',
        { class: 'ytFlexibleActionsViewModelAction' },
        el('button-view-model', { class: 'ytSpecButtonViewModelHost' }, pillButton(buttonViewModel.title)),
      ),
    ),
  );
}

/** The head of playlists before the view models. */
export function buildPlaylistHeader(header) {
  const model = header?.content?.pageHeaderViewModel;
  if (!model) return null;
  const parts = model.metadata.contentMetadataViewModel.metadataRows[1]?.metadataParts ?? [];
  return el(
    'ytd-playlist-header-renderer',
    { class: 'style-scope ytd-browse' },
    el(
      'div',
      { class: 'immersive-header-container' },
      el(
        'div',
        { class: 'thumbnail-wrapper cover' },
        picture(model.heroImage?.contentPreviewImageViewModel.image.sources.at(-1)?.url),
      ),
      el(
        'div',
        { class: 'metadata-wrapper' },
        el(
          'yt-dynamic-sizing-formatted-string',
          { id: 'title' },
          el('h1', {}, textOf(model.title.dynamicTextViewModel.text)),
        ),
        el('div', { class: 'metadata-stats' }, parts.map((part) => textOf(part.text)).join('  ')),
      ),
      el('div', { class: 'metadata-action-bar' }, buildPlaylistButtons()),
      el('div', { class: 'description' }, textOf(model.description?.descriptionPreviewViewModel.description)),
    ),
  );
}

export function buildPlaylistButtons() {
  return el(
    'div',
    { class: 'play-menu' },
    el(
      'ytd-menu-renderer',
      {},
      el(
        'div',
        { id: 'top-level-buttons-computed', class: 'top-level-buttons' },
        pillButton('Play all'),
        pillButton('Shuffle'),
      ),
    ),
  );
}

export function buildTabs(tabs) {
  const shown = tabs
    .map(({ tabRenderer, expandableTabRenderer }) => tabRenderer ?? expandableTabRenderer)
    .filter((tab) => tab.title);
  return el(
    'yt-tab-group-shape',
    { role: 'tablist' },
    ...shown.map((tab) =>
      el(
        'yt-tab-shape',
        { 'tab-title': tab.title, role: 'tab', 'aria-selected': String(tab.selected ?? false) },
        link(tab.endpoint, {}, tab.title),
      ),
    ),
  );
}

function buildRow(row) {
  const parts = row.metadataParts.map((part) =>
    textOf(part.text ?? part.avatarStack?.avatarStackViewModel.text),
  );
  return el('div', { class: 'ytContentMetadataViewModelMetadataRow' }, parts.join(' • '));
}
