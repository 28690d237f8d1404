/**
 * Whom a platform's pages are shown to. The platform's own names for it stay inside the browser's messages; what is
 * stored are hashes.
 */
import { z } from 'zod';

/** As the page says it: the login that requests are counted by, and as whom it acts (a brand's channel, a page). */
export const identitySchema = z.union([
  z.strictObject({ account: z.string().min(1).max(200), persona: z.string().min(1).max(200) }),
  /** Nobody is logged in. */
  z.literal('nobody'),
  /** The page does not say. */
  z.literal('unknown'),
]);
export type Identity = z.infer<typeof identitySchema>;

/** The same in hashes. */
export type Viewer = { account: string; persona: string } | 'nobody' | 'unknown';

/** A hash of a name that says nothing without the browser's own `salt`. */
async function toHash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest, 0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Hashes an identity; the numbers that platforms give accounts could be tried out one by one without the salt. */
export async function toViewer(identity: Identity, platform: string, salt: string): Promise<Viewer> {
  if (typeof identity === 'string') return identity;
  const [account, persona] = await Promise.all(
    [identity.account, identity.persona].map((name) => toHash(`${salt} ${platform} ${name}`)),
  );
  return { account: account ?? '', persona: persona ?? '' };
}
