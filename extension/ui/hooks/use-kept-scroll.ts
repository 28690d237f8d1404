import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * What is opened begins at its top, and the list is where it was left: both are one page where it is narrow, of which the
 * browser would keep the height of one for the other. `place` is what is shown; `pane` scrolls by itself where it is wide.
 */
export function useKeptScroll(place: string, isList: boolean, pane: RefObject<HTMLElement | null>): void {
  const keptPx = useRef(0);
  useLayoutEffect(() => {
    pane.current?.scrollTo(0, 0);
    scrollTo(0, isList ? keptPx.current : 0);
    if (!isList) return;
    const keep = () => {
      keptPx.current = scrollY;
    };
    addEventListener('scroll', keep);
    return () => removeEventListener('scroll', keep);
  }, [place]);
}
