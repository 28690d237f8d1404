/** Puts the page together: list and item page, the address after `#`, keys, printing, and the search index in idle time. */
import { readItemHash } from './card.ts';
import { build } from './element.ts';
import { fillIndex } from './fill-index.ts';
import { buildFooter } from './footer.ts';
import { createItemPage, type ItemPage } from './item-page.ts';
import { listenForKeys } from './keys.ts';
import { type Library, readLibrary } from './library.ts';
import { createListPage, type ListPage } from './list-page.ts';
import { preparePrinting } from './print-list.ts';
import { createSearchIndex } from './search.ts';

/** The place of the one item that is looked at; it takes the list's place on the screen while the address names one. */
function createItemView(library: Library, listPage: ListPage) {
  const element = build('main', { class: 'item-page', hidden: true });
  let page: ItemPage | null = null;
  let opened: number | null = null;
  let listScroll = 0;

  const showList = () => {
    element.hidden = true;
    element.replaceChildren();
    listPage.element.hidden = false;
    document.title = library.head.source.title;
    listPage.list.refresh();
    window.scrollTo(0, listScroll);
    if (opened !== null) listPage.list.focusPlace(opened);
    opened = null;
  };
  const showItem = async (key: string) => {
    if (!listPage.element.hidden) listScroll = window.scrollY;
    await library.ready;
    // Somebody went on, or back, while a large page was read.
    if (readItemHash(location.hash) !== key) return;
    const place = library.find(key) ?? -1;
    const places = listPage.readPlaces();
    const at = places.indexOf(place);
    opened = place;
    page?.close();
    page = createItemPage(library, place, {
      previous: library.rows[places[at - 1] ?? -1],
      next: at < 0 ? undefined : library.rows[places[at + 1] ?? -1],
    });
    element.replaceChildren(page.element);
    element.hidden = false;
    listPage.element.hidden = true;
    document.title = library.rows[place]?.title || library.head.source.title;
    window.scrollTo(0, 0);
    element.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  };
  /** Shows what the address names. */
  const route = () => {
    page?.close();
    page = null;
    const key = readItemHash(location.hash);
    if (key === null) showList();
    else void showItem(key);
  };
  return { element, route };
}

function startViewer(library: Library): void {
  const index = createSearchIndex(library.head.totals.items);
  const listPage = createListPage(library, index);
  const itemView = createItemView(library, listPage);
  const isListShown = () => !listPage.element.hidden;
  const fill = () => fillIndex(library, index, listPage.noteIndexed);

  document.body.append(listPage.element, itemView.element, buildFooter(library));
  if (!library.rowsRead) fill();
  else
    void library.rowsRead.then(() => {
      listPage.takeAllRows();
      fill();
    });
  listPage.select();
  itemView.route();
  window.addEventListener('hashchange', itemView.route);
  const { list, readSearch } = listPage;
  listenForKeys({ list, readSearch, isListShown, clearSearch: listPage.reset });
  preparePrinting(() =>
    isListShown() ? listPage.readPlaces().flatMap((place) => library.rows[place] ?? []) : null,
  );
}

startViewer(readLibrary(document));
