/** Where YouTube's pages have room for a button: selectors per kind of page, the newest layout first. */
import type { SourceKind } from '../../../shared/model/source.ts';
import type { Anchor, ButtonPlaces } from '../platform.ts';

const row = (selector: string): Anchor => ({ selector, layout: 'row' });
const column = (selector: string): Anchor => ({ selector, layout: 'column' });

const header: Anchor[] = [
  row('yt-page-header-view-model .ytFlexibleActionsViewModelActionRow'),
  row('yt-page-header-view-model yt-flexible-actions-view-model'),
  row('yt-flexible-actions-view-model'),
  row('ytd-playlist-header-renderer .metadata-buttons-wrapper'),
  row('ytd-playlist-header-renderer .top-level-buttons'),
  row('ytd-playlist-sidebar-primary-info-renderer #top-level-buttons-computed'),
  row('#inner-header-container #buttons'),
  row('ytd-channel-header-renderer #buttons'),
  row('ytd-browse #page-header #buttons'),
];

const watch: Anchor[] = [
  row('ytd-watch-metadata #top-level-buttons-computed'),
  row('ytd-watch-metadata #actions-inner'),
  row('ytd-watch-metadata #actions'),
  row('ytd-video-primary-info-renderer #top-level-buttons-computed'),
  row('ytm-slim-video-action-bar-renderer .slim-video-action-bar-actions'),
];

const short: Anchor[] = [
  column('ytd-reel-video-renderer[is-active] reel-action-bar-view-model'),
  column('ytd-reel-video-renderer[is-active] #actions'),
  column('ytd-shorts reel-action-bar-view-model'),
  column('ytd-shorts #actions'),
];

const ownPages: Partial<Record<SourceKind, Anchor[]>> = { video: watch, short };

/** The places for buttons in YouTube's pages. */
export const youtubeButtonPlaces: ButtonPlaces = {
  anchors: (kind) => ownPages[kind] ?? header,
  themes: { dark: '[dark]', light: 'html' },
};
