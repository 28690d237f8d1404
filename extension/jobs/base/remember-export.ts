/** A complete export becomes the base of later ones: what it has seen and kept outlives it. */

import type { Step } from '../../../shared/model/job.ts';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import { isWhole } from '../../core/items/is-saved.ts';
import { isPost } from '../../core/items/item-progress.ts';
import type { ItemRecord } from '../../core/items/item-record.ts';
import {
  type BaseExport,
  coversScope,
  hasListedAfter,
  isCompleteWalk,
  type KnownItem,
  type SeenItem,
  toScope,
  toSourceKey,
} from '../../core/jobs/base-export.ts';
import type { StepReport } from '../../core/jobs/job-records.ts';
import type { Ports } from '../ports.ts';
import { readJobNow, type StepContext } from '../run/step-context.ts';
import { inBatches } from './in-batches.ts';
import { listVanished } from './list-vanished.ts';

interface Look {
  sourceKey: string;
  seenAt: string;
  options: JobOptions;
}

const toSeen = (record: ItemRecord, { sourceKey, seenAt, options: { maxBytes } }: Look): SeenItem => ({
  sourceKey,
  key: record.key,
  id: record.item.id,
  title: record.item.title,
  seenIn: record.seenIn,
  seenAt,
  kept: record.excluded === 'known' ? null : isWhole(record),
  limitBytes: (record.leftOut ?? []).length > 0 ? maxBytes : null,
  unavailable: record.item.unavailable !== null,
  vanishedAt: null,
  item: isWhole(record) && (record.leftOut ?? []).length === 0 ? null : record.item,
});

/** What an export has of an item that a later one has listed, or found to be gone: that one knows better what it is. */
function underLater(seen: SeenItem, later: KnownItem | undefined): SeenItem {
  if (!later) return seen;
  const { title, unavailable, vanishedAt, seenAt } = later;
  // Nobody knows which of them has kept it: a post that is saved twice is better than one that nobody has.
  return vanishedAt === null ? { ...seen, title, unavailable, vanishedAt, seenAt } : later;
}

/** Marks what this export has found to be gone. */
async function saveVanished(context: StepContext, vanishedAt: string): Promise<void> {
  const vanished = (await listVanished(context)) ?? [];
  await context.ports.store.saveKnown(
    vanished
      .filter((known) => known.vanishedAt === null)
      .map((known) => ({ ...known, kept: false, vanishedAt, item: null })),
  );
}

/** Writes what it has of each post; `isLate`: another one has listed since it was begun. */
async function saveSeen({ ports: { store }, job }: StepContext, look: Look, isLate: boolean): Promise<void> {
  for await (const records of inBatches(store.iterateItems(job.id))) {
    const seen = records.filter(({ item }) => isPost(item)).map((record) => toSeen(record, look));
    const keys = isLate ? seen.map(({ key }) => key) : [];
    const later = await store.findKnown(look.sourceKey, keys);
    await store.saveKnown(seen.map((one) => underLater(one, later.get(one.key))));
  }
}

/** Posts that are saved, in this archive and in those that it builds on. */
async function countKept({ store }: Ports, sourceKey: string): Promise<number> {
  let kept = 0;
  for await (const known of store.iterateKnown(sourceKey)) if (known.kept) kept += 1;
  return kept;
}

/** The lists that were walked. */
function listParts(steps: readonly Step[], reports: readonly StepReport[]): BaseExport['parts'] {
  const hasUnknown = (index: number): boolean =>
    reports.some((report) => report.index === index && Object.keys(report.unknown).length > 0);
  return steps.flatMap(({ kind, part, index }) =>
    kind === 'collect' && part ? [{ kind: part.kind, id: part.id, hasUnknown: hasUnknown(index) }] : [],
  );
}

/**
 * Writes what this export has, if it is complete and keeps as much of each post as the one before it. The summary comes
 * last, so that what was written without it is only known to be kept, which is true by then.
 */
export async function rememberExport(context: StepContext): Promise<void> {
  const { ports } = context;
  const { store } = ports;
  const job = await readJobNow(context);
  const { source, target, options } = job;
  const sourceKey = toSourceKey(job);
  const [steps, reports] = await Promise.all([store.listSteps(job.id), store.listReports(job.id)]);
  if (!source || !target || sourceKey === null || !isCompleteWalk(options, steps, reports)) return;
  const before = await store.readBase(sourceKey);
  const scope = toScope(options);
  if (before && !coversScope(scope, before.scope)) return;
  const finishedAt = new Date(ports.nowMs()).toISOString();
  const isLate = before !== null && hasListedAfter(before, job);
  if (!isLate) await saveVanished(context, finishedAt);
  await saveSeen(context, { sourceKey, seenAt: job.createdAt, options }, isLate);
  // Where nothing was new, what the next one adds to is still the archive before it.
  const { jobId, folder } =
    job.base && job.counts.files === 0 ? job.base : { jobId: job.id, folder: target.folder };
  await store.saveBase({
    sourceKey,
    refUrl: job.ref.url,
    jobId,
    finishedAt,
    listedAt: job.createdAt,
    folder,
    kept: await countKept(ports, sourceKey),
    scope,
    parts: listParts(steps, reports),
    claimed: source.claimed,
  });
}
