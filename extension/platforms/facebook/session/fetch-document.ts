import { AppError } from '../../../../shared/app-error.ts';
import { parseRetryAfter } from '../../../../shared/retry-after.ts';
import type { PageAccess } from '../../platform.ts';
import { throwSessionRefusal } from './session-refusal.ts';

/** A document, wherever the site leads from its address: without its data, which only those get who go there. Throws AppError. */
export async function fetchDocument(
  page: PageAccess,
  address: string,
): Promise<{ url: string; text: string }> {
  const response = await page.fetch(address, { credentials: 'include' }).catch((error: unknown) => {
    throw new AppError('net.failed', undefined, { cause: error });
  });
  if (response.status === 429) {
    const retryAfterSec = parseRetryAfter(response.headers.get('retry-after'), page.nowMs());
    throw new AppError('platform.rate_limited', undefined, {
      context: { status: 429, ...(retryAfterSec !== null && { retryAfterSec }) },
    });
  }
  const [url, text] = [response.url || address, await response.text()];
  throwSessionRefusal({ url, status: response.status, body: text });
  return { url, text };
}
