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
export type HashedIdentity = { account: string; persona: string } | 'nobody' | 'unknown';
