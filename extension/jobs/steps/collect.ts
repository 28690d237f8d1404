/** Walks one list page by page; each page and the cursor after it are stored together before the next is asked for. */

import { AppError } from '../../../shared/app-error.ts';
import type { Refusal } from '../../../shared/model/archive.ts';
import { type Item, toItemKey } from '../../../shared/model/item.ts';
import type { Step } from '../../../shared/model/job.ts';
import type { SourceRef } from '../../../shared/model/source.ts';
import {
  type BaseExport,
  hasPart,
  isOwed,
  type KnownItem,
  toSourceKey,
} from '../../core/jobs/base-export.ts';
import { canLeave, countPage, type KnownRun } from '../../core/jobs/known-pages.ts';
import type { PageRead } from '../../core/pages/page-read.ts';
import { findPlatform } from '../../platforms/index.ts';
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

/** True behind pages of a newest-first list that hold nothing but what the base has. */
function isBehindNew({ job }: StepContext, { base, run, step: { part } }: Walk): boolean {
  const { source } = job;
  if (!base || !source || !part || !hasPart(base, part)) return false;
  const isOrdered = findPlatform(part.platform)?.isNewestFirst(part) ?? false;
  return isOrdered && canLeave(run, { source, part, claimedThen: base.claimed });
}

function nextCursor(walk: Walk, read: PageRead, isEnough: boolean): string | null {
  const { continuation } = read;
  if (continuation === null || isEnough) return null;
  if (!walk.cursors.has(continuation) && walk.emptyPages < maxEmptyPages) return continuation;
  walk.refusals.push(repeatsItself(walk.step));
  return null;
}

async function findKnown({ ports }: StepContext, { base }: Walk, read: PageRead) {
  if (!base) return new Map<string, KnownItem>();
  const keys = read.items.map(toItemKey);
  return ports.store.findKnown(base.sourceKey, keys);
}

interface Owed {
  item: Item;
  known: KnownItem;
}

/** What could not be saved of a list, or not in the size that is wanted now, and stands below what is read of it. */
async function listOwed({ ports, job }: StepContext, { base, step: { part } }: Walk, read: PageRead) {
  const owed: Owed[] = [];
  if (!base || !part) return owed;
  const shown = new Set(read.items.map(toItemKey));
  for await (const known of ports.store.iterateKnown(base.sourceKey))
    if (known.item && isOwed(known, part.kind, job.options) && !shown.has(known.key))
      owed.push({ item: known.item, known });
  const keys = owed.map(({ known }) => known.key);
  const seen = await ports.store.findItemKeys(job.id, keys);
  return owed.filter(({ known }) => !seen.has(known.key));
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

/** The base as it is now; another export may have become it meanwhile, and then lists are read to their ends. */
async function readBase(context: StepContext): Promise<BaseExport | null> {
  const { ports, job } = context;
  const sourceKey = toSourceKey(await readJobNow(context));
  return job.base && sourceKey !== null ? ports.store.readBase(sourceKey) : null;
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
  const known = await findKnown(context, walk, read);
  walk.run = countPage(walk.run, read.items, known);
  const wanted = room === null ? 0 : await countWanted(context, read, known);
  const isFull = room !== null && wanted >= room;
  const isCut = room !== null && wanted > room;
  const isLeft = read.continuation !== null && !isFull && isBehindNew(context, walk);
  const owed = isLeft ? await listOwed(context, walk, read) : [];
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
    base: await readBase(context),
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
