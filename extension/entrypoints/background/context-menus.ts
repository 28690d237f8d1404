/** The right-click menu: this page, a link to a video or playlist, an image or video on a page. */
import { type Browser, browser } from 'wxt/browser';
import type { SourceRef } from '../../../shared/model/source.ts';
import { matchSource, platforms } from '../../platforms/index.ts';

const linkMatches = platforms.flatMap((platform) => platform.linkMatches);
const pageMatches = platforms.flatMap((platform) => platform.pageMatches);

/** Made again at every installation and update; ids keep their meaning. */
export async function createContextMenus(): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({
    id: 'export-page',
    title: 'Export this page with Star Export',
    contexts: ['page'],
    documentUrlPatterns: pageMatches,
  });
  browser.contextMenus.create({
    id: 'export-link',
    title: 'Export what this link shows with Star Export',
    contexts: ['link'],
    targetUrlPatterns: linkMatches,
  });
  browser.contextMenus.create({
    id: 'export-media',
    title: 'Export this post with Star Export',
    contexts: ['image', 'video'],
    documentUrlPatterns: pageMatches,
  });
}

const matchAddress = (address: string | undefined): SourceRef | null =>
  address === undefined ? null : matchSource(address);

/**
 * What was clicked, from the most to the least exact address; null when none of them is something to export. A picture
 * on a page stands for the page only where the page is one post: an avatar is not a wish for a whole channel.
 */
export function findClickedSource(click: Browser.contextMenus.OnClickData): SourceRef | null {
  const clicked = matchAddress(click.linkUrl) ?? matchAddress(click.srcUrl);
  if (clicked) return clicked;
  const page = matchAddress(click.pageUrl);
  const isPost = page?.kind === 'video' || page?.kind === 'short';
  return click.mediaType === undefined || isPost ? page : null;
}
