import { describe, expect, it } from 'vitest';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { makeItem } from '../../jobs/testing/fake-world.ts';
import { isWhole } from './is-saved.ts';
import { createItemRecord, isInDateRange, withPhase, withRefusal } from './item-progress.ts';

const makeRecord = (change: Parameters<typeof makeItem>[1] = {}, options = defaultJobOptions) =>
  createItemRecord({
    jobId: 'job',
    ordinal: 0,
    item: makeItem('a', change),
    seenIn: 'channel_videos',
    options,
  });

describe('an item on its way', () => {
  it('is whole only when every phase that was asked for is done', () => {
    const record = makeRecord();
    expect(isWhole(record)).toBe(false);
    const almost = withPhase(withPhase(record, 'details', 'done'), 'extras', 'done');
    expect(isWhole(almost)).toBe(false);
    expect(isWhole(withPhase(almost, 'video', 'done'))).toBe(true);
  });

  it.each(['playlist', 'channel', 'album', 'profile'] as const)(
    'that names others has no video: %s',
    (kind) => {
      expect(makeRecord({ kind })).toMatchObject({ details: 'skipped', video: 'skipped' });
    },
  );

  it.each([
    ['private', true],
    ['friends', true],
    ['unlisted', false],
    ['public', false],
  ] as const)('that is %s is what only some may see: %s', (privacy, isLeftOut) => {
    const options = { ...defaultJobOptions, privateItems: false };
    expect(makeRecord({ privacy }, options).excluded).toBe(isLeftOut ? 'private' : false);
    expect(makeRecord({ privacy }).excluded).toBe(false);
  });

  it('of which the list tells all is left out at once where its date is not wanted', () => {
    const createdAt = { precision: 'exact', at: '2026-03-04T05:06:07Z' } as const;
    const options = { ...defaultJobOptions, from: '2026-03-05' };
    expect(makeRecord({ text: '', createdAt }, options)).toMatchObject({
      details: 'skipped',
      excluded: 'dates',
    });
    expect(makeRecord({ text: '', createdAt }).excluded).toBe(false);
  });

  it('that the platform will not show is refused once, and its video is not tried', () => {
    const refused = withRefusal(makeRecord(), 'details', {
      code: 'platform.private',
      message: 'Private video',
    });
    expect(refused).toMatchObject({ details: 'refused', video: 'skipped' });
    expect(refused.refusals).toEqual([{ id: 'a', code: 'platform.private', message: 'Private video' }]);
  });

  it('that was deleted is a refusal from the start', () => {
    const record = makeRecord({ unavailable: '[Deleted video]' });
    expect(record).toMatchObject({ details: 'skipped', video: 'skipped' });
    expect(record.refusals).toHaveLength(1);
    expect(isWhole(record)).toBe(false);
  });

  it('without media asks for no video', () => {
    expect(makeRecord({}, { ...defaultJobOptions, withMedia: false }).video).toBe('skipped');
  });

  it('of a playlist has entries and no video', () => {
    expect(makeRecord({ kind: 'playlist' })).toMatchObject({
      entries: 'pending',
      details: 'skipped',
      video: 'skipped',
    });
  });
});

describe('a date range', () => {
  const item = makeItem('a', { createdAt: { precision: 'exact', at: '2026-03-04T23:30:00-02:00' } });

  it('takes both its days and compares in UTC', () => {
    expect(isInDateRange(item, { from: '2026-03-05', to: '2026-03-05' })).toBe(true);
    expect(isInDateRange(item, { from: null, to: '2026-03-04' })).toBe(false);
  });

  it('keeps what has no exact date', () => {
    expect(isInDateRange(makeItem('a'), { from: '2026-01-01', to: '2026-01-02' })).toBe(true);
  });
});
