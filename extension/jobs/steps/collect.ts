/** Walks one list page by page; each page and the cursor after it are stored together before the next is asked for. */

import { AppError } from '../../../shared/errors.ts';
import type { Refusal } from '../../../shared/model/archive.ts';
import type { Step } from '../../../shared/model/job.ts';
import type { PageRead } from '../../core/page-read.ts';
import { askForPage, type StepContext, type StepRunner } from '../step-context.ts';

/** A list that gives nothing new for so many pages in a row and still wants to go on is going in circles. */
const maxEmptyPages = 3;

/** "At most N items" is about posts; lists of playlists are small and complete. */
function roomFor({ job }: StepContext, step: Step, seen: number): number | null {
  const { maxItems } = job.options;
  const limited = step.part?.kind !== 'channel_playlists' && step.part?.kind !== 'channel_releases';
  return maxItems === null || !limited ? null : Math.max(0, maxItems - seen);
}

function addCounts(known: Record<string, number>, seen: Record<string, number>): Record<string, number> {
  const sum = { ...known };
  for (const [name, count] of Object.entries(seen)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

const repeatsItself = (step: Step): Refusal => ({
  id: step.part?.url ?? '',
  code: 'platform.page_changed',
  message: 'The list began to repeat itself before it said that it was at its end.',
});

/** Everything one page needs to know of the pages before it. */
interface Walk {
  step: Step;
  unknown: Record<string, number>;
  refusals: Refusal[];
  seen: number;
  emptyPages: number;
  cursors: Set<string>;
}

function nextCursor(walk: Walk, read: PageRead, room: number | null): string | null {
  const { continuation } = read;
  if (continuation === null || room === 0) return null;
  if (!walk.cursors.has(continuation) && walk.emptyPages < maxEmptyPages) return continuation;
  walk.refusals.push(repeatsItself(walk.step));
  return null;
}

async function takePage(context: StepContext, walk: Walk): Promise<void> {
  const { job, ports } = context;
  const part = walk.step.part;
  if (!part) throw new AppError('bug.unexpected', 'A collect step has no list.');
  const read = await askForPage(context, { verb: 'page', ref: part, cursor: walk.step.cursor });
  walk.emptyPages = read.items.length === 0 ? walk.emptyPages + 1 : 0;
  walk.unknown = addCounts(walk.unknown, read.unknown);
  const room = roomFor(context, walk.step, walk.seen);
  const left = room === null ? null : room - read.items.length;
  const cursor = nextCursor(walk, read, left !== null && left <= 0 ? 0 : room);
  if (cursor) walk.cursors.add(cursor);
  walk.step = {
    ...walk.step,
    cursor,
    status: cursor === null ? 'done' : 'running',
    pages: walk.step.pages + 1,
    done: walk.step.done + read.items.length,
    total: read.claimed?.exact ? read.claimed.count : walk.step.total,
  };
  const report = { jobId: job.id, index: walk.step.index, refusals: walk.refusals, unknown: walk.unknown };
  const { options } = job;
  walk.seen += await ports.store.saveCollectedPage({
    step: walk.step,
    items: read.items,
    seenIn: part.kind,
    options,
    room,
    report,
  });
  ports.tell({ type: 'job.changed', jobId: job.id });
}

export const runCollect: StepRunner = async (context) => {
  const { job, step, ports } = context;
  const reports = await ports.store.listReports(job.id);
  const report = reports.find((known) => known.index === step.index);
  const current = await ports.store.readJob(job.id);
  const walk: Walk = {
    step,
    unknown: report?.unknown ?? {},
    refusals: report?.refusals ?? [],
    seen: current?.counts.seen ?? 0,
    emptyPages: 0,
    cursors: new Set(step.cursor === null ? [] : [step.cursor]),
  };
  if (roomFor(context, step, walk.seen) === 0) walk.step = { ...walk.step, status: 'skipped' };
  while (walk.step.status === 'pending' || walk.step.status === 'running') {
    context.signal.throwIfAborted();
    await takePage(context, walk);
  }
  await ports.store.saveStep(walk.step);
};
