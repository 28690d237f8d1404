/** The right-click menu: this page, a link to a video or playlist, an image or video on a page. */
import { type Browser, browser } from 'wxt/browser';
import type { SourceKind, SourceRef } from '../../../shared/model/source.ts';
import { matchSource, platforms } from '../../platforms/index.ts';

const linkMatches = platforms.flatMap((platform) => platform.linkMatches);
const pageMatches = platforms.flatMap((platform) => platform.pageMatches);

const webPages = ['https://*/*', 'http://*/*'];
const downloadContexts: Record<string, NonNullable<Browser.contextMenus.CreateProperties['contexts']>> = {
  'download-page': ['page'],
  'download-link': ['link'],
  'download-media': ['video', 'audio'],
};

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
  for (const [id, context] of Object.entries(downloadContexts))
    browser.contextMenus.create({
      id,
      title: 'Download video…',
      contexts: context,
      ...(id === 'download-link' ? { targetUrlPatterns: webPages } : { documentUrlPatterns: webPages }),
    });
}

/** Pages that show one post. */
const postKinds: readonly SourceKind[] = ['video', 'short', 'photo_post', 'post', 'photo', 'reel'];

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
  const isPost = page !== null && postKinds.includes(page.kind);
  return click.mediaType === undefined || isPost ? page : null;
}

const isWebPage = (address: string | undefined): address is string =>
  address !== undefined && /^https?:\/\//.test(address);

/**
 * The page whose video was meant: the link, the film itself where it has an address of its own and is on no platform, else
 * the page. Null when none of them is a page of the web.
 */
function findClickedPage(click: Browser.contextMenus.OnClickData): string | null {
  const ownAddress = matchAddress(click.pageUrl) ? undefined : click.srcUrl;
  const addresses =
    click.mediaType === undefined ? [click.linkUrl, click.pageUrl] : [ownAddress, click.pageUrl];
  return addresses.find(isWebPage) ?? null;
}

/** What a choice in the menu asks for; null when what was clicked has nothing of it. */
export function findChoice(
  click: Browser.contextMenus.OnClickData,
): { kind: 'export'; ref: SourceRef } | { kind: 'download'; url: string } | null {
  if (String(click.menuItemId).startsWith('download')) {
    const url = findClickedPage(click);
    return url === null ? null : { kind: 'download', url };
  }
  const ref = findClickedSource(click);
  return ref && { kind: 'export', ref };
}
