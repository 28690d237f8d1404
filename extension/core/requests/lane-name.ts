/** The names under which ledgers are kept. */
import { type PlatformId, platformIdSchema } from '../../../shared/model/source.ts';
import type { HashedIdentity } from '../pages/identity.ts';

/** The lane of one account on one platform. */
export interface Lane {
  platform: PlatformId;
  /** The account's hash; `nobody` for the logged-out browser, `default` for what was asked before it was known for whom. */
  account: string;
}

/** Holds what was asked before the account was known; its spending goes to the first account that is seen. */
export const unknownAccount = 'default';

/** The lane of whoever is shown a page; null when the page does not say who that is. */
export function toLane(platform: PlatformId, asker: HashedIdentity): Lane | null {
  if (asker === 'unknown') return null;
  return { platform, account: asker === 'nobody' ? asker : asker.account };
}

/** `platform:account`. */
export const toLaneName = ({ platform, account }: Lane): string => `${platform}:${account}`;

/** Null for a name that is none, such as one of a platform that is gone. */
export function parseLaneName(name: string): Lane | null {
  const [platform, account] = name.split(':', 2);
  const known = platformIdSchema.safeParse(platform);
  return known.success && account ? { platform: known.data, account } : null;
}
