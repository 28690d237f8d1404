/** The account of an export: what the platform claims, what was seen, what was saved, what was refused and why. */
import type { ChoiceReason, Completeness, Refusal } from '../../../shared/model/archive.ts';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import type { Source } from '../../../shared/model/source.ts';
import { isPost, isSaved } from '../items/item-progress.ts';
import type { ItemRecord } from '../items/item-record.ts';
import { listReduced } from '../items/reduced-pictures.ts';

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
  const refused = [...refusals];
  const leftOut: Completeness['leftOut'] = {};
  const reduced: NonNullable<Completeness['reduced']> = [];
  const count = (reason: ChoiceReason): void => {
    leftOut[reason] = (leftOut[reason] ?? 0) + 1;
  };
  return {
    add(record: ItemRecord): void {
      if (isClaimed(source, record)) listed += 1;
      if (record.excluded) {
        count(record.excluded === true ? 'dates' : record.excluded);
        return;
      }
      for (const { reason } of record.leftOut ?? []) count(reason);
      seen += 1;
      if (isSaved(record)) saved += 1;
      refused.push(...record.refusals);
      const pictures = listReduced(record, options).length;
      if (pictures > 0) reduced.push({ id: record.item.id, pictures });
    },
    result(): Completeness {
      const claimed = source.claimed?.count ?? null;
      const claimedExact = source.claimed?.exact ?? false;
      const notSeen = whole && claimedExact && claimed !== null ? Math.max(0, claimed - listed) : 0;
      const account = { claimed, claimedExact, notSeen, seen, saved, refused, unknown, leftOut, vanished };
      return { ...account, ...(reduced.length > 0 && { reduced }) };
    },
  };
}
