/** What screens show of a job, as a pure function of its records and its live numbers. */
import type { Job, JobState, Step } from '../../shared/model/job.ts';
import type { Source, SourceKind, SourceRef } from '../../shared/model/source.ts';
import type { DownloadProgress } from '../../shared/protocol/download-commands.ts';
import { isGivenUp } from '../core/jobs/given-up-videos.ts';
import {
  estimateRemainingSec,
  formatDuration,
  formatInstant,
  formatPercent,
  formatSpeed,
  type ProgressSample,
} from './quantities.ts';
import { texts } from './texts/screen-texts.ts';

/** A job with what is known of it now. */
export interface JobEntry {
  job: Job;
  /** Empty for jobs that are not under way, unless they were asked for. */
  steps: Step[];
  /** Downloads under way. */
  downloads: DownloadProgress[];
  /** Progress of the running step over the last minute, oldest first. */
  samples: ProgressSample[];
  /** How far a step was seen to be: it is never shown to be less far. */
  reached?: { step: number; reached: number } | null;
}

/** What a state means to the user; colours and icons follow from it. */
export type Tone = 'busy' | 'good' | 'warn' | 'bad' | 'idle';
/** What a user can do with a job. */
export type JobAction = 'open' | 'cancel' | 'resume' | 'reveal' | 'retry' | 'again' | 'new' | 'remove';

export interface JobView {
  title: string;
  kind: string;
  stateLabel: string;
  tone: Tone;
  /** Why it stands still, or what to do. */
  sentence: string | null;
  /** What it does now; null unless it runs. */
  activity: string | null;
  /** 0 to 1 of the current step; null when its end is not known. */
  fraction: number | null;
  /** "12 of 42", "29%", "4.2 MB/s", "about 3 min left": what is known of it. */
  facts: string[];
  actions: JobAction[];
}

const tones: Record<JobState['status'], Tone> = {
  queued: 'idle',
  running: 'busy',
  waiting: 'warn',
  blocked: 'bad',
  done: 'good',
  failed: 'bad',
  cancelled: 'idle',
};

const actionsOf: Record<JobState['status'], JobAction[]> = {
  queued: ['cancel'],
  running: ['cancel'],
  waiting: ['resume', 'cancel'],
  blocked: ['open', 'resume', 'cancel'],
  done: ['reveal', 'retry', 'new', 'again', 'remove'],
  failed: ['resume', 'again', 'remove'],
  cancelled: ['resume', 'again', 'remove'],
};

/** Under way, or standing still until the user or the time comes. */
export const isOpen = (job: Job): boolean => actionsOf[job.state.status].includes('cancel');

/** The step under way, or null between two steps. */
export const findRunningStep = (steps: readonly Step[]): Step | null =>
  steps.find((step) => step.status === 'running') ?? null;

/** Items done in a step, with the fractions of the downloads under way. */
export function measureStep(step: Step, downloads: readonly DownloadProgress[]): number {
  if (step.kind !== 'download') return step.done;
  return downloads.reduce((sum, { percent }) => sum + Math.min(99, percent ?? 0) / 100, step.done);
}

/** What a step does, with the name of the list it reads. */
export const toStepLabel = ({ kind, part }: Pick<Step, 'kind' | 'part'>, source: SourceRef): string =>
  kind === 'collect' && part ? texts.collecting(part, source.kind) : texts.step(kind, source.platform);

/** A download that is put together says nothing for long, and one that broke begins anew: the bar waits for it. */
function measureReached(step: Step, { downloads, reached }: JobEntry): number {
  const measured = measureStep(step, downloads);
  return reached?.step === step.index ? Math.max(reached.reached, measured) : measured;
}

function describeStep(step: Step, entry: JobEntry): Pick<JobView, 'fraction' | 'facts'> {
  if (step.total === null || step.total === 0) {
    return { fraction: null, facts: step.done > 0 ? [texts.jobs.found(step.done)] : [] };
  }
  const { downloads, samples } = entry;
  const fraction = Math.min(1, measureReached(step, entry) / step.total);
  const facts = [texts.jobs.of(step.done, step.total), formatPercent(fraction)];
  const speed = downloads.reduce((sum, { bytesPerSec }) => sum + (bytesPerSec ?? 0), 0);
  if (speed > 0) facts.push(formatSpeed(speed));
  const [first, last] = [samples[0], samples.at(-1)];
  const leftSec = first && last ? estimateRemainingSec(first, last, step.total) : null;
  if (leftSec !== null && leftSec >= 1) facts.push(texts.jobs.left(formatDuration(leftSec)));
  return { fraction, facts };
}

