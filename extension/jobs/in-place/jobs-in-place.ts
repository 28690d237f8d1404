/**
 * Other exports that have put items into the same folder which this one has not: posts that are gone from the site, lists
 * that were refused or not wanted this time, and newer posts where an older export is taken up again. Their files stay in
 * the folder, so its lists go on naming them.
 */
import type { Job } from '../../../shared/model/job.ts';
import { isSaved } from '../../core/items/is-saved.ts';
import type { ItemRecord } from '../../core/items/item-record.ts';
import { toSourceKey } from '../../core/jobs/base-export.ts';
import { isSameSource } from '../../core/jobs/same-source.ts';
import { toSharedPlace } from '../../core/jobs/shared-place.ts';
import { readBaseChain } from '../base/base-chain.ts';
import type { StorePort } from '../ports.ts';
import { unlessUnreadable } from '../unless-unreadable.ts';

/** Other exports of its source that are in the place of an export, newest first. */
export async function listJobsInPlace(
  store: Pick<StorePort, 'listJobs'>,
  job: Pick<Job, 'id' | 'target' | 'source' | 'options'>,
): Promise<Job[]> {
  const place = toSharedPlace(job.target);
  const { source } = job;
  if (place === null || !source) return [];
  return (await store.listJobs())
    .filter(({ id, state }) => id !== job.id && state.status === 'done')
    .filter((known) => toSharedPlace(known.target) === place)
    .filter((known) => known.source !== null && isSameSource(known.source, source))
    .toSorted((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
}

/** What is there of a post. */
type Had = Pick<ItemRecord, 'comments'> & { isSaved: boolean };

const toHad = (record: ItemRecord): Had => ({ isSaved: isSaved(record), comments: record.comments });

async function readAll(store: StorePort, jobId: string): Promise<Map<string, Had>> {
  const all = new Map<string, Had>();
  for await (const record of store.iterateItems(jobId))
    if (!record.excluded) all.set(record.key, toHad(record));
  return all;
}

/** What lies there, as far as it is remembered: all of the last export, and what complete ones have seen. */
async function listKeysInPlace(store: StorePort, job: Job, last: Job): Promise<Set<string>> {
  const keys = new Set((await unlessUnreadable(readAll(store, last.id)))?.keys());
  const sourceKey = toSourceKey(job);
  if (sourceKey) for await (const { key } of store.iterateKnown(sourceKey)) keys.add(key);
  return keys;
}

/** Posts of which not all is there: null for those that nothing names so far. */
type Gaps = Map<string, Had | null>;

const isWhole = ({ isSaved, comments }: Had): boolean => isSaved && comments !== 'refused';

/** True where an export has of a post what those before it have not. */
const fills = (gap: Had | null, had: Had): boolean =>
  gap === null || (!gap.isSaved && had.isSaved) || (gap.comments === 'refused' && had.comments === 'done');

const join = (gap: Had, had: Had): Had => ({
  isSaved: gap.isSaved || had.isSaved,
  comments: gap.comments === 'done' || had.comments === 'skipped' ? gap.comments : had.comments,
});

/** Takes an export in; false where it adds nothing. */
function fillGaps(gaps: Gaps, all: ReadonlyMap<string, Had>): boolean {
  let isNeeded = false;
  for (const [key, gap] of gaps) {
    const had = all.get(key);
    if (!had || !fills(gap, had)) continue;
    isNeeded = true;
    const filled = gap === null ? had : join(gap, had);
    if (isWhole(filled)) gaps.delete(key);
    else gaps.set(key, filled);
  }
  return isNeeded;
}

/** Looks at no more of an export than it has to: most have nothing that those before have not. */
async function fillsAny(store: StorePort, jobId: string, gaps: Gaps): Promise<boolean> {
  for (const key of await store.findItemKeys(jobId, [...gaps.keys()])) {
    const gap = gaps.get(key);
    const record = await store.readItem(jobId, key);
    if (gap !== undefined && record && !record.excluded && fills(gap, toHad(record))) return true;
  }
  return false;
}

/** Those that have something which neither the export nor its chain has, newest first. What is in a bag has nothing outside it. */
async function findNeeded(store: StorePort, job: Job, chain: readonly Job[]): Promise<Job[]> {
  const jobs = (await listJobsInPlace(store, job)).filter(({ options }) => options.bag === job.options.bag);
  const [last] = jobs;
  if (!last) return [];
  const gaps: Gaps = new Map();
  for (const key of await listKeysInPlace(store, job, last)) gaps.set(key, null);
  for (const [key, had] of (await unlessUnreadable(readAll(store, job.id))) ?? [])
    if (isWhole(had)) gaps.delete(key);
    else gaps.set(key, had);
  for (const { id } of chain) fillGaps(gaps, (await unlessUnreadable(readAll(store, id))) ?? new Map());
  const needed: Job[] = [];
  for (const known of jobs) {
    if (chain.some(({ id }) => id === known.id)) continue;
    if (!(await unlessUnreadable(fillsAny(store, known.id, gaps)))) continue;
    const all = await unlessUnreadable(readAll(store, known.id));
    if (all && fillGaps(gaps, all)) needed.push(known);
  }
  return needed;
}

/**
 * Other exports whose posts the lists of this one name too: those that it adds to, then any that have more. However they name
 * their files: each item is named by its own export (`layout-in-place.ts`).
 */
export async function findJobsInPlace(store: StorePort, job: Job): Promise<Job[]> {
  const { base = null, target } = job;
  if (toSharedPlace(target) === null) return [];
  const chain = (await readBaseChain(store, { base, target })) ?? [];
  return [...chain, ...(await findNeeded(store, job, chain))];
}
