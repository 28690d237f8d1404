/** Notices that a page has changed, without looking at what changed: the look itself is taken when there was time to. */

/** What is watched, and with which clock. */
export interface WatchPorts {
  document: Document;
  /** Looks at the page. */
  check(): void;
  /** True where the next look should not wait for a change. */
  isSearching(): boolean;
  setTimeout(run: () => void, ms: number): void;
}

/** From a change to the look, for all changes within it; and between looks while something is awaited. */
const pauseMs = 250;
/** For what the observer does not see: a place that was hidden. */
const slowMs = 3000;

/** Looks at once, and after every change of the page; a page that nobody looks at waits until somebody does. Ends with `stop`. */
export function watchPage({ document: doc, check, isSearching, setTimeout }: WatchPorts): {
  lookSoon(): void;
  stop(): void;
} {
  let isDue = false;
  let isOver = false;

  const look = () => {
    isDue = false;
    if (isOver || doc.hidden) return;
    check();
    // What we put into the page is no change of the page.
    observer.takeRecords();
    if (isSearching()) lookSoon();
  };
  // Not at once: the page is in the middle of its change, and what we measure would be laid out for us alone.
  const lookSoon = () => {
    if (isDue) return;
    isDue = true;
    setTimeout(look, pauseMs);
  };
  const observer = new MutationObserver(lookSoon);
  observer.observe(doc, { childList: true, subtree: true });
  // Where pages say that they are dark.
  observer.observe(doc.documentElement, { attributes: true });
  doc.addEventListener('visibilitychange', lookSoon);

  const lookNowAndThen = () => {
    if (isOver) return;
    look();
    setTimeout(lookNowAndThen, slowMs);
  };
  lookNowAndThen();
  return {
    lookSoon,
    stop() {
      isOver = true;
      observer.disconnect();
      doc.removeEventListener('visibilitychange', lookSoon);
    },
  };
}
