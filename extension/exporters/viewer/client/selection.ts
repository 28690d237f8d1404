/** Which rows are shown, and in which order. */
import type { Privacy } from '../../../../shared/model/item.ts';
import type { ViewerKind, ViewerRow } from '../records.ts';
import { toNumber } from './format.ts';
import { readTerms, type SearchIndex } from './search.ts';

export const sortOrders = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  title: 'Title A–Z',
  longest: 'Longest first',
  views: 'Most viewed',
  likes: 'Most liked',
  comments: 'Most commented',
} as const;
export type SortOrder = keyof typeof sortOrders;

/** Empty means: all. */
export interface Criteria {
  query: string;
  kind: ViewerKind | '';
  platform: string;
  year: string;
  /** Place of a list in the head, as text. */
  list: string;
  privacy: Privacy | '';
  saved: 'yes' | 'no' | '';
  order: SortOrder;
}

export const allRows: Criteria = {
  query: '',
  kind: '',
  platform: '',
  year: '',
  list: '',
  privacy: '',
  saved: '',
  order: 'newest',
};

/** Platform of a row. */
export const toPlatform = (row: ViewerRow): string => row.key.slice(0, row.key.indexOf(':'));

/** Year of a row in UTC, or `undated`. */
export const toYear = (row: ViewerRow): string => row.at?.slice(0, 4) ?? 'undated';

/** Places of the rows that meet the criteria, in the order asked for. */
export function selectRows(rows: ViewerRow[], criteria: Criteria, index: SearchIndex): number[] {
  const terms = readTerms(criteria.query);
  const { kind, platform, year, privacy, saved } = criteria;
  const list = criteria.list === '' ? null : Number(criteria.list);
  const places: number[] = [];
  for (const [place, row] of rows.entries()) {
    if (kind && row.kind !== kind) continue;
    if (platform && toPlatform(row) !== platform) continue;
    if (list !== null && !row.lists?.includes(list)) continue;
    if (year && toYear(row) !== year) continue;
    if (privacy && row.privacy !== privacy) continue;
    if (saved && row.saved !== (saved === 'yes')) continue;
    if (terms.length > 0 && !index.matches(place, terms)) continue;
    places.push(place);
  }
  return sortPlaces(places, rows, criteria.order);
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** What cannot be compared (no date, no title, no count) comes last, in the order of the archive. */
function sortPlaces(places: number[], rows: ViewerRow[], order: SortOrder): number[] {
  if (order === 'title') {
    const titles = rows.map(({ title }) => title);
    return places.sort((a, b) => compareTitles(titles[a], titles[b]) || a - b);
  }
  const keys = rows.map((row) => toSortKey(row, order));
  return places.sort((a, b) => (keys[b] ?? 0) - (keys[a] ?? 0) || a - b);
}

function compareTitles(a = '', b = ''): number {
  if (a === '' || b === '') return Number(a === '') - Number(b === '');
  return collator.compare(a, b);
}

/** Greater comes first. */
function toSortKey(row: ViewerRow, order: Exclude<SortOrder, 'title'>): number {
  if (order === 'longest') return row.durationSec ?? -1;
  if (order === 'views' || order === 'likes' || order === 'comments') return toNumber(row[order]);
  if (row.at === undefined) return -Number.MAX_SAFE_INTEGER;
  return order === 'oldest' ? -Date.parse(row.at) : Date.parse(row.at);
}
