/** A complete export becomes the base of later ones: what it has seen and kept outlives it. */

import type { JobOptions } from '../../shared/model/job-options.ts';
import { isPost, isSaved } from '../core/items/item-progress.ts';
import type { ItemRecord } from '../core/items/item-record.ts';
import type { SeenItem } from '../core/jobs/base-export.ts';
import {
  coversScope,
  isCompleteWalk,
  type KnownItem,
  listWholeKinds,
  toScope,
  toSourceKey,
} from '../core/jobs/base-export.ts';
import type { StepContext } from './step-context.ts';

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

const toSeen = (sourceKey: string, record: ItemRecord, { maxBytes }: JobOptions): SeenItem => ({
  sourceKey,
  key: record.key,
  id: record.item.id,
  title: record.item.title,
  seenIn: record.seenIn,
  kept: record.excluded === 'known' ? null : isSaved(record),
  limitBytes: (record.leftOut ?? []).length > 0 ? maxBytes : null,
  unavailable: record.item.unavailable !== null,
  vanishedAt: null,
  item: isSaved(record) && (record.leftOut ?? []).length === 0 ? null : record.item,
});

/**
 * What earlier complete exports of the source have seen and this one has not, in lists that it has read from start to
 * end; null when there is no earlier one, or no such list.
 */
export async function listVanished({ ports, job }: StepContext): Promise<KnownItem[] | null> {
  const current = (await ports.store.readJob(job.id)) ?? job;
  const sourceKey = toSourceKey(current);
  if (sourceKey === null || !(await ports.store.readBase(sourceKey))) return null;
  const [steps, reports] = await Promise.all([
    ports.store.listSteps(job.id),
    ports.store.listReports(job.id),
  ]);
  const kinds = listWholeKinds(
    steps,
    ({ index }) => reports.find((report) => report.index === index)?.refusals ?? [],
  );
  if (kinds.length === 0) return null;
  const vanished: KnownItem[] = [];
  for await (const batch of inBatches(ports.store.iterateKnown(sourceKey))) {
    const tellable = batch.filter(
      ({ vanishedAt, seenIn }) => vanishedAt === null && seenIn.every((kind) => kinds.includes(kind)),
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
  const current = (await store.readJob(job.id)) ?? job;
  const { source, target, options } = current;
  const sourceKey = toSourceKey(current);
  const [steps, reports] = await Promise.all([store.listSteps(job.id), store.listReports(job.id)]);
  if (!source || !target || sourceKey === null || !isCompleteWalk(options, steps, reports)) return;
  const base = await store.readBase(sourceKey);
  const scope = toScope(options);
  if (base && !coversScope(scope, base.scope)) return;
  const finishedAt = new Date(ports.nowMs()).toISOString();
  const vanished = (await listVanished(context)) ?? [];
  await store.saveKnown(
    vanished.map((item) => ({ ...item, kept: false, vanishedAt: finishedAt, item: null })),
  );
  for await (const records of inBatches(store.iterateItems(job.id)))
    await store.saveKnown(
      records.filter(({ item }) => isPost(item)).map((record) => toSeen(sourceKey, record, options)),
    );
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
    folder,
    kept,
    scope,
    parts,
    claimed: source.claimed,
  });
}
