/** The text of a caption track, asked from inside the page: those of private videos are only given to their owner. */
import { AppError } from '../../../../shared/app-error.ts';
import { parseRetryAfter } from '../../../../shared/retry-after.ts';
import { readAnswerText } from '../../../core/pages/read-answer-text.ts';
import type { PageAccess } from '../../platform.ts';
import { toStatusRefusal } from '../pages/negative.ts';

/** A page could name any address as a caption; this one is asked with the user's cookies. */
function parseCaptionUrl(address: string): URL {
  const url = URL.parse(address);
  const isCaption =
    url?.protocol === 'https:' && url.hostname === 'www.youtube.com' && url.pathname === '/api/timedtext';
  if (!isCaption)
    throw new AppError('input.url_refused', undefined, { context: { host: url?.host ?? 'none' } });
  return url;
}

/** WebVTT. Throws AppError; `context.retryAfterSec` says when to ask again. */
export async function readCaption(page: PageAccess, address: string): Promise<string> {
  const url = parseCaptionUrl(address);
  const response = await page.fetch(url.href, { credentials: 'include' }).catch((cause: unknown) => {
    throw new AppError('net.failed', undefined, { cause });
  });
  if (!response.ok) {
    const retryAfterSec = parseRetryAfter(response.headers.get('retry-after'), page.nowMs());
    const context = { status: response.status, ...(retryAfterSec === null ? {} : { retryAfterSec }) };
    const code = toStatusRefusal(response.status)?.error.code ?? 'net.http';
    throw new AppError(response.status === 404 ? 'platform.not_found' : code, undefined, { context });
  }
  const text = await readAnswerText(response);
  if (!text.startsWith('WEBVTT'))
    throw new AppError('media.wrong_type', 'What the site sent is not captions.', {
      context: { length: text.length },
    });
  return text;
}
