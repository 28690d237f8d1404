import type { Lease } from '../../messaging/companion-downloads.ts';
import { readCookies } from '../../messaging/read-cookies.ts';
import { readSiteCookies } from '../../messaging/site-logins.ts';
import { findPlatformOf } from '../../platforms/index.ts';

/**
 * What the companion may use for a page: on a platform its cookies, on another site those that the user has allowed, and
 * nothing else.
 */
export async function readLease(url: string, withLogin: boolean): Promise<Lease> {
  const platform = findPlatformOf(url);
  if (platform) {
    const cookies = await readCookies(platform.cookieDomains);
    return { platform: platform.id, cookies, userAgent: navigator.userAgent };
  }
  const cookies = withLogin ? await readSiteCookies(url) : [];
  return { platform: null, cookies, userAgent: cookies.length > 0 ? navigator.userAgent : null };
}
