/** Names of accounts as they are stored. */
import type { HashedIdentity, Identity } from '../core/pages/identity.ts';

/** A hash of a name that says nothing without the browser's own `salt`. */
async function toHash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest, 0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Hashes an identity; the numbers that platforms give accounts could be tried out one by one without the salt. */
export async function toHashedIdentity(
  identity: Identity,
  platform: string,
  salt: string,
): Promise<HashedIdentity> {
  if (typeof identity === 'string') return identity;
  const [account, persona] = await Promise.all(
    [identity.account, identity.persona].map((name) => toHash(`${salt} ${platform} ${name}`)),
  );
  return { account: account ?? '', persona: persona ?? '' };
}
