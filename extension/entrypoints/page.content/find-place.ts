import type { Anchor, ButtonLayout } from '../../platforms/platform.ts';

/** A container on the page, and how the button sits in it. */
export interface Place {
  container: Element;
  layout: ButtonLayout;
}

/** Pages that were left stay in the document, hidden: their containers match but nobody sees them. */
export function isShown(element: Element): boolean {
  return element.isConnected && element.closest('[hidden]') === null && (element.checkVisibility?.() ?? true);
}

/** A list of posts that each fill the window has a row for each of them; the page is the one that is looked at. */
function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const height = element.ownerDocument.defaultView?.innerHeight ?? 0;
  return top < height && bottom > 0;
}

/** The best visible place for the page's button, or null while the page has none. */
export function findPlace(root: ParentNode, anchors: readonly Anchor[]): Place | null {
  for (const { selector, layout, within } of anchors) {
    const found = [...root.querySelectorAll(selector)].filter(isShown);
    const containers = within ? found.flatMap((each) => within(each) ?? []) : found;
    const container = (containers.length > 1 ? containers.find(isInView) : null) ?? containers[0];
    if (container) return { container, layout };
  }
  return null;
}
