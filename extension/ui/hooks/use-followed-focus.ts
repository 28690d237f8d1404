import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/**
 * An export that begins, ends or stops goes to another place of the screen, and what had the focus is gone: the focus goes
 * on with the export, else to the first title, so that keyboard and screen reader need not begin at the top. `shown` is what
 * stands where.
 */
export function useFollowedFocus(shown: string): void {
  /** Id of the export that had it, empty for other places; null where nothing can be lost. */
  const place = useRef<string | null>(null);
  useEffect(() => {
    const note = ({ target }: Event) => {
      const card = target instanceof Element ? target.closest<HTMLElement>('main [data-job], main') : null;
      place.current = card && (card.dataset.job ?? '');
    };
    // Who clicks beside everything wants the focus nowhere.
    const forget = () => {
      place.current = null;
    };
    addEventListener('focusin', note);
    addEventListener('pointerdown', forget);
    return () => {
      removeEventListener('focusin', note);
      removeEventListener('pointerdown', forget);
    };
  }, []);
  useLayoutEffect(() => {
    if (place.current === null || document.activeElement !== document.body) return;
    const titles = [...document.querySelectorAll<HTMLElement>('main .job-title, main .source-title')];
    const followed = titles.find(
      (title) => title.closest<HTMLElement>('[data-job]')?.dataset.job === place.current,
    );
    (followed ?? titles[0])?.focus({ preventScroll: true });
  }, [shown]);
}
