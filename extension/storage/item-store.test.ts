import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { toItemKey } from '../../shared/model/item.ts';
import type { Job } from '../../shared/model/job.ts';
import { defaultJobOptions } from '../../shared/model/job-options.ts';
import type { ItemRecord } from '../core/items/item-record.ts';
import { buildStep } from '../core/jobs/plan.ts';
import { channelRef, makeItem, videosPart } from '../jobs/testing/fake-world.ts';
import { closeLibrary } from './database.ts';
import {
  changeItem,
  changeItems,
  iterateComments,
  iterateItems,
  saveCollectedPage,
  saveCommentPage,
} from './item-store.ts';
import { addJob, changeJob, removeJob, savePlan } from './job-store.ts';
import { countItems, listItemRecords, listJobs, listSteps, readJob } from './queries.ts';

const makeJob = (id: string, createdAt = '2026-11-21T12:00:00Z'): Job => ({
  id,
  ref: channelRef,
  source: null,
  options: defaultJobOptions,
  state: { status: 'queued' },
  createdAt,
  updatedAt: createdAt,
  finishedAt: null,
  waits: 3,
  target: null,
  notices: [],
  counts: { seen: 0, saved: 0, refused: 0, files: 0, bytes: 0 },
  completeness: null,
  versions: {},
});

const never = () => false;

const step = buildStep({ jobId: 'one', index: 1, kind: 'collect', part: videosPart });

const savePage = (
  ids: string[],
  change: { cursor?: string | null; room?: number | null; unknown?: Record<string, number> } = {},
) =>
  saveCollectedPage({
    step: { ...step, cursor: change.cursor ?? null, pages: 1 },
    items: ids.map((id) => makeItem(id)),
    seenIn: 'channel_videos',
    options: defaultJobOptions,
    known: new Map(),
    room: change.room ?? null,
    report: { jobId: 'one', index: 1, refusals: [], unknown: change.unknown ?? {} },
  });

const keyOf = (id: string) => toItemKey(makeItem(id));

const comment = (id: string, itemId: string) => ({
  id,
  itemId,
  parentId: null,
  author: null,
  text: id,
  createdAt: { precision: 'unknown' as const },
  likes: null,
  replies: null,
  pinned: false,
  byOwner: false,
});

const saveComments = (id: string, page: number, ids: string[]) =>
  saveCommentPage({
    jobId: 'one',
    key: keyOf(id),
    page,
    comments: ids.map((each) => comment(each, id)),
    cursor: null,
  });

const listCommentIds = async () => (await Array.fromAsync(iterateComments('one'))).map(({ id }) => id);

beforeEach(async () => {
  await closeLibrary();
  globalThis.indexedDB = new IDBFactory();
  await addJob(makeJob('one'), [step], never);
});

describe('a page of a list', () => {
  it('is stored with its cursor, its items and the count of the job', async () => {
    expect(await savePage(['a', 'b'], { cursor: 'next' })).toBe(2);
    expect(await listSteps('one')).toMatchObject([{ cursor: 'next', pages: 1 }]);
    expect(await readJob('one')).toMatchObject({ counts: { seen: 2 }, waits: 0 });
  });

  it('ends a row of pauses, whatever they were for', async () => {
    await changeJob('one', (job) => ({ ...job, waits: 2, offlineWaits: 4 }));
    await savePage(['a']);
    expect(await readJob('one')).toMatchObject({ waits: 0, offlineWaits: 0 });
  });

  it('adds nothing when it comes a second time', async () => {
    await savePage(['a', 'b']);
    expect(await savePage(['b', 'a'])).toBe(0);
    expect(await countItems('one')).toBe(2);
  });

  it('gives every item its own place in order of first sight', async () => {
    await savePage(['a', 'b']);
    await savePage(['b', 'c']);
    const records = await Array.fromAsync(iterateItems('one', 2));
    expect(records.map(({ item, ordinal }) => [item.id, ordinal])).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ]);
  });

  it('is cut where the wanted number is reached', async () => {
    expect(await savePage(['a', 'b', 'c'], { room: 2 })).toBe(2);
    expect((await listItemRecords('one', { offset: 0, limit: 9 })).map(({ item }) => item.id)).toEqual([
      'a',
      'b',
    ]);
  });

  it('of a job that was removed meanwhile is refused and leaves nothing behind', async () => {
    await removeJob('one');
    await expect(savePage(['a'])).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(await countItems('one')).toBe(0);
  });
});

