/** The ways Facebook says no, each with its own code. Texts are in the user's language, so structure goes first. */
import type { ErrorCode } from '../../../../shared/error-codes.ts';
import type { WireError } from '../../../../shared/wire-error.ts';
import { toText } from '../../../core/json.ts';
import { createPageRefusal, type PageRefusal } from '../../../core/pages/page-refusal.ts';
import type { Route } from '../documents/route.ts';
import { seek } from '../documents/seek.ts';
import type { Persona } from './persona.ts';

/** What is known of a page on which nothing was found. */
export interface Refused {
  url: URL | null;
  status: number | null;
  /** The document, when the page is one. */
  html: string | null;
  route: Route | null;
  persona: Persona | null;
  /** Errors that answers state. */
  errors: readonly unknown[];
}

/** The reason why nothing was found, or null when the page gives none. */
export function readRefusal(refused: Refused): PageRefusal | null {
  return (
    readErrors(refused.errors) ??
    readAddress(refused.url) ??
    readAddress(refused.route?.url ?? null) ??
    readDocument(refused) ??
    toStatusRefusal(refused.status)
  );
}

/** Numbers that Facebook's answers give their errors. */
const codes: Record<number, ErrorCode> = {
  102: 'platform.login_required',
  190: 'platform.login_required',
  1357001: 'platform.login_required',
  368: 'platform.rate_limited',
  613: 'platform.rate_limited',
  1390008: 'platform.rate_limited',
  1404078: 'platform.rate_limited',
  1675004: 'platform.rate_limited',
  459: 'platform.checkpoint',
  490: 'platform.checkpoint',
  1357031: 'platform.not_found',
};

/** `{errors: [{code, message}]}` beside or in place of data, and `{error, errorSummary}` in place of an answer. */
function readErrors(errors: readonly unknown[]): PageRefusal | null {
  for (const error of errors) {
    const stated = seek(error, 'code') ?? seek(error, 'error') ?? seek(error, 'api_error_code');
    const number = typeof stated === 'number' ? stated : Number(toText(stated) ?? Number.NaN);
    const words = toText(seek(error, 'errorSummary')) ?? toText(seek(error, 'message'));
    const context: WireError['context'] = Number.isFinite(number) ? { code: number } : {};
    const sent = URL.parse(toText(seek(error, 'redirect')) ?? '', 'https://www.facebook.com');
    const code =
      codes[number] ??
      readAddress(sent)?.error.code ??
      toCode(`${words} ${toText(seek(error, 'errorDescription'))}`);
    return createPageRefusal(code, words, context);
  }
  return null;
}

function toCode(words: string): ErrorCode {
  if (/rate limit|too (fast|often)|temporarily blocked/i.test(words)) return 'platform.rate_limited';
  if (/checkpoint|automated behaviou?r|confirm (that )?(it's|it is) you/i.test(words))
    return 'platform.checkpoint';
  if (words.includes('missing_required_variable')) return 'platform.page_changed';
  return /log ?in|logged (in|out)/i.test(words) ? 'platform.login_required' : 'net.http';
}

/** Pages that stand at an address of their own in place of the one that was asked for. */
function readAddress(url: URL | null): PageRefusal | null {
  const path = url?.pathname ?? '';
  if (/^\/checkpoint\//.test(path)) return createPageRefusal('platform.checkpoint');
  if (/^\/(login|recover)(\/|\.php|$)/.test(path)) return createPageRefusal('platform.login_required');
  if (/^\/(privacy\/consent|cookie\/consent|user_cookie_choice)/.test(path))
    return createPageRefusal('platform.consent_required');
  return null;
}

function readDocument({ html, route, persona }: Refused): PageRefusal | null {
  if (html === null) return readMessagePage('', route);
  if (!isFacebook(html)) return null;
  if (/<form\b[^>]*\baction="[^"]*\/checkpoint\//.test(html)) return createPageRefusal('platform.checkpoint');
  const message = readMessagePage(html, route);
  if (message) return message;
  if (persona && persona.id === null) return createPageRefusal('platform.login_required');
  if (/\bid="(login_form|loginbutton)"/.test(html)) return createPageRefusal('platform.login_required');
  // Robots get a page with a summary for link previews; it holds nothing of the post.
  if (!persona && !route && /<meta\b[^>]*\bproperty="og:/.test(html))
    return createPageRefusal(
      'platform.login_required',
      'Facebook showed only a preview of this page, as it does to programs.',
    );
  return null;
}

/** A page that shows one sentence: the content is gone or hidden, or the account has asked for too much. */
function readMessagePage(html: string, route: Route | null): PageRefusal | null {
  const isError =
    route?.roots.includes('CometErrorRoot.react') || html.includes('{"__dr":"CometErrorRoot.react"}');
  const title = isError ? route?.title : null;
  const gone = /isn[’']t available|not available|Page Not Found|removed|deleted/i;
  if (title && gone.test(title)) return createPageRefusal('platform.not_found', title);
  if (/<title>Page Not Found/i.test(html.slice(0, 20_000))) return createPageRefusal('platform.not_found');
  if (/"props":\{"title":"This content isn(’|'|\\u2019)t available right now"/.test(html))
    return createPageRefusal('platform.not_found', 'This content isn’t available right now');
  return isError ? createPageRefusal('platform.rate_limited', title) : null;
}

/** True for documents of Facebook itself: other sites, also of the same company, are not ours to judge. */
export function isFacebook(html: string): boolean {
  return (
    /<html\b[^>]*\bid="facebook"/.test(html.slice(0, 4000)) ||
    /<meta\b[^>]*\bproperty="og:url"[^>]*\bcontent="https:\/\/(www|m|web)\.facebook\.com\//.test(html)
  );
}

/** What an HTTP status alone says, or null when it says nothing final. */
function toStatusRefusal(status: number | null): PageRefusal | null {
  const context = { status: status ?? 0 };
  if (status === 429 || status === 503) return createPageRefusal('platform.rate_limited', null, context);
  if (status === 401 || status === 403) return createPageRefusal('platform.login_required', null, context);
  if (status === 404 || status === 410) return createPageRefusal('platform.not_found', null, context);
  return status !== null && status >= 400 ? createPageRefusal('net.http', null, context) : null;
}
