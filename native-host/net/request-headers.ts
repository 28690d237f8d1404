/** What is sent along with a request: only to those it is meant for. Pure. */
import { AppError } from '../../shared/app-error.ts';
import type { PlatformId } from '../../shared/model/source.ts';
import type { Cookie } from '../../shared/protocol/parts.ts';
import { isAllowedHost, platformHosts } from '../allowed-hosts.ts';
import { packageVersion } from '../package-version.ts';

/** Lent for one fetch. */
export interface Credentials {
  /** Null: a file of no platform; then the login belongs to the first address's host alone. */
  platform: PlatformId | null;
  cookies: readonly Cookie[];
  referer: string | null;
  userAgent: string | null;
}

/** A cookie's name and value as they may stand in a header (RFC 6265, 4.1.1, without its quarrels about quotes). */
const isClean = ({ name, value }: Cookie): boolean =>
  /^[!#$%&'*+\-.^_`|~\w]+$/.test(name) && /^[\x20-\x3a\x3c-\x7e]*$/.test(value);

const isBelow = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

function isPathBelow(pathname: string, path: string): boolean {
  if (!path.startsWith('/') || path === '/' || pathname === path) return true;
  return pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
}

/** Whether a browser would send the cookie there. */
function isForUrl(cookie: Cookie, url: URL, nowMs: number): boolean {
  const domain = cookie.domain.replace(/^\./, '').toLowerCase();
  const isForHost = cookie.hostOnly ? url.hostname === domain : isBelow(url.hostname, domain);
  const isFresh = cookie.expiresAt === null || cookie.expiresAt * 1000 > nowMs;
  const isSafe = !cookie.secure || url.protocol === 'https:';
  return isForHost && isFresh && isSafe && isPathBelow(url.pathname, cookie.path);
}

const isOfPlatform = (cookie: Cookie, platform: PlatformId): boolean =>
  platformHosts[platform].cookies.some((domain) =>
    isBelow(cookie.domain.replace(/^\./, '').toLowerCase(), domain),
  );

/** The header's value; undefined when there is nothing to send. */
function buildCookieHeader({ cookies, platform }: Credentials, url: URL, nowMs: number): string | undefined {
  const pairs = cookies
    .filter((cookie) => isClean(cookie) && isForUrl(cookie, url, nowMs))
    .filter((cookie) => platform === null || isOfPlatform(cookie, platform))
    .map(({ name, value }) => `${name}=${value}`);
  return pairs.length > 0 ? pairs.join('; ') : undefined;
}

/** A platform's page is named to the platform's hosts; any other only to the host that was asked first. */
function isRefererMeantFor(url: URL, first: URL, platform: PlatformId | null): boolean {
  if (platform) return isAllowedHost(url.hostname, platformHosts[platform].files);
  return url.host === first.host;
}

/** Headers of one hop. `first` is the address that was asked for before any redirect. Throws `input.invalid`. */
export function buildHeaders(
  credentials: Credentials,
  { url, first, nowMs }: { url: URL; first: URL; nowMs: number },
): Record<string, string> {
  const { referer, userAgent, platform } = credentials;
  for (const text of [referer, userAgent])
    if (text !== null && !/^[\x20-\x7e]+$/.test(text))
      throw new AppError('input.invalid', 'A header is not plain text.');
  const cookie = buildCookieHeader(credentials, url, nowMs);
  return {
    accept: '*/*',
    // Packed, a file has no known length, and a small one may unfold into a large one.
    'accept-encoding': 'identity',
    'user-agent': userAgent ?? `star-export/${packageVersion}`,
    ...(referer !== null && isRefererMeantFor(url, first, platform) && { referer }),
    ...(cookie !== undefined && { cookie }),
  };
}
