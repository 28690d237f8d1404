import { expect, it } from 'vitest';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { makeItem } from '../../jobs/testing/fake-world.ts';
import { createItemRecord, withPhase, withRefusal } from './item-progress.ts';
import { withLost } from './lost-files.ts';
import { withSecondChance } from './second-chance.ts';

const makeRecord = (options = defaultJobOptions) =>
  createItemRecord({
    jobId: 'job',
    ordinal: 0,
    item: makeItem('a'),
    seenIn: 'channel_videos',
    options,
  });

it('an item gets another try at all that it was refused', () => {
  const refused = withRefusal(makeRecord(), 'details', { code: 'platform.private', message: '' });
  expect(withSecondChance(refused, defaultJobOptions)).toMatchObject({
    details: 'pending',
    video: 'pending',
    comments: 'skipped',
    refusals: [],
  });
});

it('an item gets, with another try, all that was asked for and nothing else', () => {
  const options = { ...defaultJobOptions, withMedia: false, comments: true };
  const thumbnailOnly = withPhase(makeRecord(options), 'extras', 'done');
  const refused = withRefusal(thumbnailOnly, 'details', { code: 'platform.private', message: '' });
  expect(withSecondChance(refused, options)).toMatchObject({
    video: 'skipped',
    comments: 'pending',
    extras: 'pending',
  });
});

it.each(['entries', 'comments'] as const)(
  'an item gets another try at its %s from their beginning: the place to go on at may be what failed',
  (phase) => {
    const begun = { ...makeRecord(), cursor: 'in circles' };
    const refused = withRefusal(begun, phase, { code: 'platform.page_changed', message: '' });
    expect(withSecondChance(refused, defaultJobOptions)).toMatchObject({
      [phase]: 'pending',
      cursor: null,
    });
  },
);

it('an item goes on in the middle of its comments where something else of it was refused', () => {
  const begun = { ...makeRecord(), comments: 'pending' as const, cursor: 'the middle' };
  const refused = withRefusal(begun, 'extras', { code: 'net.http', message: '' });
  expect(withSecondChance(refused, defaultJobOptions)).toMatchObject({
    extras: 'pending',
    cursor: 'the middle',
  });
});

it('an item of which a picture was lost and did not come back is asked for all that may bring it', () => {
  const files = ['media/images/tiktok/2026-01-01_a_1.jpg', 'media/audio/tiktok/2026-01-01_a.m4a'];
  const done = { ...makeRecord(), extras: 'done' as const, video: 'done' as const, files };
  const lost = withLost(done, (path) => path.endsWith('.jpg'));
  expect(lost).toMatchObject({ extras: 'pending', video: 'pending', files: files.slice(1) });
  const refused = withRefusal({ ...done, ...lost, extras: 'done' }, 'video', {
    code: 'archive.missing_file',
    message: '',
  });
  expect(withSecondChance(refused, defaultJobOptions)).toMatchObject({ extras: 'pending', video: 'pending' });
});
