/** What a step may use: the job as stored, the ports, and the two verbs every step needs: try, and write progress. */

import { AppError, fromWire, toAppError } from '../../../shared/app-error.ts';
import type { FileRecord } from '../../../shared/model/archive.ts';
import type { Item } from '../../../shared/model/item.ts';
import type { Job, Step } from '../../../shared/model/job.ts';
import type { Media } from '../../../shared/model/media.ts';
import type { Source } from '../../../shared/model/source.ts';
import { chooseRemedy } from '../../core/jobs/retry.ts';
import type { CollectorReply, CollectorRequest, PageRead } from '../../core/pages/page-read.ts';
import type { ArchiveSink, Ports } from '../ports.ts';
import { JobPause, pauseForUser, pauseUntil } from './job-pause.ts';

export interface StepContext {
  readonly job: Job;
  /** As it was when the step was taken up; `saveStep` returns the next one. */
  readonly step: Step;
  readonly ports: Ports;
  readonly signal: AbortSignal;
  /** The post that is worked on, where it is one of many. */
  readonly item?: Item;
}

/** A step returns when it is done; every line of it may be the last one, so it writes before it goes on. */
export type StepRunner = (context: StepContext) => Promise<void>;

/** What a platform said no to, with the pause it asked for. */
class RefusedRequest extends Error {
  readonly error: AppError;
  readonly retryAfterSec: number | null;

  constructor(error: AppError, retryAfterSec: number | null) {
    super(error.message);
    this.error = error;
    this.retryAfterSec = retryAfterSec;
  }
}

/** The companion says in an error's context for how long a server wants to be left alone. */
function toRefused(error: AppError): RefusedRequest {
  const { retryAfterSec } = error.context;
  return new RefusedRequest(error, typeof retryAfterSec === 'number' ? retryAfterSec : null);
}

/** What is not one of many: without its lists a job has nothing to go on with. */
const listSteps: readonly Step['kind'][] = ['resolve', 'collect'];

/** Whether the site says something of the post that is worked on; then there is a network. */
async function isSiteThere({ job, ports, signal, item }: StepContext): Promise<boolean> {
  if (!item) return false;
  const request = { verb: 'details', itemId: item.id, url: item.url } as const;
  const asked = ports.pages.ask({ ref: job.ref, request, persona: job.persona }, signal);
  return asked.then(
    // What may be had later is no answer yet.
    ({ reply }) => !('error' in reply && reply.error.retryable),
    () => false,
  );
}

/**
 * Runs one request until it succeeds or its error is final. Throws JobPause when the whole job has to wait, and
 * AppError when this item or list has to be given up.
 */
export async function attempt<T>(context: StepContext, request: () => Promise<T>): Promise<T> {
  const { job, step, ports, signal } = context;
  for (let tries = 1; ; tries += 1) {
    signal.throwIfAborted();
    try {
      return await request();
    } catch (thrown) {
      if (signal.aborted) throw new AppError('job.cancelled');
      // What the request asked for on its own has found its remedy.
      if (thrown instanceof JobPause) throw thrown;
      const refused = thrown instanceof RefusedRequest ? thrown : toRefused(toAppError(thrown));
      const { error, retryAfterSec } = refused;
      // As it is now: what was saved since the last pause has ended the row.
      const { waits, offlineWaits = 0 } = (await ports.store.readJob(job.id)) ?? job;
      const remedy = chooseRemedy({
        error,
        attempt: tries,
        waits,
        offlineWaits,
        isOnline: ports.isOnline(),
        retryAfterSec,
        random: ports.random(),
        isOneOfMany: !listSteps.includes(step.kind),
      });
      if (remedy.type === 'ask_user') throw pauseForUser(error);
      const isPaused = remedy.type === 'wait' || (remedy.type === 'look' && !(await isSiteThere(context)));
      if (isPaused) throw pauseUntil(error, ports.nowMs() + remedy.afterMs);
      if (remedy.type !== 'again') throw error;
      await ports.sleep(remedy.afterMs, signal);
    }
  }
}

/** What one account began, another does not go on with: private things of both would be in one archive. */
async function keepPersona({ job, ports }: StepContext, persona: string): Promise<void> {
  if (job.persona === persona) return;
  const isNew = (known: Job): boolean => known.persona === undefined;
  await ports.store.changeJob(job.id, (known) => (isNew(known) ? { ...known, persona } : null));
  const known = await ports.store.readJob(job.id);
  if (known?.persona !== undefined && known.persona !== persona)
    throw new AppError('platform.account_changed');
}

async function ask(context: StepContext, request: CollectorRequest): Promise<CollectorReply> {
  return attempt(context, async () => {
    const { job, ports, signal } = context;
    const question = { ref: job.ref, request, persona: job.persona };
    const { reply, asker } = await ports.pages.ask(question, signal);
    if (typeof asker === 'object') await keepPersona(context, asker.persona);
    if ('error' in reply) throw new RefusedRequest(fromWire(reply.error), reply.retryAfterSec);
    if ('read' in reply && reply.read.error) throw new RefusedRequest(fromWire(reply.read.error), null);
    return reply;
  });
}

const unexpected = () => new AppError('bug.unexpected', 'The collector answered another question.');

/** What the job's source is. Throws JobPause or AppError, like all `askFor…`. */
export async function askForSource(context: StepContext): Promise<Source> {
  const reply = await ask(context, { verb: 'resolve', ref: context.job.ref });
  if ('source' in reply) return reply.source;
  throw unexpected();
}

type PageQuestion =
  | Omit<Extract<CollectorRequest, { verb: 'page' }>, 'asOwner'>
  | Extract<CollectorRequest, { verb: 'comments' }>;

/** One page of a list, or of the comments of a post. What began as the account's own is read as its own to the end. */
export async function askForPage(context: StepContext, question: PageQuestion): Promise<PageRead> {
  const asOwner = context.job.source?.own === true;
  const reply = await ask(context, question.verb === 'page' ? { ...question, asOwner } : question);
  if ('read' in reply) return reply.read;
  throw unexpected();
}

/** Everything the platform says of one post. */
export async function askForDetails(
  context: StepContext,
  { id, url }: Pick<Item, 'id' | 'url'>,
): Promise<Item> {
  const reply = await ask(context, { verb: 'details', itemId: id, url });
  if ('item' in reply) return reply.item;
  throw unexpected();
}

/** A picture in full size, by the name that it has among the media of its post. */
export async function askForMedium(context: StepContext, mediaId: string): Promise<Media> {
  const reply = await ask(context, { verb: 'medium', mediaId });
  if ('medium' in reply) return reply.medium;
  throw unexpected();
}

/** The text of a caption track, by an address that details gave. */
export async function askForCaption(context: StepContext, url: string): Promise<string> {
  const reply = await ask(context, { verb: 'caption', url });
  if ('text' in reply) return reply.text;
  throw unexpected();
}

/** The sink of a job whose archive is open. */
export function sinkOf({ job, ports }: StepContext): ArchiveSink {
  if (!job.target)
    throw new AppError('bug.unexpected', 'The archive was not opened before it was written to.');
  return ports.sinks.of(job, job.target);
}

/** Writes the step's progress and tells whoever looks on. */
export async function saveProgress({ ports, step }: StepContext, change: Partial<Step>): Promise<void> {
  await ports.store.saveStep({ ...step, ...change });
  ports.tell({ type: 'job.changed', jobId: step.jobId });
}

/** Adds a finished file to its item. */
export async function addItemFile({ ports, job }: StepContext, key: string, file: FileRecord): Promise<void> {
  await ports.store.changeItem({ jobId: job.id, key, change: (record) => record, file });
}