describe('the library', () => {
  it('keeps jobs apart', async () => {
    await addJob(makeJob('one-more'), [], never);
    await savePage(['a']);
    expect(await countItems('one-more')).toBe(0);
    await removeJob('one-more');
    expect(await countItems('one')).toBe(1);
  });

  it('lists the newest job first', async () => {
    await addJob(makeJob('newer', '2026-11-22T12:00:00Z'), [], never);
    expect((await listJobs()).map(({ id }) => id)).toEqual(['newer', 'one']);
  });

  it('gives comments back in the order of their items, across pages', async () => {
    await savePage(['a', 'b']);
    await saveComments('b', 0, ['b1']);
    await saveComments('a', 0, ['a1']);
    await saveComments('a', 1, ['a2']);
    expect(await listCommentIds()).toEqual(['a1', 'a2', 'b1']);
  });

  it('has the comments of an item once when they are read again from the first page', async () => {
    await savePage(['a', 'b']);
    await saveComments('a', 0, ['a1']);
    await saveComments('a', 1, ['a2']);
    await saveComments('b', 0, ['b1']);
    await saveComments('a', 0, ['a1']);
    expect(await listCommentIds()).toEqual(['a1', 'b1']);
  });
});

describe('a job', () => {
  it('is added once when it is asked for twice at the same moment', async () => {
    const isSame = (known: Job) => known.id.startsWith('twin');
    const added = await Promise.all([
      addJob(makeJob('twin 1'), [], isSame),
      addJob(makeJob('twin 2'), [], isSame),
    ]);
    expect(added.map(({ id }) => id)).toEqual(['twin 1', 'twin 1']);
    expect(await listJobs()).toHaveLength(2);
  });

  it('that was cancelled while it was planned stays cancelled', async () => {
    const planned = await readJob('one');
    if (!planned) throw new Error('the job is missing');
    await changeJob('one', (job) => ({ ...job, state: { status: 'cancelled' } }));
    await savePlan({ ...planned, state: { status: 'running' } }, [step]);
    expect(await readJob('one')).toMatchObject({ state: { status: 'cancelled' } });
  });

  it('that was removed while it was planned does not come back', async () => {
    await removeJob('one');
    await expect(savePlan(makeJob('one'), [step])).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(await readJob('one')).toBeNull();
  });

  it('counts an item and its file in the same moment in which they are stored', async () => {
    await savePage(['a']);
    const file = { path: 'a.jpg', bytes: 7, sha256: 'a' };
    const done = {
      entries: 'done',
      details: 'done',
      comments: 'done',
      extras: 'done',
      video: 'done',
    } as const;
    const change = (record: ItemRecord) => ({ ...record, ...done });
    await changeItem({ jobId: 'one', key: keyOf('a'), change, file });
    expect(await readJob('one')).toMatchObject({ counts: { seen: 1, saved: 1, files: 1, bytes: 7 } });
    expect(await listItemRecords('one', { offset: 0, limit: 1 })).toMatchObject([{ files: ['a.jpg'] }]);
  });

  it('changes many items in batches and leaves those alone that decline', async () => {
    await savePage(['a', 'b', 'c', 'd', 'e']);
    await changeItems(
      'one',
      (record) => (record.key.endsWith('c') ? null : { ...record, excluded: true }),
      2,
    );
    const records = await listItemRecords('one', { offset: 0, limit: 10 });
    expect(records.map(({ excluded }) => excluded)).toEqual([true, true, false, true, true]);
  });
});
