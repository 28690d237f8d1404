/** Asks the platform what the source is, opens the archive, and writes the plan: after it, every step is known. */

import { AppError, toWire } from '../../../shared/app-error.ts';
import type { Base } from '../../../shared/model/archive.ts';
import type { Job } from '../../../shared/model/job.ts';
import { coversScope, toScope, toSourceKey } from '../../core/jobs/base-export.ts';
import { noWaits } from '../../core/jobs/no-waits.ts';
import { buildPlan } from '../../core/jobs/plan.ts';
import { toSharedPlace } from '../../core/jobs/shared-place.ts';
import { buildFolderName } from '../../core/names/archive-layout.ts';
import { checkTemplate, toTemplate } from '../../core/names/item-stems.ts';
import { findPlatform } from '../../platforms/index.ts';
import { readBaseChain } from '../base/base-chain.ts';
import type { StorePort } from '../ports.ts';
import { askForSource } from '../run/ask-platform.ts';
import { attempt } from '../run/attempt.ts';
import { readJobNow, type StepContext, type StepRunner } from '../run/step-context.ts';

/** Where only yt-dlp reaches the video files they need the companion; without it the export is metadata, pictures and captions, and says so. */
function withoutVideos(job: Job): Job {
  // With a place of the user's choice it was not even looked for.
  const message =
    job.options.target.kind === 'auto'
      ? undefined
      : 'Video files of this site are saved by the companion, into its own folder only; choose that place for them.';
  const notice = toWire(new AppError('host.missing', message));
  return { ...job, options: { ...job.options, withMedia: false }, notices: [...job.notices, notice] };
}

/** A folder that is updated in place is one archive: only what is known of all that is in it can be added to. */
async function canAddInPlace(store: StorePort, { target, options }: Job, base: Base): Promise<boolean> {
  if (toSharedPlace(target) === null) return true;
  const hasOwnNames = toTemplate(options) !== null;
  return !hasOwnNames && (await readBaseChain(store, { base, target })) !== null;
}

/** What an export of what is new adds to; null where nothing is complete enough, and then everything is saved. */
async function findBase(context: StepContext, job: Job): Promise<Base | null> {
  if (!job.options.onlyNew) return null;
  // Who is asking may have been seen with the answer.
  const sourceKey = toSourceKey({ ...(await readJobNow(context)), source: job.source });
  const { store } = context.ports;
  const base = sourceKey === null ? null : await store.readBase(sourceKey);
  if (!base || !coversScope(base.scope, toScope(job.options))) return null;
  const { jobId, finishedAt, folder, kept } = base;
  const found = { jobId, finishedAt, folder, kept };
  return (await canAddInPlace(store, job, found)) ? found : null;
}

export const runResolve: StepRunner = async (context) => {
  const { job, step, ports } = context;
  checkTemplate(job.options);
  const source = await askForSource(context);
  const folder = buildFolderName(source, job.createdAt.slice(0, 10));
  const { target, versions, notice } = await attempt(context, () =>
    ports.sinks.open({ ...job, source }, folder),
  );
  const notices = notice ? [...job.notices, notice] : job.notices;
  const known: Job = { ...job, source, target, versions, notices, ...noWaits };
  const needsCompanion = findPlatform(job.ref.platform)?.media === null;
  const planned =
    needsCompanion && target.by === 'browser' && job.options.withMedia ? withoutVideos(known) : known;
  const base = await findBase(context, planned);
  await ports.store.savePlan({ ...planned, base }, [
    { ...step, status: 'done', done: 1, total: 1 },
    ...buildPlan(job.id, source, planned.options),
  ]);
};
