/**
 * Earlier exports that have put items into the same folder which this one has not: posts that are gone from the site, lists
 * that were refused or not wanted this time. Their files stay in the folder, so its lists go on naming them.
 */
import type { Job } from '../../shared/model/job.ts';
import { isKept } from '../core/items/lacking.ts';
import { toSourceKey } from '../core/jobs/base-export.ts';
import { isOneOf } from '../core/jobs/file-errors.ts';
import { isSameSource } from '../core/jobs/same-source.ts';
import { toTemplate } from '../core/names/item-stems.ts';
import { toSharedPlace } from './earlier-items.ts';
import type { StorePort } from './ports.ts';

/** Names by a template depend on all items of an export: those of two do not fit together. */
const isAlike = (one: Job, other: Job): boolean =>
  toTemplate(other.options) === null && other.options.bag === one.options.bag;

async function listInPlace(store: StorePort, job: Job): Promise<Job[]> {
  const place = toSharedPlace(job.target);
  const { source } = job;
  if (place === null || !source || !isAlike(job, job)) return [];
  return (await store.listJobs())
    .filter(
      ({ id, state, createdAt }) => id !== job.id && state.status === 'done' && createdAt <= job.createdAt,
    )
    .filter((known) => toSharedPlace(known.target) === place && isAlike(job, known))
    .filter((known) => known.source !== null && isSameSource(known.source, source))
    .toSorted((one, other) => (one.createdAt < other.createdAt ? 1 : -1));
}

interface Keys {
  named: string[];
  /** Of these, those that are not saved. */
  refused: string[];
}

/** Null where not all of it is understood any more: such an export cannot be named anew. */
async function readKeys(store: StorePort, jobId: string): Promise<Keys | null> {
  const keys: Keys = { named: [], refused: [] };
  try {
    for await (const record of store.iterateItems(jobId)) {
      if (record.excluded) continue;
      keys.named.push(record.key);
      if (!isKept(record)) keys.refused.push(record.key);
    }
    return keys;
  } catch (thrown) {
    if (!isOneOf(['storage.unreadable'], thrown)) throw thrown;
    return null;
  }
}

/** What lies there, as far as it is remembered: all of the last export, and what complete ones have seen. */
async function listKeysInPlace(store: StorePort, job: Job, last: Job): Promise<Set<string>> {
  const keys = new Set((await readKeys(store, last.id))?.named);
  const sourceKey = toSourceKey(job);
  if (sourceKey) for await (const { key } of store.iterateKnown(sourceKey)) keys.add(key);
  return keys;
}

/** Newest first, beside `chain`, which are those that the export adds to. */
export async function findJobsInPlace(store: StorePort, job: Job, chain: readonly Job[]): Promise<Job[]> {
  const jobs = await listInPlace(store, job);
  const [last] = jobs;
  if (!last) return [];
  const missing = await listKeysInPlace(store, job, last);
  const refused = new Set((await readKeys(store, job.id))?.refused);
  for (const { id } of [job, ...chain])
    for (const key of (await readKeys(store, id))?.named ?? []) missing.delete(key);
  const needed: Job[] = [];
  for (const known of jobs) {
    if (chain.some(({ id }) => id === known.id)) continue;
    const found = await store.findItemKeys(known.id, [...missing, ...refused]);
    const keys = found.size > 0 ? await readKeys(store, known.id) : null;
    if (!keys) continue;
    const unsaved = new Set(keys.refused);
    const gives = keys.named.filter((key) => missing.has(key) || (refused.has(key) && !unsaved.has(key)));
    if (gives.length === 0) continue;
    needed.push(known);
    for (const key of gives) {
      missing.delete(key);
      refused.delete(key);
    }
  }
  return needed;
}
