/** How far an item got, as pure functions over its record. */
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { ChoiceReason, Refusal } from '../../../shared/model/archive.ts';
import { type Item, toItemKey } from '../../../shared/model/item.ts';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import type { SourceKind } from '../../../shared/model/source.ts';
import { type Knowledge, wantsLarger } from '../jobs/base-export.ts';
import { needsDetails } from '../jobs/plan.ts';
import type { ItemRecord } from './item-record.ts';
import { mergeItem } from './merge-item.ts';

/** What is done with an item, each part on its own. */
export type Phase = 'entries' | 'details' | 'comments' | 'extras' | 'video';

const namingKinds: readonly Item['kind'][] = ['playlist', 'channel', 'album', 'profile'];

/** Posts have media of their own; lists and accounts only name others. */
export const isPost = (item: Pick<Item, 'kind'>): boolean => !namingKinds.includes(item.kind);

/** Which posts are in it, and in which order, is read too; albums of others that were only saved are named. */
const hasEntries = ({ kind }: Pick<Item, 'kind'>): boolean => kind === 'playlist' || kind === 'album';

interface NewRecord {
  jobId: string;
  ordinal: number;
  item: Item;
  seenIn: SourceKind;
  options: JobOptions;
  /** What the export that this one adds to has of it. */
  known?: Knowledge | undefined;
}

/** A record of an item that was just seen for the first time, with what the options ask of it still pending. */
export function createItemRecord({ jobId, ordinal, item, seenIn, options, known }: NewRecord): ItemRecord {
  const excluded = known && isNothingNew(item, known, options) ? 'known' : findExclusion(item, options);
  const post = isPost(item) && item.unavailable === null;
  const wanted = (yes: boolean) => (yes ? 'pending' : 'skipped');
  return {
    jobId,
    key: toItemKey(item),
    ordinal,
    item,
    seenIn: [seenIn],
    excluded,
    entries: wanted(hasEntries(item) && seenIn !== 'saved' && item.unavailable === null),
    details: wanted(post && needsDetails(item, options)),
    comments: wanted(post && options.comments),
    extras: wanted(
      item.kind !== 'channel' && item.kind !== 'profile' && (options.thumbnails || options.subtitles),
    ),
    video: wanted(post && options.withMedia),
    cursor: null,
    refusals:
      isPost(item) && item.unavailable !== null && !excluded
        ? [unavailableRefusal(item, item.unavailable)]
        : [],
    files: [],
  };
}

/** Lists are read again each time, because what is in them changes; a post that was not to be had may be now. */
function isNothingNew(item: Item, known: Knowledge, options: JobOptions): boolean {
  if (!isPost(item)) return false;
  if (item.unavailable !== null) return known.unavailable;
  return known.kept && !wantsLarger(known, options);
}

/** What not everybody may see; links to what is unlisted are open to all. */
const privateKinds: readonly Item['privacy'][] = ['private', 'friends', 'custom'];

/** Why an item is left out by choice, as far as it is known yet; false when it is not. */
export function findExclusion(
  item: Item,
  options: JobOptions,
): Extract<ChoiceReason, 'dates' | 'private'> | false {
  if (!isInDateRange(item, options)) return 'dates';
  return !options.privateItems && privateKinds.includes(item.privacy) ? 'private' : false;
}

const unavailableRefusal = (item: Item, message: string): Refusal => ({
  id: item.id,
  code: item.privacy === 'private' ? 'platform.private' : 'platform.unavailable',
  message: message || 'The platform lists it but does not show it.',
});

/** The same item seen in another list, or once more in the same one. */
export function seeAgain(record: ItemRecord, item: Item, seenIn: SourceKind): ItemRecord {
  const seen = record.seenIn.includes(seenIn) ? record.seenIn : [...record.seenIn, seenIn];
  return { ...record, item: mergeItem(record.item, item), seenIn: seen };
}

/** The record with one phase marked. */
export function withPhase(record: ItemRecord, phase: Phase, progress: ItemRecord[Phase]): ItemRecord {
  return { ...record, [phase]: progress };
}

/** A phase that cannot be had: said once per item, and the video is not tried when the post itself is refused. */
export function withRefusal(
  record: ItemRecord,
  phase: Phase,
  { code, message, lacksCaptions = false }: { code: ErrorCode; message: string; lacksCaptions?: boolean },
): ItemRecord {
  const refusal = { code, message };
  const entry: Refusal = { id: record.item.id, ...refusal };
  const gone =
    phase === 'details' && refusal.code.startsWith('platform.') && refusal.code !== 'platform.page_changed';
  return {
    ...record,
    [phase]: 'refused',
    ...(phase === 'extras' && { lacksCaptions }),
    ...(gone && { comments: 'skipped' as const, video: 'skipped' as const }),
    refusals: [...record.refusals.filter((known) => known.code !== entry.code), entry],
  };
}

/** Whether an exact date lies in the chosen days (in UTC); an unknown one is kept, because dropping it could lose it. */
export function isInDateRange(item: Item, { from, to }: Pick<JobOptions, 'from' | 'to'>): boolean {
  if (item.createdAt.precision !== 'exact') return true;
  const day = new Date(item.createdAt.at).toISOString().slice(0, 10);
  return (from === null || day >= from) && (to === null || day <= to);
}
