/** What an export says of its own completeness, from what its steps have left in the library. */
import { AppError } from '../../../shared/app-error.ts';
import type { Completeness, Refusal } from '../../../shared/model/archive.ts';
import type { Job } from '../../../shared/model/job.ts';
import type { Source } from '../../../shared/model/source.ts';
import type { ItemRecord } from '../../core/items/item-record.ts';
import { createCompleteness } from '../../core/jobs/completeness.ts';
import { listGivenUp } from '../../core/jobs/given-up-videos.ts';
import { listWantedParts } from '../../core/jobs/plan.ts';
import { isList } from '../../core/jobs/reopen-step.ts';
import { listVanished } from '../base/list-vanished.ts';
import type { StepContext } from '../run/step-context.ts';

/** What the job exports, which is known once it was resolved. Throws `bug.unexpected` before. */
export function knownSource({ source }: Job): Source {
  if (!source) throw new AppError('bug.unexpected', 'The source was not resolved before packing.');
  return source;
}

/** Lists that failed are refusals too: an archive that misses a whole tab must say so. */
async function listJobRefusals({ ports, job }: StepContext): Promise<Refusal[]> {
  const [reports, steps] = await Promise.all([
    ports.store.listReports(job.id),
    ports.store.listSteps(job.id),
  ]);
  const failed = steps
    .filter(isList)
    .flatMap(({ error, part, kind }): Refusal[] =>
      error ? [{ id: part?.url ?? kind, code: error.code, message: error.message }] : [],
    );
  return [...failed, ...reports.flatMap((report) => report.refusals)];
}

/** Claimed, seen, saved and refused, over all posts of the job; `note` is called with each. */
export async function readCompleteness(
  context: StepContext,
  note: (record: ItemRecord) => void = () => undefined,
): Promise<Completeness> {
  const { ports, job } = context;
  const unknown: Record<string, number> = {};
  for (const report of await ports.store.listReports(job.id))
    for (const [name, count] of Object.entries(report.unknown)) unknown[name] = (unknown[name] ?? 0) + count;
  const { from, to, maxItems, lists } = job.options;
  const resolved = knownSource(job);
  // The number that a profile claims is that of its posts alone.
  const isOfOthers = resolved.kind === 'profile' && !lists.includes('posts');
  const source = isOfOthers ? { ...resolved, claimed: null } : resolved;
  const hasAll =
    source.kind === 'profile' || listWantedParts(source, job.options).length === source.parts.length;
  const steps = await ports.store.listSteps(job.id);
  const isCut = steps.some(({ endedEarly }) => endedEarly);
  const whole = from === null && to === null && maxItems === null && hasAll && !isCut;
  const vanished = (await listVanished(context))?.map(({ id, title }) => ({ id, title })) ?? null;
  const refusals = await listJobRefusals(context);
  const account = createCompleteness({ source, options: job.options, refusals, unknown, whole, vanished });
  for await (const record of ports.store.iterateItems(job.id)) {
    account.add(record);
    note(record);
  }
  const result = account.result();
  // Without posts there are no videos to be given up.
  return { ...result, refused: [...(result.posts === 0 ? [] : listGivenUp(job)), ...result.refused] };
}
