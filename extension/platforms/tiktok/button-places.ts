/** Where TikTok's pages have room for a button. The names in `data-e2e` outlive the site's class names. */
import type { SourceKind } from '../../../shared/model/source.ts';
import type { Anchor, ButtonPlaces } from '../platform.ts';
import { findPosts } from './buttons/find-posts.ts';

const row = (selector: string): Anchor => ({ selector, layout: 'row' });
const column = (selector: string): Anchor => ({ selector, layout: 'column' });

const header: Anchor[] = [
  row('[data-e2e="user-page"] .button-panel'),
  row('.user-page .button-panel'),
  row('[class*="DivButtonPanelWrapper"]'),
];

/** The round buttons beside or under a post. */
const post: Anchor[] = [
  row('div:has(> button [data-e2e="browse-like-icon"])'),
  row('#main-content-video_detail [data-e2e="action-bar"]'),
  column(':is(section, div):has(> button [data-e2e="like-icon"])'),
  column('[class*="SectionActionBarContainer"]'),
  row('[class*="DivActionBarWrapper"]'),
];

const ownPages: Partial<Record<SourceKind, Anchor[]>> = { video: post, photo_post: post };

/** The places for buttons in TikTok's pages. */
export const tiktokButtonPlaces: ButtonPlaces = {
  anchors: (kind) => ownPages[kind] ?? header,
  findPosts,
  themes: {
    dark: '[data-tux-color-scheme="dark"], [data-theme="dark"]',
    light: '[data-tux-color-scheme="light"], [data-theme="light"]',
  },
};
