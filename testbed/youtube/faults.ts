/** What goes wrong on YouTube, by name. Each is a rule for the testbed's fault list and can be sent to its admin address as JSON. */
import type { FaultRule, FaultTiming } from '../faults.ts';
import { toCaptchaPage, toConsentPage } from './pages/interstitials.ts';
import { toApiError } from './shapes/envelope.ts';

const site = 'www.youtube.com';
/** Documents: everything on the site but calls, scripts and captions. */
const pages = { host: site, method: 'GET', path: /^\/(?!youtubei\/|s\/|api\/|feeds\/)/ };
const calls = { host: site, method: 'POST', path: '/youtubei/v1/' };

/** Pages are replaced by Europe's question about cookies. */
export function consentPage(timing: FaultTiming = {}): FaultRule {
  return {
    match: pages,
    fault: { kind: 'body', body: toConsentPage('https://www.youtube.com/') },
    ...timing,
  };
}

/** Pages and calls get the captcha page with status 429. @param retryAfter seconds, or an HTTP date */
export function captchaPage(timing: FaultTiming & { retryAfter?: number | string } = {}): FaultRule {
  const { retryAfter, ...when } = timing;
  const body = toCaptchaPage('https://www.youtube.com/');
  const fault = {
    kind: 'status',
    status: 429,
    body,
    ...(retryAfter !== undefined && { retryAfter }),
  } as const;
  return { match: { host: site, path: /^\/(?!s\/)/ }, fault, ...when };
}

/** Only calls get 429, with a short JSON error. @param retryAfter seconds, or an HTTP date */
export function tooManyCalls(timing: FaultTiming & { retryAfter?: number | string } = {}): FaultRule {
  const { retryAfter, ...when } = timing;
  const body = JSON.stringify({
    error: {
      code: 429,
      message: 'Resource has been exhausted (e.g. check quota).',
      status: 'RESOURCE_EXHAUSTED',
    },
  });
  const headers = { 'content-type': 'application/json; charset=UTF-8' };
  const fault = {
    kind: 'status',
    status: 429,
    body,
    headers,
    ...(retryAfter !== undefined && { retryAfter }),
  } as const;
  return { match: calls, fault, ...when };
}

/** After so many requests, pages and calls alike, everybody is a stranger: the session ended in the middle. */
export function loggedOutFrom(requests: number): FaultRule {
  return {
    match: { host: site, path: /^\/(?!s\/)/ },
    fault: { kind: 'without_headers', names: ['cookie', 'authorization'] },
    skip: requests,
  };
}

/** Continuations are refused as after too long a pause. */
export function staleTokens(timing: FaultTiming = {}): FaultRule {
  const body = JSON.stringify(toApiError(400, 'INVALID_ARGUMENT'));
  const headers = { 'content-type': 'application/json; charset=UTF-8' };
  return {
    match: { ...calls, bodyIncludes: '"continuation"' },
    fault: { kind: 'status', status: 400, body, headers },
    ...timing,
  };
}
