import type { SourceRef } from '../../../shared/model/source.ts';
import { findPlatform } from '../../platforms/index.ts';
import type { ButtonLayout } from '../../platforms/platform.ts';

/** A container on the page, and how the button sits in it. */
export interface Place {
  container: Element;
  layout: ButtonLayout;
}

/** Pages that were left stay in the document, hidden: their containers match but nobody sees them. */
export function isShown(element: Element): boolean {
  return element.isConnected && element.closest('[hidden]') === null && (element.checkVisibility?.() ?? true);
}

/** The best visible place for this page's button, or null while the page has none. */
export function findPlace(root: ParentNode, ref: Pick<SourceRef, 'platform' | 'kind'>): Place | null {
  for (const { selector, layout } of findPlatform(ref.platform)?.anchors(ref.kind) ?? []) {
    for (const container of root.querySelectorAll(selector)) {
      if (isShown(container)) return { container, layout };
    }
  }
  return null;
}
