/** The page of the list: its summary, its toolbar, what is chosen with that, and how much of it there is. */
import { buildCard, isForeign, type ListView, measureCells } from './card.ts';
import { build } from './element.ts';
import { formatNumberOf } from './format.ts';
import type { Library } from './library.ts';
import { readTerms, type SearchIndex } from './search.ts';
import { allRows, type Criteria, selectRows } from './selection.ts';
import { buildSummary } from './summary.ts';
import { createToolbar } from './toolbar.ts';
import { createVirtualList, type VirtualList } from './virtual-list.ts';

export interface ListPage {
  element: HTMLElement;
  list: VirtualList;
  /** The field as it is now. */
  readSearch(): HTMLInputElement;
  /** What is shown, in its order. */
  readPlaces(): readonly number[];
  /** Takes all filters and the search away. */
  reset(): void;
  /** Shows what there is for the toolbar as it stands. */
  select(): void;
  /** Begins anew when all rows are there: the filters that the first ones had may be fewer. */
  takeAllRows(): void;
  /** Descriptions can be searched from now on. */
  noteIndexed(): void;
}

/** `index` is filled by the caller. */
export function createListPage(library: Library, index: SearchIndex): ListPage {
  let withAuthors = library.rows.some((row) => isForeign(library, row));
  let criteria: Criteria = allRows;
  let view: ListView = 'grid';
  let places: number[] = [];
  let isIndexed = false;

  const list = createVirtualList({
    measure: (width) => measureCells(view, width, withAuthors),
    renderCell: (place) => buildCard(library, place, { view, terms: readTerms(criteria.query) }),
  });
  const select = () => {
    places = selectRows(library.rows, criteria, index);
    list.element.dataset.view = view;
    list.show(places);
    empty.hidden = places.length > 0;
    const isSearched = criteria.query === '' || isIndexed;
    toolbar.setStatus(`${formatNumberOf(places.length, 'item')}${toRest(library, isSearched)}`);
  };
  const openToolbar = () =>
    createToolbar({
      library,
      query: criteria.query,
      onCriteria(changed) {
        criteria = changed;
        const top = toolbar.element.offsetTop;
        if (window.scrollY > top) window.scrollTo(0, top);
        select();
      },
      onView(chosen) {
        view = chosen;
        select();
      },
    });
  let toolbar = openToolbar();
  toolbar.element.hidden = library.rows.length === 0;
  const empty = buildEmpty(library.rows.length === 0, () => toolbar.reset());
  const parts = [buildSummary(library), toolbar.element, list.element, empty];

  return {
    element: build('main', { class: 'list-page' }, ...parts),
    list,
    readSearch: () => toolbar.search,
    readPlaces: () => places,
    reset: () => toolbar.reset(),
    select,
    takeAllRows() {
      withAuthors = library.rows.some((row) => isForeign(library, row));
      criteria = { ...allRows, query: toolbar.search.value };
      view = 'grid';
      const hadFocus = toolbar.search === document.activeElement;
      const replaced = toolbar.element;
      toolbar = openToolbar();
      replaced.replaceWith(toolbar.element);
      if (hadFocus) toolbar.search.focus();
      select();
    },
    noteIndexed() {
      isIndexed = true;
      if (criteria.query !== '') select();
      else if (view === 'lines') list.refresh();
    },
  };
}

/** What the number of items shown does not count yet. */
function toRest({ rows, head }: Library, isSearched: boolean): string {
  if (rows.length < head.totals.items) return ' · the rest is still being read …';
  return isSearched ? '' : ' · descriptions are still being read …';
}

function buildEmpty(nothingAtAll: boolean, onReset: () => void): HTMLElement {
  if (nothingAtAll) {
    return build(
      'div',
      { class: 'empty', hidden: true },
      build('p', {}, 'There is nothing in this archive: the export found no items.'),
    );
  }
  return build(
    'div',
    { class: 'empty', hidden: true },
    build('p', {}, 'Nothing matches.'),
    build('button', { type: 'button', class: 'button', onclick: onReset }, 'Show everything'),
  );
}
