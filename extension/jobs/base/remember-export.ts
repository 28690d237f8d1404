/** A complete export becomes the base of later ones: what it has seen and kept outlives it. */

import type { JobOptions } from '../../../shared/model/job-options.ts';
import { isWhole } from '../../core/items/is-saved.ts';
import { isPost } from '../../core/items/item-progress.ts';
import type { ItemRecord } from '../../core/items/item-record.ts';
import type { SeenItem } from '../../core/jobs/base-export.ts';
import {
  coversScope,
  hasListedAfter,
  isCompleteWalk,
  type KnownItem,
  listWholeKinds,
  toScope,
  toSourceKey,
} from '../../core/jobs/base-export.ts';
import { readJobNow, type StepContext } from '../run/step-context.ts';

const batchSize = 500;

/** Groups what comes one by one. */
async function* inBatches<T>(all: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const one of all) {
    batch.push(one);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

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

/**
 * What earlier complete exports of the source have seen and this one has not, in lists that it has read from start to
 * end; null when there is no earlier one, or no such list. An export that is repaired tells the same again: what was seen
 * since it was begun is newer than it, or there again, and what was found to be gone since then it has found itself.
 */
export async function listVanished(context: StepContext): Promise<KnownItem[] | null> {
  const { ports, job } = context;
  const current = await readJobNow(context);
  const sourceKey = toSourceKey(current);
  const base = sourceKey === null ? null : await ports.store.readBase(sourceKey);
  if (sourceKey === null || !base) return null;
  const [steps, reports] = await Promise.all([
    ports.store.listSteps(job.id),
    ports.store.listReports(job.id),
  ]);
  const kinds = listWholeKinds(
    steps,
    ({ index }) => reports.find((report) => report.index === index)?.refusals ?? [],
  );
  if (kinds.length === 0) return null;
  const { createdAt } = current;
  const isOfBefore = ({ seenAt, vanishedAt }: KnownItem): boolean => {
    if (vanishedAt !== null && vanishedAt <= createdAt) return false;
    // Records of older versions do not say when; one that is gone has been seen before.
    return (seenAt ?? (vanishedAt === null ? base.finishedAt : '')) <= createdAt;
  };
  const vanished: KnownItem[] = [];
  for await (const batch of inBatches(ports.store.iterateKnown(sourceKey))) {
    const tellable = batch.filter(
      (known) => isOfBefore(known) && known.seenIn.every((kind) => kinds.includes(kind)),
    );
    const seen = await ports.store.findItemKeys(
      job.id,
      tellable.map(({ key }) => key),
    );
    vanished.push(...tellable.filter(({ key }) => !seen.has(key)));
  }
  return vanished;
}

/**
 * Writes what this export has, if it is complete and keeps as much of each post as the one before it. The summary comes
 * last, so that what was written without it is only known to be kept, which is true by then.
 */
export async function rememberExport(context: StepContext): Promise<void> {
  const { job, ports } = context;
  const { store } = ports;
  const current = await readJobNow(context);
  const { source, target, options } = current;
  const sourceKey = toSourceKey(current);
  const [steps, reports] = await Promise.all([store.listSteps(job.id), store.listReports(job.id)]);
  if (!source || !target || sourceKey === null || !isCompleteWalk(options, steps, reports)) return;
  const base = await store.readBase(sourceKey);
  const scope = toScope(options);
  if (base && !coversScope(scope, base.scope)) return;
  const finishedAt = new Date(ports.nowMs()).toISOString();
  const isLate = base !== null && hasListedAfter(base, current);
  const vanished = isLate ? [] : ((await listVanished(context)) ?? []);
  await store.saveKnown(
    vanished
      .filter(({ vanishedAt }) => vanishedAt === null)
      .map((item) => ({ ...item, kept: false, vanishedAt: finishedAt, item: null })),
  );
  for await (const records of inBatches(store.iterateItems(job.id))) {
    const seen = records
      .filter(({ item }) => isPost(item))
      .map((record) => toSeen(record, { sourceKey, seenAt: current.createdAt, options }));
    const keys = isLate ? seen.map(({ key }) => key) : [];
    const later = await store.findKnown(sourceKey, keys);
    await store.saveKnown(seen.map((one) => underLater(one, later.get(one.key))));
  }
  let kept = 0;
  for await (const known of store.iterateKnown(sourceKey)) if (known.kept) kept += 1;
  const hasUnknown = (index: number): boolean =>
    reports.some((report) => report.index === index && Object.keys(report.unknown).length > 0);
  const parts = steps.flatMap(({ kind, part, index }) =>
    kind === 'collect' && part ? [{ kind: part.kind, id: part.id, hasUnknown: hasUnknown(index) }] : [],
  );
  // Where nothing was new, what the next one adds to is still the archive before it.
  const { jobId, folder } =
    current.base && current.counts.files === 0 ? current.base : { jobId: job.id, folder: target.folder };
  await store.saveBase({
    sourceKey,
    refUrl: job.ref.url,
    jobId,
    finishedAt,
    listedAt: current.createdAt,
    folder,
    kept,
    scope,
    parts,
    claimed: source.claimed,
  });
}
