import { isOneOf } from '../core/jobs/file-errors.ts';

/** What is read of another export; null where the library cannot read it any more, which says nothing of the one that asks. */
export async function unlessUnreadable<Result>(reading: Promise<Result>): Promise<Result | null> {
  try {
    return await reading;
  } catch (thrown) {
    if (!isOneOf(['storage.unreadable'], thrown)) throw thrown;
    return null;
  }
}
