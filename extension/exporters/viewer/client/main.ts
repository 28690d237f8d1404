/** Puts the page together: list and item page, the address after `#`, keys, printing, and the search index in idle time. */
import { buildCard, isForeign, type ListView, measureCells, readItemHash } from './card.ts';
import { build } from './element.ts';
import { fillIndex } from './fill-index.ts';
import { formatNumberOf } from './format.ts';
import { createItemPage, type ItemPage } from './item-page.ts';
import { listenForKeys } from './keys.ts';
import { type Library, readLibrary } from './library.ts';
import { preparePrinting } from './print-list.ts';
import { createSearchIndex, readTerms } from './search.ts';
import { allRows, type Criteria, selectRows } from './selection.ts';
import { buildSummary } from './summary.ts';
import { createToolbar } from './toolbar.ts';
import { createVirtualList } from './virtual-list.ts';

function startViewer(library: Library): void {
  let withAuthors = library.rows.some((row) => isForeign(library, row));
  const index = createSearchIndex(library.head.totals.items);
  let criteria: Criteria = allRows;
  let view: ListView = 'grid';
  let places: number[] = [];
  let indexed = false;
  let page: ItemPage | null = null;
  let opened: number | null = null;
  let listScroll = 0;

  const list = createVirtualList({
    measure: (width) => measureCells(view, width, withAuthors),
    renderCell: (place) => buildCard(library, place, { view, terms: readTerms(criteria.query) }),
  });
  const select = () => {
    places = selectRows(library.rows, criteria, index);
    list.element.dataset.view = view;
    list.show(places);
    empty.hidden = places.length > 0;
    const still = criteria.query !== '' && !indexed ? ' · descriptions are still being read …' : '';
    const known =
      library.rows.length < library.head.totals.items ? ' · the rest is still being read …' : still;
    toolbar.setStatus(`${formatNumberOf(places.length, 'item')}${known}`);
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
  const empty = buildEmpty(library.rows.length === 0, () => toolbar.reset());
  const listPage = build(
    'main',
    { class: 'list-page' },
    buildSummary(library),
    toolbar.element,
    list.element,
    empty,
  );
  toolbar.element.hidden = library.rows.length === 0;
  const itemPage = build('main', { class: 'item-page', hidden: true });

  const showList = () => {
    itemPage.hidden = true;
    itemPage.replaceChildren();
    listPage.hidden = false;
    document.title = library.head.source.title;
    list.refresh();
    window.scrollTo(0, listScroll);
    if (opened !== null) list.focusPlace(opened);
    opened = null;
  };
  const showItem = async (key: string) => {
    if (!listPage.hidden) listScroll = window.scrollY;
    await library.ready;
    const place = library.find(key) ?? -1;
    const at = places.indexOf(place);
    opened = place;
    page = createItemPage(library, place, {
      previous: library.rows[places[at - 1] ?? -1],
      next: at < 0 ? undefined : library.rows[places[at + 1] ?? -1],
    });
    itemPage.replaceChildren(page.element);
    itemPage.hidden = false;
    listPage.hidden = true;
    document.title = library.rows[place]?.title || library.head.source.title;
    window.scrollTo(0, 0);
    itemPage.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  };
  const route = () => {
    page?.close();
    page = null;
    const key = readItemHash(location.hash);
    if (key === null) showList();
    else void showItem(key);
  };

  const fill = () =>
    fillIndex(library, index, () => {
      indexed = true;
      if (criteria.query !== '') select();
      else if (view === 'lines') list.refresh();
    });
  /** The filters that the first rows had may be fewer than there are. */
  const takeAllRows = () => {
    withAuthors = library.rows.some((row) => isForeign(library, row));
    criteria = { ...allRows, query: toolbar.search.value };
    view = 'grid';
    const hadFocus = toolbar.search === document.activeElement;
    const replaced = toolbar.element;
    toolbar = openToolbar();
    replaced.replaceWith(toolbar.element);
    if (hadFocus) toolbar.search.focus();
    select();
    fill();
  };

  document.body.append(listPage, itemPage, buildFooter(library));
  if (library.rowsRead) void library.rowsRead.then(takeAllRows);
  else fill();
  select();
  route();
  window.addEventListener('hashchange', route);
  listenForKeys({
    list,
    readSearch: () => toolbar.search,
    isListShown: () => !listPage.hidden,
    clearSearch: () => toolbar.reset(),
  });
  preparePrinting(() => (listPage.hidden ? null : places.flatMap((place) => library.rows[place] ?? [])));
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

function buildFooter(library: Library): HTMLElement {
  const { version } = library.head;
  const key = (name: string) => build('kbd', {}, name);
  return build(
    'footer',
    { class: 'footer' },
    build(
      'span',
      {},
      `Saved with Star Export${version ? ` ${version}` : ''}. This page works offline and sends nothing anywhere.`,
    ),
    build(
      'span',
      { class: 'keys' },
      key('/'),
      ' search ',
      key('←'),
      key('↑'),
      key('↓'),
      key('→'),
      ' move ',
      key('Enter'),
      ' open ',
      key('J'),
      key('K'),
      ' next, previous ',
      key('Esc'),
      ' back',
    ),
  );
}

startViewer(readLibrary(document));
