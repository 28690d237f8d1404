/** Everything by keyboard: `/` searches, arrows move, Enter opens (it is a link), J and K go on and back, Esc returns. */
import type { VirtualList } from './virtual-list.ts';

interface Keys {
  list: VirtualList;
  /** The field as it is now. */
  readSearch(): HTMLInputElement;
  isListShown(): boolean;
  clearSearch(): void;
}

const moves: Record<string, [columns: number, rows: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function listenForKeys({ list, readSearch, isListShown, clearSearch }: Keys): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const done = isListShown() ? pressOnList(event) : pressOnItem(event);
    if (done) event.preventDefault();
  });

  function pressOnList({ key, target }: KeyboardEvent): boolean {
    const search = readSearch();
    if (target === search) {
      if (key === 'Escape') {
        if (search.value === '') search.blur();
        else clearSearch();
        return true;
      }
      return key === 'ArrowDown' && list.moveFocus(0, 0);
    }
    if (isField(target)) return false;
    if (key === '/') {
      search.focus();
      search.select();
      return true;
    }
    const move = moves[key];
    const inList = list.element.contains(document.activeElement);
    if (!move || (!inList && document.activeElement !== document.body)) return false;
    return list.moveFocus(...move);
  }

  function pressOnItem({ key, target }: KeyboardEvent): boolean {
    if (isField(target)) return false;
    const step = { Escape: 'back', j: 'next', k: 'previous' }[key];
    const link = step ? document.querySelector<HTMLAnchorElement>(`.item-nav [data-step="${step}"]`) : null;
    if (link) location.hash = link.hash;
    return link !== null;
  }
}

/** Where keys belong to what has the focus. */
const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
