/** What a list has in common with the base of an export of only what is new, while it is read; without a base nothing. */
import { type Item, toItemKey } from '../../../shared/model/item.ts';
import type { SourceRef } from '../../../shared/model/source.ts';
import {
  type BaseExport,
  hasPart,
  isOwed,
  type KnownItem,
  toSourceKey,
} from '../../core/jobs/base-export.ts';
import { canLeave, type KnownRun } from '../../core/jobs/known-pages.ts';
import { findPlatform } from '../../platforms/index.ts';
import { readJobNow, type StepContext } from '../run/step-context.ts';

/** A list, and the base as it is now. */
interface BasedList {
  base: BaseExport | null;
  part: SourceRef;
}

/** The base as it is now; another export may have become it meanwhile, and then lists are read to their ends. */
export async function readListBase(context: StepContext): Promise<BaseExport | null> {
  const { ports, job } = context;
  const sourceKey = toSourceKey(await readJobNow(context));
  return job.base && sourceKey !== null ? ports.store.readBase(sourceKey) : null;
}

/** What the base has of the items of a page, by key. */
export async function findKnown(
  { ports }: StepContext,
  base: BaseExport | null,
  items: readonly Item[],
): Promise<Map<string, KnownItem>> {
  return base ? ports.store.findKnown(base.sourceKey, items.map(toItemKey)) : new Map();
}

/** True behind pages of a newest-first list that hold nothing but what the base has. */
export function isBehindNew({ job }: StepContext, { base, part }: BasedList, run: KnownRun): boolean {
  const { source } = job;
  if (!base || !source || !hasPart(base, part)) return false;
  const isOrdered = findPlatform(part.platform)?.isNewestFirst(part) ?? false;
  return isOrdered && canLeave(run, { source, part, claimedThen: base.claimed });
}

/** What could not be saved of a list, or not in the size that is wanted now, and stands below the page that is read of it. */
export async function listOwed(
  { ports, job }: StepContext,
  { base, part }: BasedList,
  items: readonly Item[],
): Promise<{ item: Item; known: KnownItem }[]> {
  if (!base) return [];
  const owed: { item: Item; known: KnownItem }[] = [];
  const shown = new Set(items.map(toItemKey));
  for await (const known of ports.store.iterateKnown(base.sourceKey))
    if (known.item && isOwed(known, part.kind, job.options) && !shown.has(known.key))
      owed.push({ item: known.item, known });
  const keys = owed.map(({ known }) => known.key);
  const seen = await ports.store.findItemKeys(job.id, keys);
  return owed.filter(({ known }) => !seen.has(known.key));
}
