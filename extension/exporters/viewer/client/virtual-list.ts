/** A list of any length of which only what is near the window is in the page. */
import { build } from './element.ts';

/** Sizes in CSS pixels. */
export interface Geometry {
  columns: number;
  gapX: number;
  /** Height of a row, with the gap below it. */
  rowHeight: number;
}

interface Options {
  /** Cells for the width there is. */
  measure(width: number): Geometry;
  /** Makes the cell of a place; it holds one link or button. */
  renderCell(place: number): HTMLElement;
}

export interface VirtualList {
  element: HTMLElement;
  /** Shows these places from now on; scrolls to the top unless told to stay. */
  show(places: number[]): void;
  /** Makes the visible cells again, after what they show has changed. */
  refresh(): void;
  /** Brings a place into view and gives it the focus. */
  focusPlace(place: number): void;
  /** Moves the focus by cells and rows; false when there is nowhere to go. */
  moveFocus(columns: number, rows: number): boolean;
}

/** Where the cell of an index is, in a list that is so wide. */
function toPosition({ columns, gapX, rowHeight }: Geometry, width: number, index: number) {
  const cellWidth = Math.floor((width - gapX * (columns - 1)) / columns);
  const x = (index % columns) * (cellWidth + gapX);
  return { x, y: Math.floor(index / columns) * rowHeight, cellWidth };
}

/** The indexes near the window, the last of them excluded; `top` is how far the list has been scrolled out of it. */
function toNearIndexes({ columns, rowHeight }: Geometry, top: number): { first: number; last: number } {
  const near = window.innerHeight * 0.75;
  const first = Math.max(0, Math.floor((top - near) / rowHeight)) * columns;
  const last = Math.ceil((top + window.innerHeight + near) / rowHeight) * columns;
  return { first, last: Math.max(first, last) };
}

/** Scrolls as far as a row needs to be seen whole; `top` is where it is in the window. */
function scrollToRow(top: number, rowHeight: number): void {
  const bar = document.querySelector('.toolbar')?.getBoundingClientRect().height ?? 0;
  const bottom = top + rowHeight;
  if (top < bar) window.scrollBy(0, top - bar - 12);
  else if (bottom > window.innerHeight) window.scrollBy(0, bottom - window.innerHeight + 12);
}

/** Scrolls with the window and follows its width by itself. */
export function createVirtualList({ measure, renderCell }: Options): VirtualList {
  const element = build('div', { class: 'virtual-list', role: 'list' });
  const cells = new Map<number, HTMLElement>();
  let places: number[] = [];
  let geometry: Geometry = { columns: 1, gapX: 0, rowHeight: 100 };
  let width = 0;

  const layOut = () => {
    width = element.clientWidth;
    geometry = measure(width);
    element.style.height = `${Math.ceil(places.length / geometry.columns) * geometry.rowHeight}px`;
  };

  const placeCell = (index: number, place: number) => {
    const known = cells.get(index);
    const cell = known ?? build('div', { class: 'cell', role: 'listitem' }, renderCell(place));
    const { x, y, cellWidth } = toPosition(geometry, width, index);
    cell.setAttribute('aria-setsize', String(places.length));
    cell.setAttribute('aria-posinset', String(index + 1));
    cell.style.width = `${cellWidth}px`;
    cell.style.transform = `translate(${x}px, ${y}px)`;
    if (known) return;
    // Before the next one, however the list was scrolled: the Tab key and screen readers go from cell to cell of the page.
    const next = Math.min(...[...cells.keys()].filter((other) => other > index));
    element.insertBefore(cell, cells.get(next) ?? null);
    cells.set(index, cell);
  };

  const update = () => {
    if (element.offsetParent === null) return;
    if (element.clientWidth !== width) layOut();
    const { first, last } = toNearIndexes(geometry, -element.getBoundingClientRect().top);
    for (const [index, cell] of cells) {
      const focused = cell.contains(document.activeElement);
      if ((index >= first && index < last) || focused) continue;
      cell.remove();
      cells.delete(index);
    }
    for (const [offset, place] of places.slice(first, last).entries()) {
      placeCell(first + offset, place);
    }
    for (const [index, cell] of cells) cell.classList.toggle('first', index === 0);
  };

  const refresh = () => {
    for (const cell of cells.values()) cell.remove();
    cells.clear();
    layOut();
    update();
  };

  const focusIndex = (index: number) => {
    const { y } = toPosition(geometry, width, index);
    scrollToRow(element.getBoundingClientRect().top + y, geometry.rowHeight);
    update();
    cells.get(index)?.querySelector<HTMLElement>('a, button')?.focus({ preventScroll: true });
  };

  window.addEventListener('scroll', update, { passive: true });
  new ResizeObserver(update).observe(element);

  return {
    element,
    show(shown) {
      places = shown;
      refresh();
    },
    refresh,
    focusPlace(place) {
      const index = places.indexOf(place);
      if (index >= 0) focusIndex(index);
    },
    moveFocus(columns, rows) {
      const current = [...cells].find(([, cell]) => cell.contains(document.activeElement))?.[0];
      const index = current === undefined ? 0 : current + columns + rows * geometry.columns;
      if (index < 0 || index >= places.length) return false;
      focusIndex(index);
      return true;
    },
  };
}
