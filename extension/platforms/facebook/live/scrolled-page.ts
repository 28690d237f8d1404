/**
 * The fall-back, for a tab that is looked at: the page is scrolled, and what it asks by itself is read. One such request
 * shows how the page asks; where the site answers questions with nothing, its answers are the list.
 */
import { AppError } from '../../../../shared/app-error.ts';
import { type Json, toText } from '../../../core/json.ts';
import { openDriver } from '../../../core/pages/open-tap.ts';
import type { PageRead } from '../../../core/pages/page-read.ts';
import type { TappedResponse } from '../../../core/pages/page-tap.ts';
import { readScrolledList, takeAnswers } from '../../../core/pages/scrolled-list.ts';
import { readPage } from '../read-page.ts';
import { tapPaths } from '../session/ask.ts';
import type { Desk } from '../session/desk.ts';
import { learnRequest, readVariables } from '../session/find-template.ts';
import { type Place, toCursor } from './place.ts';
import { findOpenPage, isSamePage, readSitePage } from './site-page.ts';

/** Scrolls until the page has made the query's request itself. Throws AppError where it does not. */
export async function learnByScrolling(desk: Desk, address: string, query: string): Promise<void> {
  const take = (answer: TappedResponse) => readQuestion(desk, answer, { query, values: {} });
  await takeAnswers(openScrolled(desk, address), { take }).catch((error: unknown) => {
    const isUnasked = error instanceof AppError && error.code === 'platform.no_answer';
    throw isUnasked ? new AppError('platform.page_changed', undefined, { context: { query } }) : error;
  });
}

/** The page's own answer for the list at `place`. Throws AppError. */
export async function readScrolledPage(desk: Desk, address: string, place: Place): Promise<PageRead> {
  const { cursor: wanted = '', ...values } = place.values;
  return readScrolledList(openScrolled(desk, address), {
    name: toListName(place),
    wanted,
    readAnswer(answer) {
      const variables = readQuestion(desk, answer, { query: place.query, values });
      if (!variables) return null;
      const { url, status, body } = answer;
      return { cursor: toText(variables.cursor) ?? '', read: readPage({ url, status, body: body ?? '' }) };
    },
    // Cursors say nothing of their order; but what follows the page before is known, and where the page began.
    isPast({ cursor }, before) {
      if (before) return before.read.continuation === wanted;
      return wanted === '' || !['', readFirstCursor(desk, address)].includes(cursor);
    },
  });
}

/** The list at a place, wherever in it that is. */
export function toListName({ query, values: { cursor: _place, ...values } }: Place): string {
  return toCursor({ query, values, loggedIn: false });
}

/** Where the list goes on after what the page began with. */
function readFirstCursor(desk: Desk, address: string): string | null {
  const site = findOpenPage(desk, address, Number.POSITIVE_INFINITY);
  return site && readSitePage(site).continuation;
}

function openScrolled({ page, scroll }: Desk, address: string) {
  const driver = openDriver(page, tapPaths);
  if (!isSamePage(page.url(), new URL(address))) throw new AppError('platform.tab_hidden');
  return { scroll, driver, nowMs: page.nowMs };
}

/** The variables of the query that was answered, from which is learnt; null for another list's, or one without a word. */
function readQuestion(
  desk: Desk,
  { requestBody, body }: TappedResponse,
  { query, values }: Pick<Place, 'query' | 'values'>,
): Json | null {
  const form = new URLSearchParams(requestBody ?? '');
  const variables = readVariables(form.get('variables'));
  const isSame =
    form.get('fb_api_req_friendly_name') === query &&
    Object.entries(values).every(([key, value]) => variables?.[key] === value);
  if (!isSame || !body) return null;
  learnRequest(desk, form);
  return variables;
}
