/** An export of what is new that has found nothing: no archive is made of it, and those that are there stay as they are. */
import type { Completeness } from '../../../shared/model/archive.ts';
import type { Item } from '../../../shared/model/item.ts';
import { type StepContext, saveProgress, sinkOf } from '../run/step-context.ts';
import { unlessUnreadable } from '../unless-unreadable.ts';

/** What an export keeps of a list or an account, which is read anew each time. */
const toContent = ({ title, entries = [] }: Item): string => JSON.stringify([title, entries]);

/** What may be a post although none was read. */
const mayMiss = ({ refused, unknown, notSeen }: Completeness): boolean =>
  refused.length > 0 || Object.keys(unknown).length > 0 || notSeen > 0;

/** Neither a post, nor a trouble that has to be told, nor a list that is not as the export before has it. */
export async function hasNothingNew(
  { ports: { store }, job }: StepContext,
  completeness: Completeness,
): Promise<boolean> {
  const { base } = job;
  if (!base || completeness.posts !== 0 || mayMiss(completeness)) return false;
  for await (const { key, item, excluded } of store.iterateItems(job.id)) {
    if (excluded) continue;
    const before = await unlessUnreadable(store.readItem(base.jobId, key));
    if (!before || toContent(before.item) !== toContent(item)) return false;
  }
  return true;
}

/** Removes what was fetched on the way, and the place that was made for it. */
export async function leaveNothing(context: StepContext, completeness: Completeness): Promise<void> {
  const { ports, job } = context;
  const paths = (await ports.store.listStoredFiles(job.id)).map(({ path }) => path);
  await sinkOf(context).remove(paths, true);
  await ports.store.changeItems(job.id, (record) =>
    record.files.length > 0 ? { ...record, files: [] } : null,
  );
  await ports.store.forgetFiles(job.id, paths);
  await ports.store.changeJob(job.id, (current) => ({
    ...current,
    completeness,
    counts: { ...current.counts, files: 0, bytes: 0 },
  }));
  await saveProgress(context, { status: 'done', done: 0, total: 0 });
}
