/**
 * The fall-back, for a tab that is looked at: the page is scrolled, and what it asks by itself is read. One such request
 * shows how the page asks; where the site answers questions with nothing, its answers are the list.
 */
import { AppError } from '../../../../shared/app-error.ts';
import { type Json, toText } from '../../../core/json.ts';
import type { PageRead } from '../../../core/pages/page-read.ts';
import type { PageDriver, TappedResponse } from '../../../core/pages/page-tap.ts';
import { readPage } from '../read-page.ts';
import { tapPaths } from '../session/ask.ts';
import type { Desk } from '../session/desk.ts';
import { learnRequest, readVariables } from '../session/find-template.ts';
import type { Place } from './place.ts';
import { findOpenPage, isSamePage, readSitePage } from './site-page.ts';

/** What is asked in vain so often in a row is not asked again. */
const patience = 3;

/** Notes an answer without a word; true when it is time to read as a person does. */
export function isSilent(desk: Desk, place: string): boolean {
  const times = desk.silence?.place === place ? desk.silence.times + 1 : 1;
  desk.silence = { place, times };
  return times >= patience;
}

/** Scrolls until the page has made the query's request itself. Throws AppError where it does not. */
export async function learnByScrolling(desk: Desk, address: string, query: string): Promise<void> {
  const driver = openDriver(desk, address);
  if (!(await findAnswer(desk, driver, { query, values: {} })))
    throw new AppError('platform.page_changed', undefined, { context: { query } });
}

/** A page that shows much again takes its time; the question is then put once more, and the page is further. */
const maxWaitMs = 60_000;

/**
 * The page's own answer for the list at `place`. A page loads its list from the start, and what it brings again is passed
 * over; but one that is past the place has shown what nobody saw, and another one is needed.
 */
export async function readScrolledPage(desk: Desk, address: string, place: Place): Promise<PageRead> {
  const { page } = desk;
  const driver = openDriver(desk, address);
  const { cursor: wanted = null, ...values } = place.values;
  const untilMs = page.nowMs() + maxWaitMs;
  while (page.nowMs() < untilMs) {
    const answer = await findAnswer(desk, driver, { query: place.query, values });
    if (!answer) throw new AppError('platform.no_answer');
    const found = toText(readQuestion(answer).variables?.cursor);
    if (!desk.isScrolling && ![null, wanted, readFirstCursor(desk, address)].includes(found))
      throw new AppError('platform.tab_lost', 'The page was already further down its list; reload it.');
    desk.isScrolling = true;
    if (found === wanted)
      return readPage({ url: answer.url, status: answer.status, body: answer.body ?? '' });
  }
  throw new AppError('net.timeout');
}

/** Where the list goes on after what the page began with. */
function readFirstCursor(desk: Desk, address: string): string | null {
  const site = findOpenPage(desk, address, Number.POSITIVE_INFINITY);
  return site && readSitePage(site).continuation;
}

function openDriver({ page }: Desk, address: string): PageDriver {
  const { driver } = page;
  if (!driver) throw new AppError('platform.no_answer');
  driver.listen(tapPaths);
  if (!driver.isVisible() || !isSamePage(page.url(), new URL(address)))
    throw new AppError('platform.tab_hidden');
  return driver;
}

/** Of the same list, and not without a word. */
async function findAnswer(
  desk: Desk,
  driver: PageDriver,
  { query, values }: Pick<Place, 'query' | 'values'>,
): Promise<TappedResponse | null> {
  while (true) {
    const answer = await driver.next();
    if (!answer) return null;
    const { form, name, variables } = readQuestion(answer);
    const isSame =
      name === query && Object.entries(values).every(([key, value]) => variables?.[key] === value);
    if (!isSame || !answer.body) continue;
    learnRequest(desk, form);
    return answer;
  }
}

function readQuestion({ requestBody }: TappedResponse): {
  form: URLSearchParams;
  name: string | null;
  variables: Json | null;
} {
  const form = new URLSearchParams(requestBody ?? '');
  return {
    form,
    name: form.get('fb_api_req_friendly_name'),
    variables: readVariables(form.get('variables')),
  };
}
