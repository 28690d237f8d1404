/** A list as the page itself loads it on being scrolled. */
import { openDriver } from '../../../core/pages/open-tap.ts';
import type { PageRead } from '../../../core/pages/page-read.ts';
import type { TappedResponse } from '../../../core/pages/page-tap.ts';
import { readScrolledList, type ScrolledPage } from '../../../core/pages/scrolled-list.ts';
import { readPage } from '../read-page.ts';
import { apiPaths } from '../session/ask.ts';
import type { Desk } from '../session/desk.ts';

/** The page's own answer for the list at `place`. Throws AppError. */
export async function readScrolledPage({ page, scroll }: Desk, place: string): Promise<PageRead> {
  const driver = openDriver(page, apiPaths);
  const wanted = toCursor(place);
  return readScrolledList(
    { scroll, driver, nowMs: page.nowMs },
    {
      name: toListName(place),
      wanted,
      readAnswer: (answer) => readAnswer(answer, place),
      holds: (scrolled) => holds(scrolled, wanted),
      isPast: ({ cursor }) => toDepth(cursor) > toDepth(wanted),
    },
  );
}

/** The list at a place, wherever in it that is. */
export function toListName(place: string): string {
  const { endpoint, identity } = parsePlace(place);
  return `${endpoint}?${new URLSearchParams(identity)}`;
}

const isCursor = (name: string): boolean => /cursor$/i.test(name);

function parsePlace(place: string): { endpoint: string; identity: [string, string][] } {
  const [endpoint = '', values = ''] = place.split('?', 2);
  return { endpoint, identity: [...new URLSearchParams(values)].filter(([name]) => !isCursor(name)) };
}

/** Lists of people have two of them, and go on with the first. */
function toCursor(address: string): string {
  const values = new URLSearchParams(address.split('?')[1]);
  return values.get('minCursor') ?? values.get('cursor') ?? '0';
}

/** Of the same list, and not without a word. */
function readAnswer({ url, status, body }: TappedResponse, place: string): ScrolledPage | null {
  const { endpoint, identity } = parsePlace(place);
  const { pathname, searchParams } = new URL(url);
  const isSame =
    pathname.startsWith(`/api/${endpoint}/`) &&
    identity.every(([name, value]) => searchParams.get(name) === value);
  if (!isSame || !body) return null;
  return { cursor: toCursor(url), read: readPage({ url, status, body }) };
}

/** A page may go on in other steps than the questions before it: then the place is within one of them. */
function holds({ cursor, read }: ScrolledPage, wanted: string): boolean {
  const end = read.continuation === null ? Number.POSITIVE_INFINITY : toDepth(toCursor(read.continuation));
  return toDepth(cursor) < toDepth(wanted) && toDepth(wanted) < end;
}

/** Cursors are places counted from the first, or times from the latest back; NaN for any other. */
function toDepth(cursor: string): number {
  const value = Number(cursor);
  if (value === 0) return Number.NEGATIVE_INFINITY;
  return value > 1e9 ? -value : value;
}
