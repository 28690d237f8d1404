/** Asks the site's interface through the page's own `fetch`, so that the page signs the request as its own. */
import { AppError } from '../../../../shared/app-error.ts';
import { openTap } from '../../../core/pages/open-tap.ts';
import type { PageRead } from '../../../core/pages/page-read.ts';
import { throwRefusal } from '../../../core/pages/throw-refusal.ts';
import type { PageAccess } from '../../platform.ts';
import { readPage } from '../read-page.ts';
import { readOpenDocument } from './page-document.ts';
import { pickPageParameters, toRequestPath } from './request-path.ts';

const origin = 'https://www.tiktok.com';

/** Paths of the questions. */
export const apiPaths = ['/api/'];

/** In it the site names the puzzle that is to be solved first; the answer itself is empty then. */
const puzzleHeader = 'bdturing-verify';

/** True when the page can be asked. */
export const canAsk = ({ tap }: PageAccess): boolean => tap !== null;

/**
 * One request for what stands at `place`: the part of a list after a continuation, or a detail. Throws AppError: the
 * site's refusals by their codes, `platform.no_answer` for an answer without a word.
 */
export async function askPage(page: PageAccess, place: string): Promise<PageRead> {
  const tap = openTap(page, apiPaths);
  const parameters = pickPageParameters(page.requestUrls(), readOpenDocument(page).scope);
  const path = toRequestPath(place, parameters);
  const answer = await tap.ask({ path, wantedHeaders: ['retry-after', puzzleHeader] });
  if (answer.headers[puzzleHeader] !== undefined) throw new AppError('platform.checkpoint');
  throwRefusal(answer, page.nowMs());
  return readPage({ url: `${origin}${path}`, status: answer.status, body: answer.body });
}
