/**
 * What has become of an item: whether it is saved, and what is missing of it all the same, such as what others said under it,
 * or its captions. Pure.
 */
import type { Completeness } from '../../../shared/model/archive.ts';
import type { ItemRecord } from './item-record.ts';

type Lacking = NonNullable<Completeness['lacking']>[number]['what'][number];

const isOver = (progress: ItemRecord['video']): boolean => progress === 'done' || progress === 'skipped';

/** Pictures and captions are one phase. */
const lacksOnlyCaptions = ({ extras, lacksCaptions = false }: ItemRecord): boolean =>
  extras === 'refused' && lacksCaptions;

/** In the archive with what it is made of. This is what is counted as saved. */
export const isSaved = (record: ItemRecord): boolean =>
  !record.excluded &&
  record.item.unavailable === null &&
  record.comments !== 'pending' &&
  [record.entries, record.details, record.video].every(isOver) &&
  (isOver(record.extras) || lacksOnlyCaptions(record));

/** What was asked for beside a saved item and could not be had; empty for items that are not saved. */
export function listLacking(record: ItemRecord): Lacking[] {
  if (!isSaved(record)) return [];
  return [
    ...(record.comments === 'refused' ? ['comments' as const] : []),
    ...(lacksOnlyCaptions(record) ? ['captions' as const] : []),
  ];
}

/** Saved with everything that was asked for: no later export has to look for any of it. */
export const isWhole = (record: ItemRecord): boolean => isSaved(record) && record.refusals.length === 0;
