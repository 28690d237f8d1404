import { expect, it } from 'vitest';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
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

function count(...records: ItemRecord[]) {
  const account = createCompleteness({ source, refusals: [], unknown: {}, whole: true, vanished: null });
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
