import { expect, it } from 'vitest';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { makeItem } from '../../jobs/testing/fake-world.ts';
import { isSaved, isWhole, listLacking } from './is-saved.ts';
import { createItemRecord, type Phase, withRefusal } from './item-progress.ts';
import type { ItemRecord } from './item-record.ts';

const options = { ...defaultJobOptions, comments: true };
const record: ItemRecord = {
  ...createItemRecord({ jobId: 'j', ordinal: 0, item: makeItem('a'), seenIn: 'channel_videos', options }),
  details: 'done',
  comments: 'done',
  extras: 'done',
  video: 'done',
};
const refuse = (phase: Phase, message: string) => withRefusal(record, phase, { code: 'net.http', message });
const withoutCaptions = withRefusal(record, 'extras', {
  code: 'net.http',
  message: 'No.',
  lacksCaptions: true,
});

it.each([
  [refuse('comments', 'The comments repeat themselves.'), ['comments']],
  [withoutCaptions, ['captions']],
  [withRefusal(withoutCaptions, 'comments', { code: 'net.http', message: 'No.' }), ['comments', 'captions']],
  [record, []],
] as const)(
  'a post whose files are there is saved, and what is missing beside it is named',
  (saved, what) => {
    expect(isSaved(saved)).toBe(true);
    expect(listLacking(saved)).toEqual(what);
  },
);

it.each([
  refuse('extras', 'media/images/a.jpg: No.'),
  withRefusal(withoutCaptions, 'extras', { code: 'net.http', message: 'No picture.' }),
  refuse('video', 'No.'),
  refuse('details', 'No.'),
  { ...record, comments: 'pending' as const },
  { ...record, excluded: 'dates' as const },
])('a post that lacks more, or is not done, is not saved', (open) => {
  expect(isSaved(open)).toBe(false);
  expect(listLacking(open)).toEqual([]);
});

it.each([
  [record, true],
  [withoutCaptions, false],
  [{ ...record, extras: 'pending' as const }, false],
  [{ ...record, item: { ...record.item, unavailable: 'Not shown to everybody.' } }, false],
  [{ ...record, excluded: 'known' as const }, false],
])('a post is whole when it is saved with all that was asked for', (one, whole) => {
  expect(isWhole(one)).toBe(whole);
});
