import { type KnownItem, listWholeKinds, toSourceKey } from '../../core/jobs/base-export.ts';
import { readJobNow, type StepContext } from '../run/step-context.ts';
import { inBatches } from './in-batches.ts';

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
