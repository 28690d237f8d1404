/** What goes wrong on TikTok, by name. Each is a rule for the testbed's fault list and can be sent to its admin address as JSON. */
import type { FaultRule, FaultTiming } from '../faults.ts';
import { toCaptchaPage, toChallengePage } from './pages/interstitials.ts';

const site = 'www.tiktok.com';
/** Documents: everything on the site but calls. */
const pages = { host: site, method: 'GET', path: /^\/(?!api\/|aweme\/|favicon)/ };
const calls = { host: site, path: /^\/api\// };
const lists = { host: site, path: /^\/api\/[\w/]*(?:_list|\/list|\/playlist|\/reply)\/?\?/ };
const json = { 'content-type': 'application/json; charset=utf-8' };

/** Lists answer with status 200 and nothing in it, as they do now and then. */
export function emptyLists(timing: FaultTiming = {}): FaultRule {
  return { match: lists, fault: { kind: 'status', status: 200, body: '', headers: json }, ...timing };
}

/** Pages lead to the login instead. */
export function loginWall(timing: FaultTiming = {}): FaultRule {
  const match = { host: site, method: 'GET', path: /^\/(?:@|tag\/|music\/)/ };
  const to = `https://${site}/login?redirect_url=https%3A%2F%2F${site}%2F`;
  return { match, fault: { kind: 'redirect', to }, ...timing };
}

/**
 * After so many requests the session has ended, while the browser is known as before: lists are answered as for a
 * stranger, without a word about it.
 */
export function sessionEndedFrom(requests: number): FaultRule {
  const names = ['sessionid', 'sessionid_ss', 'sid_tt', 'sid_guard', 'uid_tt'];
  return { match: { host: site }, fault: { kind: 'without_cookies', names }, skip: requests };
}

/** Pages are replaced by the riddle for clients that are no browsers (`id="cs"`). Once: who solves it gets the page. */
export function challengePage(timing: FaultTiming = { times: 1 }): FaultRule {
  return { match: pages, fault: { kind: 'body', body: toChallengePage() }, ...timing };
}

/** Pages are replaced by the slider for people, and calls answer nothing. */
export function captchaPages(timing: FaultTiming = {}): FaultRule {
  return { match: pages, fault: { kind: 'body', body: toCaptchaPage() }, ...timing };
}

/** Calls are answered as when a slider is to be solved first: nothing, and a header that names it. */
export function captchaCalls(timing: FaultTiming = {}): FaultRule {
  const headers = { ...json, 'bdturing-verify': '{"code":"10000","type":"verify","subtype":"slide"}' };
  return { match: calls, fault: { kind: 'status', status: 200, body: '', headers }, ...timing };
}

/** A post vanishes between a list that still has it and its own page. @param code 10204 removed, 10216 private */
export function refusedPost(postId: string, code: 10204 | 10216 = 10204): FaultRule {
  const path = new RegExp(`/(?:video|photo)/${postId}|/api/item/detail/.*itemId=${postId}`);
  return {
    match: { host: site, path },
    fault: { kind: 'json', remove: ['itemInfo'], set: { statusCode: code } },
  };
}
