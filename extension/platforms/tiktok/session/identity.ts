import { at, type Json, toObject, toText } from '../../../core/json.ts';
import type { Identity } from '../../../core/pages/identity.ts';

/** Who is logged in where a document was made; null is nobody. */
export interface LoggedInUser {
  id: string | null;
  secUid: string | null;
  handle: string | null;
}

/** The account that a document was made for. */
export function readLoggedInUser(scope: Json | null): LoggedInUser | null {
  const user = toObject(at(scope, 'webapp.app-context', 'user'));
  if (!user) return null;
  const handle = toText(user.uniqueId)?.toLowerCase() ?? null;
  return { id: toText(user.uid), secUid: toText(user.secUid), handle };
}

/** The same for the account's requests; a document without data does not say. */
export function readIdentity(scope: Json | null): Identity {
  if (!toObject(scope?.['webapp.app-context'])) return 'unknown';
  const user = readLoggedInUser(scope);
  if (!user) return 'nobody';
  const account = user.id ?? user.secUid;
  return account ? { account, persona: account } : 'unknown';
}
