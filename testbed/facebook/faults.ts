/** What goes wrong on Facebook, by name. Each is a rule for the testbed's fault list and can be sent to its admin address as JSON. */
import type { FaultRule, FaultTiming } from '../faults.ts';
import { toRateLimit } from './documents.ts';
import { checkpointUrl, toLoginPage } from './pages/interstitials.ts';

const site = 'www.facebook.com';
/** Documents: everything on the site but calls. */
const pages = { host: site, method: 'GET', path: /^\/(?!ajax\/|checkpoint|login|favicon)/ };
const graphql = { host: site, method: 'POST', path: '/api/graphql/' };
const calls = { host: site, method: 'POST', path: /^\/(?:api\/graphql|ajax)\// };
const html = 'text/html; charset="utf-8"';

/** The account is stopped: pages lead to the checkpoint. With `checkpointCalls` it is stopped altogether. */
export function checkpointPages(timing: FaultTiming = {}): FaultRule {
  return { match: pages, fault: { kind: 'redirect', to: checkpointUrl }, ...timing };
}

/** The account is stopped: calls answer with where to go, and no data. */
export function checkpointCalls(timing: FaultTiming = {}): FaultRule {
  const answer = {
    __ar: 1,
    error: 1357005,
    errorSummary: 'Your account is restricted',
    payload: null,
    redirect: checkpointUrl,
  };
  return {
    match: calls,
    fault: { kind: 'body', body: `for (;;);${JSON.stringify(answer)}`, contentType: html },
    ...timing,
  };
}

/** Pages are replaced by the login. */
export function loginWall(timing: FaultTiming = {}): FaultRule {
  return {
    match: pages,
    fault: { kind: 'body', body: toLoginPage('', `https://${site}/`), contentType: html },
    ...timing,
  };
}

/** After so many requests, pages and calls alike, everybody is a stranger: the session ended in the middle. */
export function loggedOutFrom(requests: number): FaultRule {
  return { match: { host: site }, fault: { kind: 'without_headers', names: ['cookie'] }, skip: requests };
}

/** Calls say that there were too many. */
export function rateLimitedCalls(timing: FaultTiming = {}): FaultRule {
  const body = JSON.stringify(toRateLimit()[0]);
  return { match: graphql, fault: { kind: 'body', body, contentType: html }, ...timing };
}

/** Pages come without what was asked for: their component is the one for errors, and there are no data. */
export function rateLimitedPages(timing: FaultTiming = {}): FaultRule {
  const route = {
    route: { actorID: '0', rootView: { resource: { __dr: 'CometErrorRoot.react' }, props: {} } },
  };
  const start = [['CometPlatformRootClient', 'init', [], [{ initialRouteInfo: route }]]];
  const data = JSON.stringify({
    require: [['ScheduledServerJS', 'handle', null, [{ __bbox: { require: start } }]]],
  });
  const body = `<!DOCTYPE html>\n<html id="facebook"><head><title>Error</title></head><body>\n<script type="application/json" data-sjs>${data}</script>\n</body></html>`;
  return { match: pages, fault: { kind: 'body', body, contentType: html }, ...timing };
}

/** A streamed answer ends before its last document. */
export function cutStream(afterBytes: number, timing: FaultTiming = {}): FaultRule {
  return { match: graphql, fault: { kind: 'cut', afterBytes, how: 'fin' }, ...timing };
}

/** Calls answer with status 200 and nothing in it. */
export function emptyAnswers(timing: FaultTiming = {}): FaultRule {
  return { match: graphql, fault: { kind: 'body', body: '', contentType: html }, ...timing };
}
