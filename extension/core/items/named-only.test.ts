import { expect, it } from 'vitest';
import type { Item } from '../../../shared/model/item.ts';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { createEmptyItem } from '../pages/empty-item.ts';
import { createItemRecord } from './item-progress.ts';
import type { ItemRecord } from './item-record.ts';
import { isNamedOnly } from './named-only.ts';

const empty = createEmptyItem({
  platform: 'youtube',
  id: 'a',
  kind: 'video',
  url: 'https://www.youtube.com/watch?v=a',
});
const deleted: Item = {
  ...empty,
  title: '[Deleted video]',
  privacy: 'private',
  unavailable: '[Deleted video]',
  media: [
    {
      id: 'thumbnail',
      kind: 'thumbnail',
      variants: [{ url: 'https://i.ytimg.com/vi/a/hqdefault.jpg' }],
    },
  ],
};

const toRecord = (item: Item): ItemRecord =>
  createItemRecord({ jobId: 'j', ordinal: 0, item, seenIn: 'playlist', options: defaultJobOptions });
const record = toRecord(deleted);
const author = { id: null, name: 'Someone', handle: null, url: null };

it.each<[string, ItemRecord]>([
  ['that a list names in the place of a deleted one', record],
  ['whose author is known', toRecord({ ...deleted, author })],
  ['that was shown in a shape that is not known', toRecord({ ...deleted, partial: ['text'], pinned: false })],
])('of a post %s nothing can be lost', (_, known) => {
  expect(isNamedOnly(known)).toBe(true);
});

it.each<[string, ItemRecord]>([
  ['its words', toRecord({ ...deleted, text: 'words' })],
  ['how long it is', toRecord({ ...deleted, durationSec: 10 })],
  ['its day', toRecord({ ...deleted, createdAt: { precision: 'approximate', text: '8 days ago' } })],
  ['a count', toRecord({ ...deleted, stats: { views: { precision: 'exact', value: 0 } } })],
  ['what is in it', toRecord({ ...deleted, entries: [{ id: 'b', title: '', position: 1 }] })],
  ['a picture', { ...record, files: ['media/images/a.jpg'] }],
  ['what others said', { ...record, comments: 'done' }],
  ['what it was before', { ...record, history: [{ at: '2026-01-01T00:00:00Z', text: 'words' }] }],
])('of a post can be lost %s', (_, known) => {
  expect(isNamedOnly(known)).toBe(false);
});
