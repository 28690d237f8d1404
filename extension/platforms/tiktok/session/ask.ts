/** Asks the site's interface through the page's own `fetch`, so that the page signs the request as its own. */
import { AppError } from '../../../../shared/app-error.ts';
import { parseRetryAfter } from '../../../../shared/retry-after.ts';
import type { PageRead } from '../../../core/pages/page-read.ts';
import type { PageAnswer, PageTap } from '../../../core/pages/page-tap.ts';
import type { PageAccess } from '../../platform.ts';
import { readPage } from '../read-page.ts';
import { readOpenDocument } from './page-document.ts';
import { pickPageParameters, toRequestPath } from './request-path.ts';

const origin = 'https://www.tiktok.com';
const apiPath = '/api/';

/** In it the site names the puzzle that is to be solved first; the answer itself is empty then. */
const puzzleHeader = 'bdturing-verify';

/** True when the page can be asked. */
export const canAsk = ({ tap }: PageAccess): boolean => tap !== null;

/**
 * One request for what stands at `place`: the part of a list after a continuation, or a detail. Throws AppError: the
 * site's refusals by their codes, `platform.no_answer` for an answer without a word.
 */
export async function askPage(page: PageAccess, place: string): Promise<PageRead> {
  const { tap } = page;
  if (!tap) throw createTapless();
  const parameters = pickPageParameters(page.requestUrls(), readOpenDocument(page).scope);
  const path = toRequestPath(place, parameters);
  // Listening lets questions through as well.
  if (!page.driver?.isListening()) tap.arm([apiPath], null);
  const answer = await askTap(tap, path);
  throwRefusal(answer, page.nowMs());
  return readPage({ url: `${origin}${path}`, status: answer.status, body: answer.body });
}

/** The tap goes into pages while they load: one that was open before the extension has none. */
const createTapless = (): AppError =>
  new AppError('platform.tab_lost', 'The tab was open before Star Export was; reload it.', {
    context: { tap: 'missing' },
  });

function askTap(tap: PageTap, path: string): Promise<PageAnswer> {
  return tap.ask({ path, wantedHeaders: ['retry-after', puzzleHeader] });
}

function throwRefusal({ status, headers, body }: PageAnswer, nowMs: number): void {
  if (headers[puzzleHeader] !== undefined) throw new AppError('platform.checkpoint');
  if (status === 429) {
    const retryAfterSec = parseRetryAfter(headers['retry-after'], nowMs);
    throw new AppError('platform.rate_limited', undefined, {
      context: { status, ...(retryAfterSec !== null && { retryAfterSec }) },
    });
  }
  if (status === 200 && body.trim() === '') throw new AppError('platform.no_answer');
}
