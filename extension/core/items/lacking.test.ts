import { expect, it } from 'vitest';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { makeItem } from '../../jobs/testing/fake-world.ts';
import { createItemRecord, type Phase, withRefusal } from './item-progress.ts';
import type { ItemRecord } from './item-record.ts';
import { isKept, listLacking } from './lacking.ts';

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
] as const)('a post whose files are there is saved, and what is missing beside it is named', (kept, what) => {
  expect(isKept(kept)).toBe(true);
  expect(listLacking(kept)).toEqual(what);
});

it.each([
  refuse('extras', 'media/images/a.jpg: No.'),
  withRefusal(withoutCaptions, 'extras', { code: 'net.http', message: 'No picture.' }),
  refuse('video', 'No.'),
  refuse('details', 'No.'),
  { ...record, comments: 'pending' as const },
  { ...record, excluded: 'dates' as const },
])('a post that lacks more, or is not done, is not saved', (open) => {
  expect(isKept(open)).toBe(false);
  expect(listLacking(open)).toEqual([]);
});
