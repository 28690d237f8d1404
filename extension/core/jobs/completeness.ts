/** The account of an export: what the platform claims, what was seen, what was saved, what was refused and why. */
import type { ChoiceReason, Completeness, Refusal } from '../../../shared/model/archive.ts';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import type { Source } from '../../../shared/model/source.ts';
import { isSaved, listLacking } from '../items/is-saved.ts';
import { isPost } from '../items/item-progress.ts';
import type { ItemRecord } from '../items/item-record.ts';
import { countLesser } from '../items/lesser-files.ts';
import { countOtherKinds } from '../items/media-files.ts';

interface Account {
  source: Source;
  options: JobOptions;
  /** Lists that could not be read, and other troubles that concern no single item. */
  refusals: Refusal[];
  unknown: Completeness['unknown'];
  /** True when everything was asked for: with a date range or a number, "not seen" would mean nothing. */
  whole: boolean;
  /** See `Completeness`. */
  vanished: Completeness['vanished'];
}

/** Whether an item is one of those that the source's number counts: lists count what is in them, profiles their posts. */
function isClaimed({ kind }: Source, record: ItemRecord): boolean {
  if (kind === 'profile') return record.seenIn.includes('posts');
  const countsAll = kind === 'channel_playlists' || kind === 'subscriptions';
  return countsAll ? !record.excluded : isPost(record.item);
}

/** Adds up records one by one, so that 100,000 of them need no array. */
export function createCompleteness({ source, options, refusals, unknown, whole, vanished }: Account) {
  let seen = 0;
  let listed = 0;
  let saved = 0;
  let posts = 0;
  let undated = 0;
  const hasDays = options.from !== null || options.to !== null;
  const refused = [...refusals];
  const leftOut: Completeness['leftOut'] = {};
  const reduced: NonNullable<Completeness['reduced']> = [];
  const lacking: NonNullable<Completeness['lacking']> = [];
  const count = (reason: ChoiceReason, more = 1): void => {
    if (more > 0) leftOut[reason] = (leftOut[reason] ?? 0) + more;
  };
  return {
    add(record: ItemRecord): void {
      if (isClaimed(source, record)) listed += 1;
      if (record.excluded) {
        count(record.excluded === true ? 'dates' : record.excluded);
        return;
      }
      for (const { reason } of record.leftOut ?? []) count(reason);
      if (record.video !== 'skipped') count('media_types', countOtherKinds(record.item, options));
      seen += 1;
      if (isPost(record.item)) {
        posts += 1;
        if (hasDays && record.item.createdAt.precision !== 'exact') undated += 1;
      }
      if (isSaved(record)) saved += 1;
      const what = listLacking(record);
      if (what.length > 0) lacking.push({ id: record.item.id, what });
      refused.push(...record.refusals);
      const pictures = countLesser(record, 'image');
      const videos = countLesser(record, 'video');
      if (pictures + videos > 0) reduced.push({ id: record.item.id, pictures, videos });
    },
    result(): Completeness {
      const claimed = source.claimed?.count ?? null;
      const claimedExact = source.claimed?.exact ?? false;
      const notSeen = whole && claimedExact && claimed !== null ? Math.max(0, claimed - listed) : 0;
      const account = {
        claimed,
        claimedExact,
        notSeen,
        seen,
        posts,
        saved,
        refused,
        unknown,
        leftOut,
        vanished,
      };
      return {
        ...account,
        ...(lacking.length > 0 && { lacking }),
        ...(reduced.length > 0 && { reduced }),
        ...(undated > 0 && { undated }),
      };
    },
  };
}
