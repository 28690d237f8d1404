/**
 * Whether the account is still logged in. Answers of lists do not say for whom they were made: one whose session ended is
 * answered as a stranger is, without a word about what is private. Only documents tell.
 */
import { AppError, fromWire } from '../../../../shared/app-error.ts';
import type { ErrorCode } from '../../../../shared/error-codes.ts';
import type { Item } from '../../../../shared/model/item.ts';
import { readPage } from '../read-page.ts';
import type { Desk } from './desk.ts';
import { readIdentity } from './identity.ts';
import { fetchDocument } from './page-document.ts';

/** Reads the open page anew, one request. Throws `platform.login_required` when it is nobody's any more. */
export async function checkSession(desk: Desk): Promise<void> {
  const { stored, scope } = await fetchDocument(desk.page, desk.page.url().href);
  desk.identity = readIdentity(scope);
  if (desk.identity === 'nobody') throw new AppError('platform.login_required');
  if (desk.identity !== 'unknown') return;
  const { error } = readPage(stored);
  throw error ? fromWire(error) : new AppError('platform.page_changed');
}

/** A post that nobody else is shown proves that the answer was the account's own. */
export const isOwnAnswer = (items: readonly Item[]): boolean =>
  items.some(({ privacy }) => privacy === 'private' || privacy === 'friends' || privacy === 'custom');

/** What strangers are told of the account's own posts. */
const strangerCodes: readonly ErrorCode[] = [
  'platform.private',
  'platform.not_found',
  'platform.login_required',
];

/** True for a refusal that may only mean that the session has ended. */
export const isForStrangers = ({ identity }: Desk, thrown: unknown): boolean =>
  typeof identity === 'object' && thrown instanceof AppError && strangerCodes.includes(thrown.code);
