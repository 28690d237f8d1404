/** Walks the items that a phase still has to do, some at a time, and turns errors into refusals. */
import PQueue from 'p-queue';
import { toAppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { type Phase, withPhase, withRefusal } from '../../core/items/item-progress.ts';
import type { ItemRecord } from '../../core/items/item-record.ts';
import { createFailureStreak } from '../../core/jobs/failure-streak.ts';
import { JobPause, pauseForUser } from './job-pause.ts';
import { pauseForLibrary } from './pause-for-library.ts';
import { createProgressWriter } from './progress-writer.ts';
import type { StepContext } from './step-context.ts';

interface Walk {
  phase: Phase;
  /** Items at the same time. */
  concurrency: number;
  /** What is to be done with one item; returns what else becomes of its record, whose phase is done. */
  run(context: StepContext, record: ItemRecord): Promise<(record: ItemRecord) => ItemRecord>;
}

/** Files come from many servers: one that cannot be reached need not keep the others waiting. */
const filePhases: readonly Phase[] = ['extras', 'video'];
const unreachableCodes: readonly ErrorCode[] = ['net.failed', 'net.offline', 'net.timeout'];
/** So many in a row, and it is the network. */
const maxUnreached = 3;

/** Whether a pause is for one server alone, as far as can be told. */
const isOfOneServer = (thrown: unknown): boolean =>
  thrown instanceof JobPause &&
  thrown.state.status === 'waiting' &&
  unreachableCodes.includes(thrown.state.error.code);

/** Items whose server cannot be reached are left open until the others are done. */
function createPassing(phase: Phase) {
  let pause: unknown = null;
  let unreached = 0;
  return {
    /** False where it is the network, or nothing that others need not wait for. */
    canPass(thrown: unknown): boolean {
      if (!filePhases.includes(phase) || !isOfOneServer(thrown)) return false;
      pause = thrown;
      unreached += 1;
      return unreached < maxUnreached;
    },
    succeed(): void {
      unreached = 0;
    },
    /** What those wait for that were passed; null where none was. */
    pause: () => pause,
  };
}

const isOpen = (record: ItemRecord, phase: Phase): boolean => record[phase] === 'pending' && !record.excluded;

async function countWork(
  { ports, job }: StepContext,
  phase: Phase,
): Promise<{ done: number; total: number }> {
  let done = 0;
  let total = 0;
  for await (const record of ports.store.iterateItems(job.id)) {
    if (record.excluded || record[phase] === 'skipped') continue;
    total += 1;
    if (record[phase] !== 'pending') done += 1;
  }
  return { done, total };
}

/** Stops the walk when the job has to pause; an item's own failure is written down and the walk goes on. */
export async function walkItems(context: StepContext, { phase, concurrency, run }: Walk): Promise<void> {
  const { ports, job } = context;
  const progress = await countWork(context, phase);
  const writer = createProgressWriter(context);
  await writer.write({ ...progress, status: 'running' });
  const stop = new AbortController();
  const queue = new PQueue({ concurrency });
  const inner: StepContext = { ...context, signal: AbortSignal.any([context.signal, stop.signal]) };
  const streak = createFailureStreak();
  const passing = createPassing(phase);
  let pause: unknown = null;
  const stopFor = (why: unknown): void => {
    pause ??= why;
    stop.abort();
  };

  const doOne = async (record: ItemRecord): Promise<void> => {
    if (inner.signal.aborted) return;
    const place = { jobId: job.id, key: record.key };
    try {
      const toDone = await run({ ...inner, item: record.item }, record);
      await ports.store.changeItem({ ...place, change: (now) => toDone(withPhase(now, phase, 'done')) });
      streak.succeed();
      passing.succeed();
    } catch (thrown) {
      if (!inner.signal.aborted && passing.canPass(thrown)) return;
      if (inner.signal.aborted || thrown instanceof JobPause) return stopFor(thrown);
      const error = toAppError(thrown);
      if (error !== thrown) await pauseForLibrary(inner, error);
      const { code, message, context: why } = error;
      // This item stays open then, so that Resume begins with it; those before it get another try.
      if (!record.refusedBefore?.includes(code) && streak.fail(code)) return stopFor(pauseForUser(error));
      const refusal = { code, message, lacksCaptions: why.lacksCaptions === true };
      await ports.store.changeItem({
        ...place,
        change: (now) => withRefusal(now, phase, refusal),
        keepsWaits: unreachableCodes.includes(code),
      });
    }
    progress.done += 1;
    writer.note({ ...progress, status: 'running' });
  };

  for await (const record of ports.store.iterateItems(job.id)) {
    if (inner.signal.aborted) break;
    if (!isOpen(record, phase)) continue;
    await queue.onSizeLessThan(concurrency);
    void queue.add(() => doOne(record)).catch(stopFor);
  }
  await queue.onIdle();
  pause ??= passing.pause();
  const isDone = !pause && !context.signal.aborted;
  await writer.write({ ...progress, status: isDone ? 'done' : 'running' });
  if (pause) throw pause;
  context.signal.throwIfAborted();
}
