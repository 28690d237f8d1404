/** The proof a page's script gives with its requests that it may read the account's cookies. */
import { toHex } from '../../../core/hash-text.ts';

const schemes = [
  ['SAPISIDHASH', ['SAPISID', '__Secure-3PAPISID', '__Secure-1PAPISID']],
  ['SAPISID1PHASH', ['__Secure-1PAPISID']],
  ['SAPISID3PHASH', ['__Secure-3PAPISID']],
] as const;

/**
 * The value of the `Authorization` header, or null when the cookies hold no account: for each cookie
 * `SCHEME <seconds>_<sha1 of "seconds cookie origin">`.
 */
export async function buildAuthorization(
  cookie: string,
  origin: string,
  nowMs: number,
): Promise<string | null> {
  const cookies = parseCookies(cookie);
  const seconds = Math.floor(nowMs / 1000);
  const proofs: string[] = [];
  for (const [scheme, names] of schemes) {
    const secret = names.map((name) => cookies.get(name)).find((value) => value);
    if (secret) proofs.push(`${scheme} ${seconds}_${await sha1(`${seconds} ${secret} ${origin}`)}`);
  }
  return proofs.length > 0 ? proofs.join(' ') : null;
}

function parseCookies(cookie: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of cookie.split(';')) {
    const split = pair.indexOf('=');
    if (split > 0) cookies.set(pair.slice(0, split).trim(), pair.slice(split + 1).trim());
  }
  return cookies;
}

async function sha1(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text));
  return toHex(new Uint8Array(digest));
}
