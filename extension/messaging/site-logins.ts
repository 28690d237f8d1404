/**
 * The user's login on sites that are no platforms: switched on one by one, and used only while something is fetched from
 * there. Being allowed to ask a site is not enough for it: without the companion the browser has to be allowed to for
 * every download.
 */
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

/** Where extension storage keeps that the login on a site is switched on. */
const toKey = (site: string): string => `login ${site}`;

/** Whether the login on a page's site is switched on, and the browser allows it to be used. */
export async function isLoginAllowed(address: string): Promise<boolean> {
  const site = siteOf(address);
  if (site === null || !(await browser.storage.local.get(toKey(site)))[toKey(site)]) return false;
  return browser.permissions.contains({ origins: [toPattern(site)] });
}

/**
 * Has the browser ask the user for a site, with their login there or without; only within a click. False when they
 * refused, or when there is nothing to ask for.
 */
export async function askForSite(address: string, withLogin: boolean): Promise<boolean> {
  const site = siteOf(address);
  if (site === null || !(await browser.permissions.request({ origins: [toPattern(site)] }))) return false;
  await browser.storage.local.set({ [toKey(site)]: withLogin });
  return true;
}

/** Switches it off, and gives the permission back; `keepsAccess`: not that, because the browser itself fetches from there. */
export async function dropLogin(address: string, keepsAccess: boolean): Promise<void> {
  const site = siteOf(address);
  if (site === null) return;
  await browser.storage.local.remove(toKey(site));
  if (!keepsAccess) await browser.permissions.remove({ origins: [toPattern(site)] });
}

/** The site of a page, where the login there is switched on; else none. */
export async function listLoginSites(address: string): Promise<string[]> {
  const site = siteOf(address);
  return site !== null && (await isLoginAllowed(address)) ? [site] : [];
}

/** Cookies that the browser would send to the page itself; none where that is not allowed. */
export async function readSiteCookies(address: string): Promise<Cookie[]> {
  const sites = await listLoginSites(address);
  const { hostname } = new URL(address);
  return (await readCookies(sites)).filter((cookie) => isFor(hostname, cookie));
}

/** All of it for a screen; pages for which `isPlatform` holds have no login to be asked for. */
export const createSiteLogins = (isPlatform: (address: string) => boolean) => ({
  siteOf: (address: string) => (isPlatform(address) ? null : siteOf(address)),
  isAllowed: isLoginAllowed,
  ask: (address: string) => askForSite(address, true),
  allow: (address: string) => askForSite(address, false),
  drop: dropLogin,
});
