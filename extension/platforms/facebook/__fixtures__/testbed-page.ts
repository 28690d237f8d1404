import { toCookieMap } from '../../../../testbed/ask-site.ts';
import type { SiteCookie } from '../../../../testbed/cookies.ts';
import { readBody } from '../../../../testbed/facebook/ask-facebook.ts';
import type { FacebookSite } from '../../../../testbed/facebook/index.ts';
import type { SiteRequest } from '../../../../testbed/site.ts';
import type { PageAnswer, PageDriver, PageQuestion } from '../../../core/pages/page-tap.ts';
import type { PageAccess } from '../../platform.ts';

const origin = 'https://www.facebook.com';

/** A page of the testbed's Facebook as a collector sees it. */
export interface TestbedPage extends PageAccess {
  /** What was asked for, in order: names of queries, and paths of routes and of documents. */
  asked: string[];
}

/** How a page is opened. */
export interface Visit {
  cookies?: readonly SiteCookie[];
  /** False: the page was open before the extension was. */
  hasTap?: boolean;
  /** In place of the site, as a fault does. */
  answer?: (question: PageQuestion) => Partial<PageAnswer> | null;
  driver?: PageDriver;
  /** Answers to navigation name what they come with, and leave it to the page to ask for it. */
  withoutResults?: boolean;
  /** How long ago the page was loaded, in milliseconds. */
  ageMs?: number;
}

interface Answered {
  url: URL;
  status: number;
  text: string;
}

/** Asks the site and follows it where it leads. */
async function ask(site: FacebookSite, request: SiteRequest): Promise<Answered> {
  const { status = 200, headers = {}, body } = await site.respond(request);
  if (status === 302)
    return ask(site, { ...request, url: new URL(String(headers.location), request.url) });
  return { url: request.url, status, text: await readBody(body) };
}

/** Opens a page without a browser or a network in between. */
export async function openTestbedPage(
  site: FacebookSite,
  address: string,
  visit: Visit = {},
): Promise<TestbedPage> {
  const { cookies = site.ownerCookies(), hasTap = true, answer, ageMs = 0 } = visit;
  const asked: string[] = [];
  const get = (url: URL, mode: string) =>
    ask(site, {
      ...{ method: 'GET', url, body: Buffer.alloc(0), headers: { 'sec-fetch-mode': mode } },
      cookies: toCookieMap(cookies),
    });
  const { url, text: html } = await get(new URL(address, origin), 'navigate');

  const askThroughTap = async (question: PageQuestion): Promise<PageAnswer> => {
    const form = new URLSearchParams(question.body);
    asked.push(form.get('fb_api_req_friendly_name') ?? form.get('route_url') ?? question.path);
    const given = answer?.(question);
    if (given) return { status: 200, url: question.path, headers: {}, body: '', ...given };
    const answered = await ask(site, {
      ...{ method: question.method ?? 'GET', url: new URL(question.path, origin) },
      body: Buffer.from(question.body ?? ''),
      headers: { ...question.headers, origin },
      cookies: toCookieMap(cookies),
    });
    const isBare = visit.withoutResults === true && question.path.startsWith('/ajax/');
    const lines = answered.text.split('\n').filter((line) => !isBare || !line.includes('"preloader"'));
    return { status: answered.status, url: answered.url.href, headers: {}, body: lines.join('\n') };
  };

  return {
    asked,
    url: () => url,
    html: () => html,
    cookie: () =>
      cookies
        .filter(({ httpOnly }) => !httpOnly)
        .map(({ name, value }) => `${name}=${value}`)
        .join('; '),
    nowMs: Date.now,
    loadedAtMs: () => Date.now() - ageMs,
    requestUrls: () => [],
    driver: visit.driver ?? null,
    tap: hasTap ? { arm: () => undefined, disarm: () => undefined, ask: askThroughTap } : null,
    fetch: async (input) => {
      const target = new URL(String(input), url);
      if (target.hostname === 'www.facebook.com') asked.push(target.pathname);
      const answered = await get(target, 'cors');
      const response = new Response(answered.text, { status: answered.status });
      Object.defineProperty(response, 'url', { value: answered.url.href });
      return response;
    },
  };
}
