/** What the background does for popup, dashboard and page buttons. */
import { browser } from 'wxt/browser';
import { AppError, fromWire } from '../../../shared/app-error.ts';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import type { Source, SourceRef } from '../../../shared/model/source.ts';
import { cancelJob, resumeJob, startJob } from '../../jobs/change-job.ts';
import { findOptions } from '../../jobs/find-options.ts';
import type { Ports } from '../../jobs/ports.ts';
import { removeExport } from '../../jobs/remove-export.ts';
import { repairJob } from '../../jobs/repair-job.ts';
import type { Scheduler } from '../../jobs/run/scheduler.ts';
import type { AccountMessage } from '../../messaging/account-messages.ts';
import type { DownloadMessage } from '../../messaging/download-messages.ts';
import type { BackgroundServices } from '../../messaging/server.ts';
import { readSavedOptions } from '../../storage/saved-options.ts';
import { host } from './companion.ts';
import { openDashboard } from './open-dashboard.ts';
import { requestLanes } from './request-lanes.ts';

/**
 * The one way a job begins, whichever button was pressed. Pressed with the choice of a job that waits for the user, it means
 * Resume.
 */
export async function startExport(
  { ports, scheduler }: { ports: Ports; scheduler: Scheduler },
  ref: SourceRef,
  options: JobOptions | null,
): Promise<string> {
  const wanted = options ?? (await findOptions(ports, ref, await readSavedOptions()));
  const jobId = await startJob(ports, ref, wanted);
  await requestLanes.settle(ref.platform);
  if ((await ports.store.readJob(jobId))?.state.status === 'blocked') await resumeJob(ports, jobId);
  await scheduler.tick();
  return jobId;
}

/** Asked by a user who looks at the page: what stood in the way may be settled. */
async function describeSource(ports: Ports, ref: SourceRef): Promise<Source> {
  await requestLanes.settle(ref.platform);
  const question = { ref, request: { verb: 'resolve', ref }, persona: undefined } as const;
  const { reply } = await ports.pages.ask(question, AbortSignal.timeout(30_000));
  if ('error' in reply) throw fromWire(reply.error);
  if (!('source' in reply)) throw new AppError('bug.unexpected', 'The collector answered another question.');
  return reply.source;
}

/** Opening the same page twice in a row asks the platform once. */
function rememberSources(ports: Ports): (ref: SourceRef) => Promise<Source> {
  const known = new Map<string, Promise<Source>>();
  return (ref) => {
    const key = `${ref.kind} ${ref.url}`;
    const asked = known.get(key) ?? describeSource(ports, ref);
    known.set(key, asked);
    asked.catch(() => known.delete(key));
    return asked;
  };
}

async function revealArchive(ports: Ports, jobId: string): Promise<void> {
  const job = await ports.store.readJob(jobId);
  if (!job?.target) throw new AppError('input.invalid', 'This export has no archive yet.');
  const place = 'place' in job.target ? job.target.place : undefined;
  if (place)
    throw new AppError(
      'input.invalid',
      `It is in “${place.name}”, which the browser cannot show; look there.`,
    );
  if (job.target.by === 'host') await host.call('reveal', { folder: job.target.folder });
  else if (job.target.downloadId !== null) await browser.downloads.show(job.target.downloadId);
  else throw new AppError('input.invalid', 'The ZIP is not finished yet.');
}

async function verifyInPlace(ports: Ports, jobId: string) {
  const job = await ports.store.readJob(jobId);
  if (job?.target?.by !== 'host') throw new AppError('input.invalid', 'Pick the archive to be checked.');
  return host.call('verify', { folder: job.target.folder });
}

/** One function for each message of `messaging/protocol.ts` but those about downloads. */
export function createJobServices(
  ports: Ports,
  scheduler: Scheduler,
): Omit<BackgroundServices, DownloadMessage | AccountMessage | 'companion.status'> {
  const readSource = rememberSources(ports);
  return {
    'source.describe': async ({ ref }) => ({ source: await readSource(ref) }),
    'job.start': async ({ ref, options }) => ({
      jobId: await startExport({ ports, scheduler }, ref, options),
    }),
    'job.cancel': async ({ jobId }) => {
      await cancelJob(ports, jobId);
      scheduler.abort(jobId);
      return {};
    },
    'job.resume': async ({ jobId }) => {
      const job = await ports.store.readJob(jobId);
      if (job) await requestLanes.settle(job.ref.platform);
      await resumeJob(ports, jobId);
      await scheduler.tick();
      return {};
    },
    'job.remove': async ({ jobId, withFiles }) => {
      await removeExport(ports, jobId, withFiles);
      // The offscreen document that forgot the files is closed again when nothing runs.
      await scheduler.tick();
      return {};
    },
    'job.repair': async ({ jobId, ...loss }) => {
      await repairJob(ports, jobId, loss);
      await scheduler.tick();
      return {};
    },
    'archive.verify': async ({ jobId }) => verifyInPlace(ports, jobId),
    'archive.reveal': async ({ jobId }) => {
      await revealArchive(ports, jobId);
      return {};
    },
    'dashboard.open': async ({ hash }) => {
      await openDashboard(hash);
      return {};
    },
  };
}
