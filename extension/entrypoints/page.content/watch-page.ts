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

/** Between two looks, however much changes; and while something is awaited that may come without a change. */
const pauseMs = 250;
/** For what the observer does not see: a place that was hidden. */
const slowMs = 3000;

/** Looks at once, and after every change of the page; a page that nobody looks at waits until somebody does. Ends with `stop`. */
export function watchPage({ document: doc, check, isSearching, setTimeout }: WatchPorts): {
  look(): void;
  stop(): void;
} {
  let isResting = false;
  let hasChanged = false;

  const look = () => {
    hasChanged = true;
    if (isResting || doc.hidden) return;
    hasChanged = false;
    isResting = true;
    check();
    // What we put into the page is no change of the page.
    observer.takeRecords();
    setTimeout(() => {
      isResting = false;
      if (hasChanged || isSearching()) look();
    }, pauseMs);
  };
  const observer = new MutationObserver(look);
  observer.observe(doc, { childList: true, subtree: true });
  // Where pages say that they are dark.
  observer.observe(doc.documentElement, { attributes: true });
  doc.addEventListener('visibilitychange', look);

  let isOver = false;
  const lookNowAndThen = () => {
    if (isOver) return;
    look();
    setTimeout(lookNowAndThen, slowMs);
  };
  lookNowAndThen();
  return {
    look,
    stop() {
      isOver = true;
      observer.disconnect();
      doc.removeEventListener('visibilitychange', look);
    },
  };
}
