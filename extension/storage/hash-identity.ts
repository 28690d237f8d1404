/** Names of accounts as they are stored. */
import { hashText } from '../core/hash-text.ts';
import type { HashedIdentity, Identity } from '../core/pages/identity.ts';

/** Hashes an identity; the numbers that platforms give accounts could be tried out one by one without the salt. */
export async function toHashedIdentity(
  identity: Identity,
  platform: string,
  salt: string,
): Promise<HashedIdentity> {
  if (typeof identity === 'string') return identity;
  const [account, persona] = await Promise.all(
    [identity.account, identity.persona].map((name) => hashText(`${salt} ${platform} ${name}`, 8)),
  );
  return { account: account ?? '', persona: persona ?? '' };
}
