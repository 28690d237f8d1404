import { useEffect } from 'preact/hooks';

/** A browser takes the focus from what was hidden or disabled only when it has drawn it so. */
const lookAfterMs = 100;

const canTake = (element: HTMLElement): boolean =>
  element.isConnected && !element.matches(':disabled') && element.checkVisibility();

/** Titles take no focus by themselves. */
export function focusTitle(pane: HTMLElement | null): void {
  const title = pane?.querySelector('h2');
  if (!title) return;
  title.tabIndex = -1;
  title.focus();
}

/** The title of what is shown; of the list, where that is all there is, the row of what was shown before. */
function findPlace(before: string): HTMLElement | null {
  const row = document.querySelector<HTMLElement>(`.job-row[data-place="${CSS.escape(before)}"]`);
  const places = [document.querySelector<HTMLElement>('main h2'), row, document.querySelector('.job-row')];
  return places.find((place): place is HTMLElement => place instanceof HTMLElement && canTake(place)) ?? null;
}

/**
 * A button that works for a while, that is gone when its work is done, or that leads elsewhere takes the focus with it: it
 * comes back to the button when that can be pressed again, else to what is shown now, so that keyboard and screen reader
 * need not begin at the top.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: { element: HTMLElement; table: HTMLElement | null; place: string } | null = null;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const note = ({ target }: Event) => {
      if (!(target instanceof HTMLElement)) return;
      last = { element: target, table: target.closest<HTMLElement>('.table'), place: location.hash };
    };
    // Who clicks beside everything wants the focus nowhere.
    const forget = () => {
      last = null;
    };
    const look = () => {
      timer = null;
      if (last === null || document.activeElement !== document.body) return;
      const isAway = !canTake(last.element);
      // It works still.
      if (isAway && last.element.isConnected && last.element.matches(':disabled')) return;
      // Rows go when they are scrolled out of sight; the keys go on scrolling.
      const table = last.table?.isConnected ? last.table : null;
      const place = isAway ? (table ?? findPlace(last.place)) : last.element;
      if (place?.localName === 'h2') place.tabIndex = -1;
      place?.focus({ preventScroll: true });
    };
    const changes = new MutationObserver(() => {
      timer ??= setTimeout(look, lookAfterMs);
    });
    const attributeFilter = ['disabled', 'data-view'];
    changes.observe(document.body, { childList: true, subtree: true, attributeFilter });
    addEventListener('focusin', note);
    addEventListener('pointerdown', forget);
    return () => {
      changes.disconnect();
      if (timer !== null) clearTimeout(timer);
      removeEventListener('focusin', note);
      removeEventListener('pointerdown', forget);
    };
  }, []);
}
