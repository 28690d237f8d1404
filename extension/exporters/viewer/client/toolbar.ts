/** Search, filters, order and view. Filters that would have only one choice are left out. */
import type { Privacy } from '../../../../shared/model/item.ts';
import type { ViewerKind, ViewerRow } from '../records.ts';
import type { ListView } from './card.ts';
import { build, buildIcon } from './element.ts';
import { toKindsWord, toPlatformWord, toPrivacyWord } from './format.ts';
import type { Library } from './library.ts';
import { toListName } from './list-names.ts';
import { allRows, type Criteria, sortOrders, toPlatform, toYear } from './selection.ts';
import { createThemeButton } from './theme.ts';

interface Options {
  library: Library;
  /** What is searched for at the start. */
  query: string;
  onCriteria(criteria: Criteria): void;
  onView(view: ListView): void;
}

export interface Toolbar {
  element: HTMLElement;
  search: HTMLInputElement;
  /** Says how much is shown, aloud too. */
  setStatus(text: string): void;
  /** Takes all filters and the search away. */
  reset(): void;
}

/** Tells of every change; the list is the caller's. */
export function createToolbar({ library, query, onCriteria, onView }: Options): Toolbar {
  let criteria: Criteria = { ...allRows, query };
  const change = (changes: Partial<Criteria>) => {
    criteria = { ...criteria, ...changes };
    onCriteria(criteria);
  };
  const { rows, head } = library;
  const search = buildSearch((text) => change({ query: text }), head.totals.comments);
  search.input.value = query;
  const kinds = buildKinds(countBy(rows.map(({ kind }) => kind)), (kind) => change({ kind }));
  const years = [...countBy(rows.map(toYear)).keys()].sort().reverse();
  const platforms = [...countBy(rows.map(toPlatform)).keys()];
  const lists = head.lists.map((list, place): [string, string] => [String(place), toListName(list)]);
  const privacies = [...countBy(rows.map(({ privacy }) => privacy)).keys()];
  const selects = [
    buildSelect(
      'Platform',
      platforms.map((platform) => [platform, toPlatformWord(platform)]),
      (platform) => change({ platform }),
    ),
    buildSelect('Found in', lists, (list) => change({ list })),
    buildSelect(
      'Year',
      years.map((year) => [year, year === 'undated' ? 'No exact date' : year]),
      (year) => change({ year }),
    ),
    buildSelect(
      'Visibility',
      privacies.map((privacy) => [privacy, toPrivacyWord(privacy)]),
      (privacy) => change({ privacy: privacy as Privacy | '' }),
    ),
    rows.some(({ saved }) => !saved) &&
      buildSelect(
        'Saved',
        [
          ['yes', 'Saved'],
          ['no', 'Not saved'],
        ],
        (saved) => change({ saved: saved as Criteria['saved'] }),
      ),
    buildOrder(rows, (order) => change({ order })),
  ].filter((select) => select !== null && select !== false);
  const status = build('p', { class: 'status', role: 'status', 'aria-live': 'polite' });

  return {
    element: build(
      'div',
      { class: 'toolbar', role: 'search' },
      build('div', { class: 'bar' }, search.element, buildViews(onView), createThemeButton()),
      buildFilters(kinds?.element, selects),
      status,
    ),
    search: search.input,
    setStatus: (text) => {
      status.textContent = text;
    },
    reset() {
      search.input.value = '';
      kinds?.reset();
      for (const select of selects) select.querySelector('select')?.selectedIndex && resetSelect(select);
      criteria = { ...allRows, order: criteria.order };
      onCriteria(criteria);
    },
  };
}

/** In small windows the fields wait behind a button, which is lit while one of them leaves something out. */
function buildFilters(kinds: HTMLElement | undefined, selects: readonly HTMLElement[]): HTMLElement {
  const fields = build('div', { class: 'selects', id: 'selects' }, ...selects);
  const toggle = build(
    'button',
    {
      type: 'button',
      class: 'chip filter-toggle',
      'aria-expanded': 'false',
      'aria-controls': 'selects',
      onclick: () => {
        const isOpen = filters.toggleAttribute('data-open');
        toggle.setAttribute('aria-expanded', String(isOpen));
      },
    },
    'Sort and filter',
  );
  const filters = build('div', { class: 'bar filters' }, toggle, kinds, fields);
  return filters;
}

