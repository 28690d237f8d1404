/** Pages that stand in place of any other: the login, a checkpoint, a question of consent, "too many requests". */

import { fromWire } from '../../../../shared/app-error.ts';
import type { ErrorCode } from '../../../../shared/error-codes.ts';
import type { StoredPage } from '../../platform.ts';
import { readPage } from '../read-page.ts';

const codes: readonly ErrorCode[] = [
  'platform.login_required',
  'platform.checkpoint',
  'platform.consent_required',
  'platform.rate_limited',
];

/** Throws AppError when a document is such a page. */
export function throwSessionRefusal(page: StoredPage): void {
  const { error } = readPage(page);
  if (error && codes.includes(error.code)) throw fromWire(error);
}
