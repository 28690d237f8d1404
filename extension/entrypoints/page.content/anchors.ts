/** Where the pages have room for a button: selectors per kind of page, the newest layout first. */
import type { PlatformId, SourceKind } from '../../../shared/model/source.ts';

/** How the button sits in its place: as one more pill of a row, or as one more round button of the Shorts column. */
export type ButtonLayout = 'row' | 'column' | 'floating';

/** A place that a kind of page may have for the button. */
export interface Anchor {
  /** A container of the page's own buttons; the button becomes its last child, in a column its first. */
  selector: string;
  layout: ButtonLayout;
}

const row = (selector: string): Anchor => ({ selector, layout: 'row' });
const column = (selector: string): Anchor => ({ selector, layout: 'column' });

const youtubeHeader: Anchor[] = [
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

const youtubeWatch: Anchor[] = [
  row('ytd-watch-metadata #top-level-buttons-computed'),
  row('ytd-watch-metadata #actions-inner'),
  row('ytd-watch-metadata #actions'),
  row('ytd-video-primary-info-renderer #top-level-buttons-computed'),
  row('ytm-slim-video-action-bar-renderer .slim-video-action-bar-actions'),
];

const youtubeShort: Anchor[] = [
  column('ytd-reel-video-renderer[is-active] reel-action-bar-view-model'),
  column('ytd-reel-video-renderer[is-active] #actions'),
  column('ytd-shorts reel-action-bar-view-model'),
  column('ytd-shorts #actions'),
];

const ownPages: Partial<Record<SourceKind, Anchor[]>> = { video: youtubeWatch, short: youtubeShort };

/** Places to try on a page of this kind, best first; none for platforms whose pages are not known yet. */
export function anchorsOf(platform: PlatformId, kind: SourceKind): Anchor[] {
  return platform === 'youtube' ? (ownPages[kind] ?? youtubeHeader) : [];
}