function explainState({ state, target }: Pick<Job, 'state' | 'target'>, nowMs: number): string | null {
  if (state.status === 'cancelled' && target)
    return target.by === 'host' ? texts.jobs.leftInFolder(target.path) : texts.jobs.leftInBrowser;
  if (state.status === 'waiting') {
    return `${state.error.message} ${texts.jobs.resumesAt(formatInstant(state.until, nowMs))}`;
  }
  return 'error' in state ? state.error.message : null;
}

/** Only what was read whole can be added to. */
const isWhole = ({ from, to, maxItems }: Job['options']): boolean =>
  from === null && to === null && maxItems === null;

/** Some files were to be had only in lesser quality than was wanted. */
const isReduced = ({ completeness }: Pick<Job, 'completeness'>): boolean =>
  (completeness?.reduced ?? []).length > 0;

/** What is to be done on the site itself. */
const isAboutSite = ({ state }: Job): boolean =>
  state.status === 'blocked' && state.error.code.startsWith('platform.');

/** Saved, without the comments or captions that were asked for. */
const isLacking = ({ completeness }: Pick<Job, 'completeness'>): boolean =>
  (completeness?.lacking ?? []).length > 0;

/** Something is missing that another try could bring: of posts, or a list that could not be read. */
const isImprovable = (job: Job): boolean =>
  job.counts.refused > 0 ||
  isReduced(job) ||
  isLacking(job) ||
  (job.completeness?.refused ?? []).some((refusal) => !isGivenUp(refusal));

/** Ended, and not all that was asked for is there. */
export const isPartial = (job: Job): boolean =>
  job.state.status === 'done' && (isImprovable(job) || (job.completeness?.refused ?? []).length > 0);

/** Of these, items are all there is. */
const namingKinds: readonly SourceKind[] = [
  'channel_playlists',
  'playlists',
  'collections',
  'subscriptions',
  'following',
];

/** Why a finished export holds no post, in a few words; null for one that holds some. */
export function toNothingLabel(job: Job, nowMs: number): string | null {
  const { state, ref, options, completeness, base, target } = job;
  if (state.status !== 'done' || !completeness || completeness.refused.length > 0) return null;
  if (base && target === null) return texts.nothing.isNew(formatInstant(base.finishedAt, nowMs));
  const { seen, posts = seen } = completeness;
  if (posts > 0 || (seen > 0 && namingKinds.includes(ref.kind))) return null;
  if (base) return texts.nothing.isNew(formatInstant(base.finishedAt, nowMs));
  return options.from || options.to ? texts.nothing.inDays : texts.nothing.found;
}

/** The browser shows what it has saved itself, and the companion its folders; not what lies in a place that was picked. */
export const canReveal = ({ target }: Pick<Job, 'target'>): boolean =>
  target !== null && !('place' in target);

const isOffered = (action: JobAction, job: Job): boolean =>
  (action !== 'open' || isAboutSite(job)) &&
  (action !== 'new' || isWhole(job.options)) &&
  (action !== 'reveal' || canReveal(job)) &&
  (action !== 'retry' || isImprovable(job));

/** The source's title, or what its address says where the site gives none or was not asked yet. */
export function toSourceTitle(ref: SourceRef, source: Pick<Source, 'title'> | null): string {
  if (source?.title && source.title !== ref.id) return source.title;
  // Lists of which an account has one: their ids say nothing.
  return [ref.kind, 'LL', 'WL'].includes(ref.id) ? texts.sourceKind(ref) : ref.id;
}

/** What to show of a job; `nowMs` is epoch milliseconds. */
export function toJobView(entry: JobEntry, nowMs: number): JobView {
  const { job, steps } = entry;
  const { status } = job.state;
  const nothing = toNothingLabel(job, nowMs);
  const running = status === 'running' ? findRunningStep(steps) : null;
  return {
    title: toSourceTitle(job.ref, job.source),
    kind: texts.sourceKind(job.ref),
    stateLabel: nothing ?? (isPartial(job) ? texts.partlySaved : texts.states[status]),
    tone: nothing ? 'idle' : isPartial(job) ? 'warn' : tones[status],
    sentence: explainState(job, nowMs),
    activity: running && toStepLabel(running, job.ref),
    actions: actionsOf[status].filter((action) => isOffered(action, job)),
    ...(running ? describeStep(running, entry) : { fraction: null, facts: [] }),
  };
}
