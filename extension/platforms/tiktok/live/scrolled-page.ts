/** The fall-back where the site answers questions with nothing: the page is scrolled, and its own answers are read. */
import { AppError } from '../../../../shared/app-error.ts';
import type { PageRead } from '../../../core/pages/page-read.ts';
import type { PageDriver, TappedResponse } from '../../../core/pages/page-tap.ts';
import { readPage } from '../read-page.ts';
import type { Desk } from '../session/desk.ts';

/** What is asked in vain so often in a row is not asked again. */
const patience = 3;

/** Notes an answer without a word; true when it is time to read as a person does. */
export function isSilent(desk: Desk, place: string): boolean {
  const times = desk.silence?.place === place ? desk.silence.times + 1 : 1;
  desk.silence = { place, times };
  return times >= patience;
}

/**
 * The page's own next answer for the list at `place`. A page loads its list from the start: what it brings again is
 * known already, but a page that is past the place has shown what nobody saw, and another one is needed.
 */
export async function readScrolledPage(desk: Desk, place: string): Promise<PageRead> {
  const { driver } = desk.page;
  if (!driver) throw new AppError('platform.no_answer');
  driver.listen(['/api/']);
  if (!driver.isVisible()) throw new AppError('platform.tab_hidden');
  const answer = await findAnswer(driver, place);
  if (!answer) throw new AppError('platform.no_answer');
  const wanted = toCursor(place);
  const found = toCursor(answer.url);
  if (!desk.isScrolling && found !== '0' && found !== wanted)
    throw new AppError('platform.tab_lost', 'The page was already further down its list; reload it.');
  desk.isScrolling = true;
  return readPage({ url: answer.url, status: answer.status, body: answer.body ?? '' });
}

const toCursor = (address: string): string =>
  new URLSearchParams(address.split('?')[1] ?? '').get('cursor') ?? '0';

/** Of the same list, and not without a word. */
async function findAnswer(driver: PageDriver, place: string): Promise<TappedResponse | null> {
  const [endpoint = '', values = ''] = place.split('?', 2);
  const identity = [...new URLSearchParams(values)].filter(([name]) => !/cursor$/i.test(name));
  while (true) {
    const answer = await driver.next();
    if (!answer) return null;
    const url = new URL(answer.url);
    const isSame =
      url.pathname.startsWith(`/api/${endpoint}/`) &&
      identity.every(([name, value]) => url.searchParams.get(name) === value);
    if (isSame && answer.body) return answer;
  }
}
