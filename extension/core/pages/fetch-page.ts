import { AppError } from '../../../shared/app-error.ts';
import type { AnswerBody } from '../read-bounded-text.ts';
import { readAnswerText } from './read-answer-text.ts';
import { throwRateLimit } from './throw-refusal.ts';

/** What is read of an answer. */
interface Answer extends AnswerBody {
  url: string;
  status: number;
  headers: { get(name: string): string | null };
}

/** What a document is asked for with. */
interface Asking {
  fetch(address: string, init: { credentials: 'include' }): Promise<Answer>;
  nowMs(): number;
}

/** A document as it came, from wherever the site led. */
export interface FetchedPage {
  url: string;
  status: number;
  body: string;
}

/** A document of the site as the account sees it. Throws `net.failed`, `media.too_large`, `platform.rate_limited`; other refusals are its reader's. */
export async function fetchPage(page: Asking, address: string): Promise<FetchedPage> {
  const response = await page.fetch(address, { credentials: 'include' }).catch((error: unknown) => {
    throw new AppError('net.failed', undefined, { cause: error });
  });
  const { status, headers, url } = response;
  throwRateLimit(status, headers.get('retry-after'), page.nowMs());
  return { url: url || address, status, body: await readAnswerText(response) };
}
