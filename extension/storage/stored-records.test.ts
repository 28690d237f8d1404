/**
 * Records as they were written, long ago or by a newer version. They are written down here as they lay in the library of
 * version 5: a field that is added to a schema needs a default, or an upgrade that gives it to them.
 */
import { openDB } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultJobOptions } from '../../shared/model/job-options.ts';
import { startJob } from '../jobs/change-job.ts';
import { removeExport } from '../jobs/remove-export.ts';
import { runJob } from '../jobs/run/run-job.ts';
import { channelRef, createWorld, makeItem, videosPart } from '../jobs/testing/fake-world.ts';
import { openLibrary, upgrades } from './database.ts';
import { addDownloads, changeDownload, listDownloadsIn } from './download-store.ts';
import { listPaths, listStoredFiles } from './file-store.ts';
import { iterateComments, iterateItems, readItem } from './item-store.ts';
import { addJob, changeJob, listJobs, listReports, listSteps, readJob } from './job-store.ts';
import * as queries from './queries.ts';
import type { Library } from './schema.ts';
import { freshLibrary } from './testing/fresh-library.ts';
import { listUnreadableDownloads, listUnreadableJobs } from './unreadable-records.ts';

beforeEach(freshLibrary);

const put = async (store: Exclude<keyof Library, number>, record: object): Promise<void> => {
  await (await openLibrary()).put(store as 'jobs', record as never);
};

const ref = { platform: 'youtube', kind: 'channel', id: '@owner', url: 'https://www.youtube.com/@owner' };
const error = { code: 'net.offline', message: 'No connection.', context: {}, retryable: true };
const sha256 = 'a'.repeat(64);

const job = {
  id: 'j',
  ref,
  source: { ...ref, title: 'Owner', author: null, claimed: { count: 1, exact: true }, own: null, parts: [] },
  options: {
    include: ['videos', 'shorts', 'live', 'playlists', 'releases'],
    lists: ['posts', 'stories', 'playlists', 'collections', 'reposts', 'photos', 'videos', 'reels'],
    withMedia: true,
    mediaTypes: ['video', 'image', 'audio'],
    quality: 'original',
    audioFormat: null,
    codec: null,
    container: null,
    imageQuality: 'original',
    maxBytes: null,
    from: null,
    to: null,
    maxItems: null,
    formats: ['json', 'jsonl', 'csv', 'sidecars', 'viewer'],
    exactDetails: true,
    comments: false,
    thumbnails: true,
    subtitles: true,
    subtitleLanguages: [],
    automaticSubtitles: true,
    privateItems: true,
    onlyNew: false,
    zip: false,
    preset: 'star-export',
    nameTemplate: null,
    bag: false,
    target: { kind: 'auto' },
    partGib: null,
  },
  state: { status: 'waiting', until: '2026-11-21T12:30:00Z', error },
  createdAt: '2026-11-21T12:00:00Z',
  updatedAt: '2026-11-21T12:00:00Z',
  finishedAt: null,
  waits: 1,
  target: { by: 'browser', folder: 'youtube-owner', downloadId: null },
  notices: [error],
  counts: { seen: 1, saved: 0, refused: 0, files: 1, bytes: 10 },
  completeness: null,
  versions: { extension: '0.1.0' },
};

const step = {
  jobId: 'j',
  index: 0,
  kind: 'collect',
  status: 'failed',
  part: ref,
  cursor: 'c',
  pages: 1,
  done: 1,
  total: null,
  error,
};

const item = {
  platform: 'youtube',
  id: 'a',
  kind: 'video',
  url: 'https://www.youtube.com/watch?v=a',
  author: { id: null, name: 'Owner', handle: null, url: null },
  title: 'First',
  text: null,
  createdAt: { precision: 'approximate', text: '8 days ago' },
  durationSec: 10,
  stats: { views: { precision: 'exact', value: 3 } },
  media: [
    { id: 'thumbnail', kind: 'thumbnail', variants: [{ url: 'https://i.ytimg.com/vi/a/hqdefault.jpg' }] },
  ],
  tags: [],
  category: null,
  chapters: [],
  privacy: 'unknown',
  unavailable: null,
};

