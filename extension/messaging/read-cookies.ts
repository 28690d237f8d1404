/** The cookies a job may lend to the companion: of its platform's domains, and no others. */
import { type Browser, browser } from 'wxt/browser';
import type { Cookie } from '../../shared/protocol/parts.ts';

const toCookie = (cookie: Browser.cookies.Cookie): Cookie => ({
  name: cookie.name,
  value: cookie.value,
  domain: cookie.domain,
  path: cookie.path,
  secure: cookie.secure,
  httpOnly: cookie.httpOnly,
  hostOnly: cookie.hostOnly,
  expiresAt: cookie.expirationDate ?? null,
});

/** They go over the native port only: never into logs, messages to pages, or the library. */
export async function readCookies(domains: string[]): Promise<Cookie[]> {
  const found = await Promise.all(domains.map((domain) => browser.cookies.getAll({ domain })));
  return found.flat().map(toCookie);
}
