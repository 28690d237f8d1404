/** Keeps a screen's picture of the jobs: reads the store, listens to news, reads again what changed. */

import type { Job, Step } from '../../shared/model/job.ts';
import type { DownloadProgress } from '../../shared/protocol/download-commands.ts';
import type { ToldError } from '../../shared/told-error.ts';
import { createFeedReading } from './feed-reading.ts';
import { findRunningStep, isOpen, type JobEntry, measureStep } from './job-view.ts';
import type { ScreenPorts } from './ports.ts';
import type { ProgressSample } from './quantities.ts';

/** The rate of a step is taken over this time. */
const rateWindowMs = 60_000;
/** As many more exports are read at once. */
const batch = 500;
/** A download that says nothing for so long is not shown as one that runs. */
const silentMs = 15_000;

export interface JobFeed {
  /** Newest first; null until the store was read. */
  entries(): JobEntry[] | null;
  /** How many exports are older than those; less than one: none. */
  countOlder(): number;
  /** Has as many more of them read. */
  readOlder(): void;
  /** Why the store could not be read. */
  failure(): ToldError | null;
  /** Rises whenever something of this job was read again. */
  revision(jobId: string): number;
  stop(): void;
}

interface HeardProgress {
  progress: DownloadProgress;
  atMs: number;
}

const isNearEnd = ({ stage }: DownloadProgress) => stage === 'merging' || stage === 'checking';

/** Each of a film's two streams tells from 0, and what is made of them tells no number: what was reached stays. */
const keepReached = (progress: DownloadProgress, before: DownloadProgress | undefined): DownloadProgress => ({
  ...progress,
  percent: isNearEnd(progress) ? 100 : Math.max(before?.percent ?? 0, progress.percent ?? 0),
});

interface Samples {
  step: number;
  taken: ProgressSample[];
  /** The most that was measured. */
  reached: number;
}

/** Live numbers: downloads under way and the pace of the running step. */
function createLiveNumbers(nowMs: () => number) {
  const downloads = new Map<string, Map<string, HeardProgress>>();
  const samples = new Map<string, Samples>();
  const readDownloads = (jobId: string) =>
    [...(downloads.get(jobId)?.values() ?? [])]
      .filter(({ atMs }) => nowMs() - atMs < silentMs)
      .map(({ progress }) => progress);

  return {
    readDownloads,
    readSamples: (jobId: string) => samples.get(jobId) ?? null,
    take(jobId: string, itemId: string, heard: DownloadProgress) {
      const ofJob = downloads.get(jobId) ?? new Map<string, HeardProgress>();
      const progress = keepReached(heard, ofJob.get(itemId)?.progress);
      downloads.set(jobId, ofJob.set(itemId, { progress, atMs: nowMs() }));
    },
    /** Nothing says which downloads the store counts as done now, but they were near their end. */
    dropEnded(jobId: string, count: number) {
      const ofJob = downloads.get(jobId) ?? new Map<string, HeardProgress>();
      const ended = [...ofJob].filter(([, { progress }]) => isNearEnd(progress)).slice(0, count);
      for (const [itemId] of ended) ofJob.delete(itemId);
    },
    dropAll: (jobId: string) => downloads.delete(jobId),
    forget(jobId: string) {
      downloads.delete(jobId);
      samples.delete(jobId);
    },
    sample(jobId: string, steps: readonly Step[]) {
      const step = findRunningStep(steps);
      if (!step) return samples.delete(jobId);
      const known = samples.get(jobId);
      const atMs = nowMs();
      const earlier = known?.step === step.index ? known : null;
      const taken = earlier?.taken.filter((sample) => atMs - sample.atMs <= rateWindowMs) ?? [];
      const reached = Math.max(earlier?.reached ?? 0, measureStep(step, readDownloads(jobId)));
      taken.push({ atMs, done: reached });
      return samples.set(jobId, { step: step.index, taken, reached });
    },
  };
}

/** Starts reading at once; `onChange` is called after every change. */
export function createJobFeed(
  ports: Pick<ScreenPorts, 'queries' | 'listenToNews' | 'nowMs'>,
  onChange: () => void,
): JobFeed {
  const live = createLiveNumbers(ports.nowMs);
  const steps = new Map<string, Step[]>();
  const revisions = new Map<string, number>();
  let jobs: Job[] | null = null;
  let wanted = batch;
  let older = 0;

  const readSteps = async (job: Job) => {
    if (!isOpen(job)) {
      live.forget(job.id);
      steps.delete(job.id);
      return;
    }
    const before = findRunningStep(steps.get(job.id) ?? []);
    const read = await ports.queries.listSteps(job.id);
    const now = findRunningStep(read);
    if (before?.index !== now?.index) live.dropAll(job.id);
    else if (before && now) live.dropEnded(job.id, Math.max(0, now.done - before.done));
    steps.set(job.id, read);
  };

  const readJob = async (jobId: string) => {
    const job = await ports.queries.readJob(jobId);
    const others = (jobs ?? []).filter((known) => known.id !== jobId);
    jobs = job ? [...others, job].sort((one, other) => other.createdAt.localeCompare(one.createdAt)) : others;
    if (job) await readSteps(job);
    revisions.set(jobId, (revisions.get(jobId) ?? 0) + 1);
  };

  const reading = createFeedReading(
    {
      async readAll() {
        const [read, count] = await Promise.all([ports.queries.listJobs(wanted), ports.queries.countJobs()]);
        for (const job of read) await readSteps(job);
        jobs = read;
        older = count - wanted;
      },
      async readChanged(ids) {
        for (const jobId of ids) await readJob(jobId);
        for (const [jobId, ofJob] of steps) live.sample(jobId, ofJob);
      },
    },
    onChange,
  );

  const stopListening = ports.listenToNews((news) => {
    if (news.type === 'job.changed') reading.note(news.jobId);
    else if (news.type === 'item.progress') {
      live.take(news.jobId, news.itemId, news.progress);
      reading.note(null);
    }
  });

  return {
    entries: () =>
      jobs?.map((job) => ({
        job,
        steps: steps.get(job.id) ?? [],
        downloads: live.readDownloads(job.id),
        samples: live.readSamples(job.id)?.taken ?? [],
        reached: live.readSamples(job.id),
      })) ?? null,
    countOlder: () => older,
    readOlder() {
      wanted += batch;
      reading.again();
    },
    failure: reading.failure,
    revision: (jobId) => revisions.get(jobId) ?? 0,
    stop() {
      reading.stop();
      stopListening();
    },
  };
}