const record = {
  jobId: 'j',
  key: 'youtube:post:a',
  ordinal: 0,
  item,
  seenIn: ['channel_videos'],
  excluded: true,
  entries: 'skipped',
  details: 'done',
  comments: 'skipped',
  extras: 'refused',
  video: 'pending',
  cursor: null,
  refusals: [{ id: 'a', code: 'net.http', message: 'No.' }],
  files: ['a.mp4'],
};

const file = { path: 'a.mp4', bytes: 10, sha256, jobId: 'j', itemKey: 'youtube:post:a' };
const report = { jobId: 'j', index: 0, refusals: [], unknown: { oddRenderer: 2 } };
const comment = {
  id: 'c',
  itemId: 'a',
  parentId: null,
  author: null,
  text: 'Yes.',
  createdAt: { precision: 'unknown' },
  likes: null,
  replies: null,
  pinned: false,
  byOwner: false,
};

const download = {
  id: 'd',
  place: 1,
  url: 'https://video.example/1',
  entry: null,
  title: 'One',
  author: null,
  durationSec: null,
  choice: {
    quality: 'original',
    audioFormat: null,
    codec: null,
    container: null,
    maxBytes: null,
    format: null,
    subtitles: null,
    thumbnail: 'none',
    embedMetadata: false,
    embedChapters: false,
    sections: [],
    rateLimitBytesPerSec: null,
    skipKnown: false,
  },
  template: null,
  withLogin: false,
  state: { status: 'paused', progress: null },
  begun: true,
  losses: 0,
  createdAt: '2026-11-21T12:00:00Z',
  finishedAt: null,
};

/** As version 5 left it, and opened by the version of today. */
async function putAll(): Promise<void> {
  const old = await openDB<Library>('star-export', 5, {
    async upgrade(database, ...[, , change]) {
      for (const upgrade of upgrades.slice(0, 5)) await upgrade(database, change);
    },
  });
  await old.put('jobs', job as never);
  await old.put('steps', step as never);
  await old.put('items', record as never);
  await old.put('files', file as never);
  await old.put('reports', report as never);
  await old.put('comments', { jobId: 'j', itemOrdinal: 0, page: 0, comments: [comment] } as never);
  await old.put('downloads', download as never);
  old.close();
}

describe('a library of version 5', () => {
  it('is read whole, with the defaults of what it did not know', async () => {
    await putAll();
    for (const read of [await readJob('j'), (await listJobs())[0], await queries.readJob('j')]) {
      expect(read).toMatchObject(job);
      expect(Object.keys(read?.options ?? {}).sort()).toEqual(Object.keys(defaultJobOptions).sort());
    }
    expect(await listSteps('j')).toEqual([step]);
    expect(await queries.listSteps('j')).toEqual([step]);
    expect(await readItem('j', record.key)).toEqual(record);
    expect(await queries.listItemRecords('j', { offset: 0, limit: 9 })).toEqual([record]);
    expect(await listStoredFiles('j')).toEqual([file]);
    expect(await queries.listFiles('j', { offset: 0, limit: 9 })).toEqual([file]);
    expect(await listReports('j')).toEqual([report]);
    expect(await Array.fromAsync(iterateComments('j'))).toEqual([comment]);
    expect(await listDownloadsIn(['paused'])).toEqual([download]);
    expect(await queries.listDownloads()).toEqual([download]);
    expect(await listUnreadableJobs()).toEqual([]);
  });
});

