/** Keeps exactly one button on pages that can be exported, through in-page navigation and re-renders. */
import type { SourceKind, SourceRef } from '../../../shared/model/source.ts';
import type { Anchor, ButtonLayout } from '../../platforms/platform.ts';
import { findPlace, isShown } from './find-place.ts';
import { createSourceButton, type SourceButton, type SourceButtonPorts } from './source-button.ts';

/** How long a page may take to render its own buttons before ours floats instead. */
export const floatAfterMs = 3000;

/** What the button needs of its page and of the background. */
export interface PageButtonPorts extends SourceButtonPorts {
  /** The source the current address names, or null. */
  readRef(): SourceRef | null;
  /** Places to try on a page of this kind, best first. */
  anchors(kind: SourceKind): Anchor[];
  nowMs(): number;
}

export interface PageButton {
  /** Puts the button where it belongs now; cheap, for every change of the page. */
  check(): void;
  /** True while the place of the button is still being looked for. */
  isSearching(): boolean;
  /** The button that is there; null on pages that cannot be exported. */
  current(): SourceButton | null;
  remove(): void;
}

/** The button of one page; nothing is on the page until the first `check`. */
export function createPageButton(ports: PageButtonPorts): PageButton {
  const { document: doc } = ports;
  let button: SourceButton | null = null;
  let layout: ButtonLayout | null = null;
  let sinceMs = 0;

  const leave = () => {
    button?.host.remove();
    button = null;
    layout = null;
  };

  const put = (container: Element, as: ButtonLayout) => {
    layout = as;
    button?.put(container, as);
  };

  /** Forgets a place that the page threw away or hid, and gives the page time to render another. */
  const dropLostPlace = ({ host }: SourceButton) => {
    if (layout === null || isShown(host)) return;
    host.remove();
    layout = null;
    sinceMs = ports.nowMs();
  };

  const findHome = ({ ref }: SourceButton) => {
    const place = findPlace(doc, ports.anchors(ref.kind));
    if (place) put(place.container, place.layout);
    else if (layout === null && ports.nowMs() - sinceMs >= floatAfterMs) put(doc.body, 'floating');
  };

  return {
    check() {
      const ref = ports.readRef();
      if (button?.ref.url !== ref?.url) {
        // The next page may have its own place for the button, even while the last one is still to be seen.
        leave();
        button = ref && createSourceButton(ref, ports);
        sinceMs = ports.nowMs();
      }
      if (!button) return;
      dropLostPlace(button);
      if (layout === null || layout === 'floating') findHome(button);
    },
    isSearching: () => button !== null && layout === null,
    current: () => button,
    remove: leave,
  };
}
