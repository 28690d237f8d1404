import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../shared/model/job.ts';
import { defaultJobOptions } from '../../shared/model/job-options.ts';
import { buildStep } from '../core/plan.ts';
import { channelRef, makeItem, videosPart } from '../jobs/testing/fake-world.ts';
import { closeLibrary } from './database.ts';
import { iterateComments, iterateItems, saveCollectedPage, saveCommentPage } from './item-store.ts';
import { addJob, removeJob } from './job-store.ts';
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
    room: change.room ?? null,
    report: { jobId: 'one', index: 1, refusals: [], unknown: change.unknown ?? {} },
  });

beforeEach(async () => {
  await closeLibrary();
  globalThis.indexedDB = new IDBFactory();
  await addJob(makeJob('one'), [step]);
});

describe('a page of a list', () => {
  it('is stored with its cursor, its items and the count of the job', async () => {
    expect(await savePage(['a', 'b'], { cursor: 'next' })).toBe(2);
    expect(await listSteps('one')).toMatchObject([{ cursor: 'next', pages: 1 }]);
    expect(await readJob('one')).toMatchObject({ counts: { seen: 2 }, waits: 0 });
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
    await addJob(makeJob('one-more'), []);
    await savePage(['a']);
    expect(await countItems('one-more')).toBe(0);
    await removeJob('one-more');
    expect(await countItems('one')).toBe(1);
  });

  it('lists the newest job first', async () => {
    await addJob(makeJob('newer', '2026-11-22T12:00:00Z'), []);
    expect((await listJobs()).map(({ id }) => id)).toEqual(['newer', 'one']);
  });

  it('gives comments back in the order of their items, across pages', async () => {
    await savePage(['a', 'b']);
    const [first, second] = await listItemRecords('one', { offset: 0, limit: 2 });
    if (!first || !second) throw new Error('items are missing');
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
    await saveCommentPage({ record: second, page: 0, comments: [comment('b1', 'b')] });
    await saveCommentPage({ record: first, page: 0, comments: [comment('a1', 'a')] });
    await saveCommentPage({ record: first, page: 1, comments: [comment('a2', 'a')] });
    expect((await Array.fromAsync(iterateComments('one'))).map(({ id }) => id)).toEqual(['a1', 'a2', 'b1']);
  });
});
