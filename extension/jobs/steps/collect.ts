/** Walks one list page by page; each page and the cursor after it are stored together before the next is asked for. */

import { AppError } from '../../../shared/app-error.ts';
import type { Refusal } from '../../../shared/model/archive.ts';
import { toItemKey } from '../../../shared/model/item.ts';
import type { Step } from '../../../shared/model/job.ts';
import type { SourceRef } from '../../../shared/model/source.ts';
import type { BaseExport, KnownItem } from '../../core/jobs/base-export.ts';
import { countPage, type KnownRun } from '../../core/jobs/known-pages.ts';
import type { PageRead } from '../../core/pages/page-read.ts';
import { findKnown, isBehindNew, listOwed, readListBase } from '../base/list-base.ts';
import { askForPage } from '../run/ask-platform.ts';
import { readJobNow, type StepContext, type StepRunner } from '../run/step-context.ts';

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
  run: KnownRun;
  /** Set when the export adds to another one. */
  base: BaseExport | null;
  step: Step;
  unknown: Record<string, number>;
  refusals: Refusal[];
  seen: number;
  emptyPages: number;
  cursors: Set<string>;
  /** A page was asked for since the step was taken up. */
  hasBegun: boolean;
}

function nextCursor(walk: Walk, read: PageRead, isEnough: boolean): string | null {
  const { continuation } = read;
  if (continuation === null || isEnough) return null;
  if (!walk.cursors.has(continuation) && walk.emptyPages < maxEmptyPages) return continuation;
  walk.refusals.push(repeatsItself(walk.step));
  return null;
}

/** Items of a page that count towards "at most N", and did not before. */
async function countWanted(
  { ports, job }: StepContext,
  read: PageRead,
  known: ReadonlyMap<string, KnownItem>,
): Promise<number> {
  const keys = read.items.map(toItemKey).filter((key) => !known.get(key)?.kept);
  const counted = await ports.store.findItemKeys(job.id, keys);
  return keys.filter((key) => !counted.has(key)).length;
}

/** Items so far that count towards "at most N". */
async function countSeen(context: StepContext): Promise<number> {
  const { ports, job } = context;
  const { counts } = await readJobNow(context);
  if (!job.base || job.options.maxItems === null) return counts.seen;
  let known = 0;
  for await (const record of ports.store.iterateItems(job.id)) if (record.excluded === 'known') known += 1;
  return counts.seen - known;
}

/** Whether it may be the place where a list was left that is refused. */
const isOfPlace = ({ code }: AppError): boolean =>
  code !== 'job.cancelled' && code !== 'platform.page_changed' && !/^(bug|storage)\./.test(code);

/**
 * A place that a list was left at may have ended since, and then the site knows it no more: the list begins anew. Only while
 * it gets further each time, or a list that is longer than a day's budget would be read from its beginning for ever.
 */
async function askOn(context: StepContext, walk: Walk, part: SourceRef): Promise<PageRead> {
  const { cursor, pages, pagesBefore = 0 } = walk.step;
  const canBeginAnew = cursor !== null && !walk.hasBegun && pages > pagesBefore;
  walk.hasBegun = true;
  try {
    return await askForPage(context, { verb: 'page', ref: part, cursor });
  } catch (thrown) {
    if (!canBeginAnew || !(thrown instanceof AppError) || !isOfPlace(thrown)) throw thrown;
  }
  walk.step = { ...walk.step, cursor: null, pages: 0, done: 0, pagesBefore: pages };
  walk.unknown = {};
  walk.refusals = [];
  walk.cursors.clear();
  return askForPage(context, { verb: 'page', ref: part, cursor: null });
}

async function takePage(context: StepContext, walk: Walk): Promise<void> {
  const { job, ports } = context;
  const part = walk.step.part;
  if (!part) throw new AppError('bug.unexpected', 'A collect step has no list.');
  const read = await askOn(context, walk, part);
  walk.emptyPages = read.items.length === 0 ? walk.emptyPages + 1 : 0;
  walk.unknown = addCounts(walk.unknown, read.unknown);
  const room = roomFor(context, walk.step, walk.seen);
  const list = { base: walk.base, part };
  const known = await findKnown(context, walk.base, read.items);
  walk.run = countPage(walk.run, read.items, known);
  const wanted = room === null ? 0 : await countWanted(context, read, known);
  const isFull = room !== null && wanted >= room;
  const isCut = room !== null && wanted > room;
  const isLeft = read.continuation !== null && !isFull && isBehindNew(context, list, walk.run);
  const owed = isLeft ? await listOwed(context, list, read.items) : [];
  for (const one of owed) known.set(one.known.key, one.known);
  const cursor = nextCursor(walk, read, isFull || isLeft);
  if (cursor) walk.cursors.add(cursor);
  walk.step = {
    ...walk.step,
    cursor,
    status: cursor === null ? 'done' : 'running',
    pages: walk.step.pages + 1,
    done: walk.step.done + read.items.length,
    total: read.claimed?.exact ? read.claimed.count : walk.step.total,
    endedEarly: cursor === null && (read.continuation !== null || isCut),
  };
  const report = { jobId: job.id, index: walk.step.index, refusals: walk.refusals, unknown: walk.unknown };
  const { options } = job;
  walk.seen += await ports.store.saveCollectedPage({
    step: walk.step,
    items: [...read.items, ...owed.map(({ item }) => item)],
    seenIn: part.kind,
    options,
    room,
    known,
    report,
  });
  ports.tell({ type: 'job.changed', jobId: job.id });
}

export const runCollect: StepRunner = async (context) => {
  const { job, step, ports } = context;
  const reports = await ports.store.listReports(job.id);
  const report = reports.find((known) => known.index === step.index);
  const walk: Walk = {
    step,
    unknown: report?.unknown ?? {},
    refusals: report?.refusals ?? [],
    seen: await countSeen(context),
    // A worker that was restarted counts anew, and reads a little further.
    run: { pages: 0, items: 0, fresh: 0 },
    base: await readListBase(context),
    emptyPages: 0,
    cursors: new Set(step.cursor === null ? [] : [step.cursor]),
    hasBegun: false,
  };
  if (roomFor(context, step, walk.seen) === 0) walk.step = { ...walk.step, status: 'skipped' };
  while (walk.step.status === 'pending' || walk.step.status === 'running') {
    context.signal.throwIfAborted();
    await takePage(context, walk);
  }
  await ports.store.saveStep(walk.step);
};