describe('an export whose record is not understood', () => {
  const newer = { ...job, id: 'k', options: { ...job.options, hologram: true } };

  it('hides no other one, is named, and stays as it is', async () => {
    await putAll();
    await put('jobs', newer);
    await put('jobs', { id: 'l', createdAt: 'never' });
    expect((await listJobs()).map(({ id }) => id)).toEqual(['j']);
    expect((await queries.listJobs()).map(({ id }) => id)).toEqual(['j']);
    expect(await queries.countJobs()).toBe(3);
    expect(await listUnreadableJobs()).toEqual([
      { id: 'k', title: 'Owner' },
      { id: 'l', title: 'l' },
    ]);
    expect(await readJob('k')).toBeNull();
    expect(await changeJob('k', (known) => ({ ...known, waits: 0 }))).toBeNull();
    expect(await (await openLibrary()).get('jobs', 'k')).toEqual(newer);
  });

  it('is none that a new one is the same as', async () => {
    await put('jobs', newer);
    const added = await addJob({ ...job, id: 'm' } as never, [], () => true);
    expect(added.id).toBe('m');
  });
});

describe('a record of an export that is not understood', () => {
  const damage: Record<string, [Exclude<keyof Library, number>, object]> = {
    'an item': ['items', { ...record, item: { ...item, media: 'none' } }],
    'a step': ['steps', { ...step, index: 99, status: 'asleep' }],
    'a file': ['files', { ...file, bytes: 'many' }],
    'a report': ['reports', { ...report, refusals: null }],
  };

  it.each(Object.entries(damage))(
    'ends that export by its name, and no other: %s',
    async (_, [store, bad]) => {
      const world = createWorld({ [videosPart.id]: [[makeItem('a')]] });
      const jobId = await startJob(world.ports, channelRef, defaultJobOptions);
      const other = { ...channelRef, id: '@other' };
      const otherId = await startJob(world.ports, other, defaultJobOptions);
      await put(store, { ...bad, jobId });
      for (const id of [jobId, otherId]) await runJob(world.ports, id, new AbortController().signal);
      expect((await readJob(jobId))?.state).toMatchObject({
        status: 'failed',
        error: { code: 'storage.unreadable', retryable: false },
      });
      expect((await readJob(otherId))?.state.status).toBe('done');
      expect(await queries.listSteps(jobId)).not.toEqual([]);
    },
  );

  it('is never half replaced by a page that holds its item', async () => {
    const world = createWorld({ [videosPart.id]: [[makeItem('z'), makeItem('a')]] });
    const jobId = await startJob(world.ports, channelRef, defaultJobOptions);
    await put('items', { ...record, jobId, details: 'perhaps' });
    await runJob(world.ports, jobId, new AbortController().signal);
    expect(await queries.countItems(jobId)).toBe(1);
    await expect(Array.fromAsync(iterateItems(jobId))).rejects.toMatchObject({
      code: 'storage.unreadable',
      context: { where: 'details' },
    });
  });

  it('keeps nobody from removing all that belongs to it', async () => {
    const world = createWorld({});
    const effects: string[] = [];
    world.before = async (effect) => {
      effects.push(effect);
    };
    await put('jobs', { ...job, state: 'done' });
    await put('files', { ...file, bytes: 'many' });
    await expect(listStoredFiles('j')).rejects.toMatchObject({ code: 'storage.unreadable' });
    expect(await listPaths('j')).toEqual(['a.mp4']);
    await removeExport(world.ports, 'j', false);
    expect(effects).toEqual(['forget j']);
    expect(await listUnreadableJobs()).toEqual([]);
    expect(await listPaths('j')).toEqual([]);
  });

  it('hides no other download', async () => {
    await put('downloads', download);
    await put('downloads', { ...download, id: 'e', place: 2, choice: null });
    expect((await queries.listDownloads()).map(({ id }) => id)).toEqual(['d']);
    expect(await listUnreadableDownloads()).toEqual([{ id: 'e', title: download.title }]);
    expect(await queries.countOpenDownloads()).toBe(1);
    expect(await changeDownload('e', (known) => known)).toBeNull();
    const { place: _place, ...next } = download;
    const [added] = await addDownloads([{ ...next, id: 'f' } as never], () => false);
    expect(added?.place).toBe(3);
  });
});
