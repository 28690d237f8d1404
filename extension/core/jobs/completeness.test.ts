import { describe, expect, it } from 'vitest';
import { defaultJobOptions, type JobOptions } from '../../../shared/model/job-options.ts';
import type { Media } from '../../../shared/model/media.ts';
import type { Source } from '../../../shared/model/source.ts';
import { makeItem } from '../../jobs/testing/fake-world.ts';
import { createItemRecord, withRefusal } from '../items/item-progress.ts';
import type { ItemRecord } from '../items/item-record.ts';
import { createCompleteness } from './completeness.ts';

const ref = { platform: 'tiktok', kind: 'profile', id: 'a', url: 'https://www.tiktok.com/@a' } as const;
const source: Source = { ...ref, title: 'A', author: null, claimed: null, own: true, parts: [] };
const options = { ...defaultJobOptions, comments: true };

const toRecord = (id: string, change: Parameters<typeof makeItem>[1] = {}): ItemRecord => ({
  ...createItemRecord({ jobId: 'j', ordinal: 0, item: makeItem(id, change), seenIn: 'posts', options }),
  ...({ entries: 'done', details: 'done', comments: 'done', extras: 'done', video: 'done' } as const),
});

const count = (...records: ItemRecord[]) => countWith({}, ...records);

function countWith(change: Partial<JobOptions>, ...records: ItemRecord[]) {
  const account = createCompleteness({
    source,
    options: { ...options, ...change },
    refusals: [],
    unknown: {},
    whole: true,
    vanished: null,
  });
  for (const record of records) account.add(record);
  return account.result();
}

it('lists that only name posts are not counted as posts', () => {
  expect(count(toRecord('PL', { kind: 'playlist' }))).toMatchObject({ seen: 1, saved: 1, posts: 0 });
  expect(count(toRecord('PL', { kind: 'playlist' }), toRecord('a'))).toMatchObject({ seen: 2, posts: 1 });
});

it('posts whose comments alone were refused are saved, and named', () => {
  const refused = withRefusal(toRecord('a'), 'comments', { code: 'platform.page_changed', message: 'No.' });
  expect(count(refused, toRecord('b'))).toMatchObject({
    saved: 2,
    lacking: [{ id: 'a', what: ['comments'] }],
    refused: [{ id: 'a' }],
  });
  expect(count(toRecord('b'))).not.toHaveProperty('lacking');
});

describe('files of kinds that were not wanted', () => {
  const medium = (id: string, kind: Media['kind']): Media => ({ id, kind, variants: [] });
  const media = [
    medium('video', 'video'),
    medium('image-1', 'image'),
    medium('image-2', 'image'),
    // The same by the link to it and by the post that is shared.
    medium('shared-image-2', 'image'),
    medium('music', 'audio'),
    medium('thumbnail', 'thumbnail'),
  ];
  const record = toRecord('a', { media });

  it.each<[Partial<JobOptions>, number | undefined]>([
    [{}, undefined],
    [{ mediaTypes: ['video'] }, 3],
    [{ mediaTypes: ['image', 'audio'] }, 1],
    [{ mediaTypes: [] }, 4],
    [{ quality: 'audio' }, 2],
  ])('are counted once each: %j', (change, files) => {
    expect(countWith(change, record).leftOut).toEqual(files === undefined ? {} : { media_types: files });
  });

  it('are not counted where no files were wanted, or the post itself was not', () => {
    expect(countWith({ mediaTypes: [] }, { ...record, video: 'skipped' }).leftOut).toEqual({});
    expect(countWith({ mediaTypes: [] }, { ...record, excluded: 'private' }).leftOut).toEqual({ private: 1 });
  });
});

describe('posts whose day is not known', () => {
  const exact = toRecord('a', { createdAt: { precision: 'exact', at: '2026-02-03T00:00:00Z' } });
  const rough = toRecord('b', { createdAt: { precision: 'approximate', text: '2 months ago' } });
  const list = toRecord('PL', { kind: 'playlist', createdAt: { precision: 'unknown' } });

  it.each<[Partial<JobOptions>, number | undefined]>([
    [{ from: '2026-01-01' }, 1],
    [{ to: '2026-12-31' }, 1],
    [{}, undefined],
  ])('are counted where days were chosen: %j', (change, undated) => {
    expect(countWith(change, exact, rough, list).undated).toBe(undated);
  });
});
