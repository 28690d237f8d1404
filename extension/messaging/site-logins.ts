/** The user's login on sites that are no platforms: asked for one by one, lent to the companion while it works, and given back. */
import { browser } from 'wxt/browser';
import type { Cookie } from '../../shared/protocol/parts.ts';
import { readCookies } from './read-cookies.ts';

/** Countries that register names one level deeper: `co.uk`, `com.br`, `or.jp`. */
const isDeep = (labels: readonly string[]): boolean =>
  /^[a-z]{2}$/.test(labels.at(-1) ?? '') &&
  /^(co|com|net|org|ac|gov|edu|or|ne|go)$/.test(labels.at(-2) ?? '');

/**
 * The site a page belongs to, as far as its name tells: logins are mostly kept for the whole of it. Null for pages without
 * encryption and for addresses that are numbers or names of a local network.
 */
export function siteOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname } = new URL(address);
  const labels = hostname.split('.');
  const isName = labels.length > 1 && /^[a-z][a-z0-9-]*$/.test(labels.at(-1) ?? '');
  if (protocol !== 'https:' || !isName) return null;
  return labels.slice(isDeep(labels) ? -3 : -2).join('.');
}

const toPattern = (site: string): string => `https://*.${site}/*`;

/** Would the browser send this cookie to the host? */
const isFor = (hostname: string, { domain, hostOnly }: Cookie): boolean => {
  const name = domain.replace(/^\./, '');
  return hostname === name || (!hostOnly && hostname.endsWith(`.${name}`));
};

/** Whether this extension may read the cookies of a page's site. */
export async function isLoginAllowed(address: string): Promise<boolean> {
  const site = siteOf(address);
  return site !== null && (await browser.permissions.contains({ origins: [toPattern(site)] }));
}

/** Has the browser ask the user; only within a click. False when they refused, or when there is nothing to ask for. */
export async function askForLogin(address: string): Promise<boolean> {
  const site = siteOf(address);
  return site !== null && (await browser.permissions.request({ origins: [toPattern(site)] }));
}

/** Gives the permission back. */
export async function dropLogin(address: string): Promise<void> {
  const site = siteOf(address);
  if (site !== null) await browser.permissions.remove({ origins: [toPattern(site)] });
}

/** Cookies that the browser would send to the page itself; none where that is not allowed. */
export async function readSiteCookies(address: string): Promise<Cookie[]> {
  const site = siteOf(address);
  if (site === null || !(await isLoginAllowed(address))) return [];
  const { hostname } = new URL(address);
  return (await readCookies([site])).filter((cookie) => isFor(hostname, cookie));
}

/** All of it for a screen; pages for which `isPlatform` holds have no login to be asked for. */
export const createSiteLogins = (isPlatform: (address: string) => boolean) => ({
  siteOf: (address: string) => (isPlatform(address) ? null : siteOf(address)),
  isAllowed: isLoginAllowed,
  ask: askForLogin,
  drop: dropLogin,
});
