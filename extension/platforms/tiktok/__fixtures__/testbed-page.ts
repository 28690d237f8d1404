import { askSite, toCookieMap } from '../../../../testbed/ask-site.ts';
import type { SiteCookie } from '../../../../testbed/cookies.ts';
import type { TiktokSite } from '../../../../testbed/tiktok/index.ts';
import { buildSignatureKey, signQuery } from '../../../../testbed/tiktok/signature.ts';
import type { PageAnswer, PageDriver, PageQuestion } from '../../../core/pages/page-tap.ts';
import type { PageAccess } from '../../platform.ts';

const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0';

/** A page of the testbed's TikTok as a collector sees it. */
export interface TestbedPage extends PageAccess {
  /** What was asked for, in order: paths of pages, and of calls with their query. */
  asked: string[];
}

interface Visit {
  cookies?: readonly SiteCookie[];
  /** False: the page was open before the extension was. */
  hasTap?: boolean;
  /** What the page has asked for by itself. */
  requestUrls?: string[];
  /** In place of the site, as a fault does. */
  answer?: (question: PageQuestion) => PageAnswer | null;
  driver?: PageDriver;
  /** Whether the session still holds; asked for each request. */
  isLoggedIn?: () => boolean;
}

/** Opens a page without a browser or a network in between; its tap signs as the page's own script does. */
export async function openTestbedPage(site: TiktokSite, path: string, visit: Visit = {}): Promise<TestbedPage> {
  const { cookies = site.ownerCookies(), hasTap = true, requestUrls = [], answer } = visit;
  const { isLoggedIn = () => true } = visit;
  const url = new URL(path, 'https://www.tiktok.com');
  const key = buildSignatureKey(site.world().seed);
  const asked: string[] = [];
  const get = (target: URL) =>
    askSite(site, {
      ...{ method: 'GET', url: target, body: Buffer.alloc(0) },
      headers: { 'user-agent': userAgent },
      cookies: toCookieMap(cookies.filter(({ name }) => isLoggedIn() || name !== 'sessionid')),
    });
  const ask = async (question: PageQuestion): Promise<PageAnswer> => {
    asked.push(question.path);
    const given = answer?.(question);
    if (given) return given;
    const query = `${question.path.split('?', 2)[1]}&msToken=token`;
    const target = new URL(`${question.path}&msToken=token&X-Bogus=${signQuery(query, userAgent, key)}`, url);
    const { status, text } = await get(target);
    return { status, url: target.href, headers: {}, body: text };
  };
  const html = (await get(url)).text;
  return {
    asked,
    url: () => url,
    html: () => html,
    cookie: () => '',
    nowMs: Date.now,
    requestUrls: () => requestUrls,
    driver: visit.driver ?? null,
    tap: hasTap ? { arm: () => undefined, disarm: () => undefined, ask } : null,
    fetch: async (input) => {
      const target = new URL(String(input), url);
      asked.push(target.pathname);
      const { status, text } = await get(target);
      return new Response(text, { status });
    },
  };
}
