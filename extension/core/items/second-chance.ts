/** Another chance for what was refused, lost, or is less than was wanted. Pure. */
import type { JobOptions } from '../../../shared/model/job-options.ts';
import type { Phase } from './item-progress.ts';
import type { ItemRecord } from './item-record.ts';
import { listLesser, withLesserDue } from './lesser-files.ts';
import { withLostAgain } from './lost-files.ts';

/** Whether there is something of an item that another try could bring. */
export const canBeImproved = (record: ItemRecord): boolean =>
  !record.excluded && (record.refusals.length > 0 || listLesser(record).length > 0);

/**
 * Another chance for what was refused or is less than was wanted, when the user asks for it. With details that were
 * refused, what was given up with them is wanted again, and so are the captions, which only details name. A list of its
 * own is read from its beginning: the place to go on at may be what failed.
 */
export function withSecondChance(record: ItemRecord, options: JobOptions): ItemRecord {
  const again = (progress: ItemRecord[Phase]) => (progress === 'refused' ? 'pending' : progress);
  const isGivenUp = record.refusals.length > 0 && record.details === 'refused';
  const wanted = (progress: ItemRecord[Phase], yes: boolean) =>
    isGivenUp && yes && progress === 'skipped' ? 'pending' : again(progress);
  const isListLost = record.entries === 'refused' || record.comments === 'refused';
  return withLostAgain({
    ...withLesserDue(record),
    cursor: isListLost ? null : record.cursor,
    entries: again(record.entries),
    details: again(record.details),
    comments: wanted(record.comments, options.comments),
    extras: isGivenUp && record.extras === 'done' ? 'pending' : again(record.extras),
    video: listLesser(record).length > 0 ? 'pending' : wanted(record.video, options.withMedia),
    refusals: record.item.unavailable === null ? [] : record.refusals,
    refusedBefore: record.refusals.map(({ code }) => code),
  });
}
