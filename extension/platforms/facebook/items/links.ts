/** Addresses as an export keeps them: absolute, without Facebook's way station for links and without tracking. */
import { isSiteHost, matchUrl } from '../urls.ts';

const tracking =
  /^(__cft__.*|__tn__|__eep__|__xts__.*|fbclid|mibextid|ref|refid|refsrc|rdid|locale|_rdr|paipv|eav)$/;
const outerTracking = /^fbclid$/;

/** The address, cleaned, or null when the value is none. */
export function toCleanUrl(value: unknown): string | null {
  if (typeof value !== 'string' || !URL.canParse(value)) return null;
  const url = unwrap(new URL(value));
  if (!/^https?:$/.test(url.protocol)) return null;
  const dropped = isSiteHost(url.hostname) ? tracking : outerTracking;
  for (const name of [...url.searchParams.keys()]) if (dropped.test(name)) url.searchParams.delete(name);
  // Escapes whatever half of a character may be left in it.
  return url.href.toWellFormed();
}

/** The canonical address of a page of Facebook; null for addresses that lead elsewhere. */
export function toSiteUrl(value: unknown): string | null {
  const clean = toCleanUrl(value);
  if (clean === null) return null;
  const url = new URL(clean);
  return isSiteHost(url.hostname) ? (matchUrl(url)?.url ?? clean) : null;
}

/** `l.facebook.com/l.php?u=…` leads to what `u` names. */
function unwrap(url: URL): URL {
  if (!/^(lm?|www|m)\.facebook\.com$/.test(url.hostname) || url.pathname !== '/l.php') return url;
  const target = url.searchParams.get('u') ?? '';
  return URL.canParse(target) ? new URL(target) : url;
}

/** When a signed media address stops working: `oe` holds it as hexadecimal Unix seconds. */
export function readExpiry(address: string): string | null {
  const [, hex = ''] = /[?&]oe=([0-9A-Fa-f]{8})(?:&|$)/.exec(address) ?? [];
  return hex ? new Date(Number.parseInt(hex, 16) * 1000).toISOString() : null;
}

/** The address of a media file, or null. Pictures of the page itself (placeholders, icons) are no media. */
export function toMediaUrl(value: unknown): string | null {
  if (typeof value !== 'string' || !URL.canParse(value)) return null;
  const url = new URL(value);
  if (!/^https?:$/.test(url.protocol) || url.hostname === 'static.xx.fbcdn.net') return null;
  return value.toWellFormed();
}
