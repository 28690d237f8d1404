/** The ways TikTok says no, each with its own code. */
import type { ErrorCode } from '../../../../shared/error-codes.ts';
import type { WireError } from '../../../../shared/wire-error.ts';
import { type Json, toText } from '../../../core/json.ts';
import { createPageRefusal, type PageRefusal } from '../../../core/pages/page-refusal.ts';
import type { Asked } from '../documents/asked.ts';
import { countUnknown } from '../documents/drift.ts';

/** A refusal, with TikTok's own words where it has some. */
export function createRefusal(
  code: ErrorCode,
  message?: string | null,
  context?: WireError['context'],
): PageRefusal {
  const refusal = createPageRefusal(code, message, context);
  // A puzzle stands in for any page, as "too many requests" does.
  return code === 'platform.checkpoint' ? { ...refusal, page: 'rate_limited' } : refusal;
}

/** TikTok's own numbers, in pages and answers alike. */
const statusCodes = new Map<number, ErrorCode>([
  [8, 'platform.login_required'],
  [20003, 'platform.login_required'],
  [10000, 'platform.checkpoint'],
  [10202, 'platform.not_found'],
  [10204, 'platform.not_found'],
  [10221, 'platform.not_found'],
  [10215, 'platform.private'],
  [10216, 'platform.private'],
  [10222, 'platform.private'],
  // Not shown in the region the account is in.
  [10231, 'platform.unavailable'],
]);

/** What an answer or a part of a page says about itself; null when it is all right. */
export function readStatus(doc: Json, counts: Map<string, number>): PageRefusal | null {
  if (doc.type === 'verify' || doc.verify_event !== undefined) return createRefusal('platform.checkpoint');
  let status = 0;
  for (const key of ['statusCode', 'status_code']) {
    const value = doc[key] ?? 0;
    if (typeof value === 'number') status ||= value;
    else countUnknown(counts, key);
  }
  if (status === 0) return null;
  const words = toText(doc.statusMsg) || toText(doc.status_msg);
  return createRefusal(statusCodes.get(status) ?? 'platform.unavailable', words?.toWellFormed(), { status });
}

/** What an HTTP status alone says, or null when it says nothing final. */
export function toStatusRefusal(status: number | null): PageRefusal | null {
  if (status === null || status < 400) return null;
  const context = { status };
  if (status === 403 || status === 429 || status === 503)
    return createRefusal('platform.rate_limited', null, context);
  if (status === 401) return createRefusal('platform.login_required', null, context);
  if (status === 400 || status === 404 || status === 410)
    return createRefusal('platform.not_found', null, context);
  return createRefusal('net.http', null, context);
}

/** An answer without a word is how TikTok puts off a request that came too soon or without the page's signature. */
export function toEmptyRefusal({ url, status }: Asked): PageRefusal {
  const isOurs = url !== null && /(^|\.)tiktok\.com$/.test(url.hostname);
  return isOurs
    ? createRefusal('platform.rate_limited', 'The site answered with nothing.', { status: status ?? 0 })
    : createRefusal('input.unreadable', 'There is nothing in it.');
}

/** A document without the data that every page has. */
export function readHtmlRefusal(html: string, { url }: Asked): PageRefusal {
  if (/^\/login\b/.test(url?.pathname ?? '')) return createRefusal('platform.login_required');
  // The browser is given a sum to work out, or the user a puzzle.
  const isPuzzle = /\bid="(cs|wci|rci|captcha[\w-]*|verify-bar[\w-]*)"|_wafchallengeid/.test(html);
  return createRefusal(isPuzzle ? 'platform.checkpoint' : 'platform.page_changed');
}
