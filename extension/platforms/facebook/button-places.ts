/** Where Facebook's pages have room for a button. */
import type { SourceKind } from '../../../shared/model/source.ts';
import type { Anchor, ButtonPlaces } from '../platform.ts';
import { findActionRow, findHeaderRow, findLastRow } from './buttons/button-row.ts';
import { findPosts } from './buttons/find-posts.ts';

const bar = (selector: string): Anchor => ({ selector, layout: 'bar', within: findActionRow });
const main = '[role="main"]';

const header: Anchor[] = [
  { selector: '[data-pagelet="ProfileActions"]', layout: 'row', within: findLastRow },
  { selector: main, layout: 'row', within: findHeaderRow },
];

/** A post may lie over the page it was opened from. */
const post: Anchor[] = [bar('[role="dialog"] [aria-posinset]'), bar(`${main} [role="article"]`), bar(main)];

/** Picture or player at the left; who, when and the buttons at the right. */
const viewer: Anchor[] = [bar('[role="complementary"]'), bar(main)];

const reel: Anchor[] = [{ selector: main, layout: 'column', within: findActionRow }];

const ownPages: Partial<Record<SourceKind, Anchor[]>> = { post, photo: viewer, video: viewer, reel };

/** The places for buttons in Facebook's pages. */
export const facebookButtonPlaces: ButtonPlaces = {
  anchors: (kind) => ownPages[kind] ?? header,
  findPosts,
  themes: { dark: '.__fb-dark-mode', light: '.__fb-light-mode' },
};