function resetSelect(select: HTMLElement): void {
  const field = select.querySelector('select');
  if (field && !field.dataset.keep) field.selectedIndex = 0;
}

function countBy<Value>(values: Value[]): Map<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const searchDelayMs = 80;

function buildSearch(onQuery: (query: string) => void, withComments: boolean) {
  let timer = 0;
  const where = withComments ? 'titles, descriptions, tags and comments' : 'titles, descriptions and tags';
  const input = build('input', {
    type: 'search',
    class: 'search-input',
    placeholder: `Search ${where}`,
    'aria-label': `Search ${where}`,
    'aria-keyshortcuts': '/',
    autocomplete: 'off',
    spellcheck: 'false',
    dir: 'auto',
    oninput: () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => onQuery(input.value), searchDelayMs);
    },
  });
  return {
    input,
    element: build('label', { class: 'search' }, buildIcon('search'), input, build('kbd', {}, '/')),
  };
}

function buildKinds(counts: Map<ViewerKind, number>, onKind: (kind: ViewerKind | '') => void) {
  if (counts.size < 2) return null;
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const choices: [ViewerKind | '', string, number][] = [
    ['', 'All', total],
    ...[...counts].map(([kind, count]): [ViewerKind, string, number] => [kind, toKindsWord(kind), count]),
  ];
  const press = (chosen: ViewerKind | '') => {
    for (const [index, button] of buttons.entries()) {
      button.setAttribute('aria-pressed', String(choices[index]?.[0] === chosen));
    }
  };
  const buttons = choices.map(([kind, word, count]) =>
    build(
      'button',
      {
        type: 'button',
        class: 'chip',
        onclick: () => {
          press(kind);
          onKind(kind);
        },
      },
      word,
      build('span', { class: 'chip-count' }, count.toLocaleString()),
    ),
  );
  press('');
  return {
    element: build('div', { class: 'chips', role: 'group', 'aria-label': 'Kind' }, ...buttons),
    reset: () => press(''),
  };
}

function buildSelect(
  label: string,
  options: [value: string, text: string][],
  onValue: (value: string) => void,
) {
  if (options.length < 2) return null;
  const field = build(
    'select',
    { 'aria-label': label, onchange: () => onValue(field.value) },
    build('option', { value: '' }, `${label}: all`),
    ...options.map(([value, text]) => build('option', { value }, text)),
  );
  return build('span', { class: 'select' }, field);
}

function buildOrder(rows: ViewerRow[], onOrder: (order: Criteria['order']) => void): HTMLElement {
  const counted = ['views', 'likes', 'comments'] as const;
  const missing = counted.filter((name) => !rows.some((row) => row[name]));
  const orders = Object.entries(sortOrders).filter(([value]) => !(missing as string[]).includes(value));
  const field = build(
    'select',
    {
      'aria-label': 'Order',
      'data-keep': 'yes',
      onchange: () => onOrder(field.value as Criteria['order']),
    },
    ...orders.map(([value, text]) => build('option', { value }, text)),
  );
  return build('span', { class: 'select select-order' }, field);
}

function buildViews(onView: (view: ListView) => void): HTMLElement {
  const views: [ListView, string, 'grid' | 'list'][] = [
    ['grid', 'Grid', 'grid'],
    ['lines', 'List', 'list'],
  ];
  const buttons = views.map(([view, label, icon], index) =>
    build(
      'button',
      {
        type: 'button',
        class: 'view',
        title: label,
        'aria-label': label,
        'aria-pressed': String(index === 0),
        onclick: () => {
          for (const [other, button] of buttons.entries())
            button.setAttribute('aria-pressed', String(other === index));
          onView(view);
        },
      },
      buildIcon(icon),
    ),
  );
  return build('div', { class: 'views', role: 'group', 'aria-label': 'View' }, ...buttons);
}
