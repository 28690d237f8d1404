/** Comments and replies of a post as one list. */
import { AppError } from '../../../shared/errors.ts';
import type { PageRead } from '../../core/page-read.ts';
import type { Desk } from './desk.ts';

/** Reads one page; null starts at the top. Throws AppError. */
export async function readCommentsPage(
  _desk: Desk,
  _itemId: string,
  _cursor: string | null,
): Promise<PageRead> {
  throw new AppError('input.not_supported');
}
