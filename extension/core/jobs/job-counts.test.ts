import { describe, expect, it } from 'vitest';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { makeItem } from '../../jobs/testing/fake-world.ts';
import { createItemRecord, withRefusal } from '../items/item-progress.ts';
import { countFile, countRecord } from './job-counts.ts';

const nothing = { seen: 0, saved: 0, refused: 0, files: 0, bytes: 0 };
const listsOnly = {
  ...defaultJobOptions,
  withMedia: false,
  exactDetails: false,
  thumbnails: false,
  subtitles: false,
};
const record = createItemRecord({
  jobId: 'one',
  ordinal: 0,
  item: makeItem('a'),
  seenIn: 'channel_videos',
  options: listsOnly,
});

describe('the counts of a job', () => {
  it('have an item that only its list is asked of as saved as soon as it is seen', () => {
    expect(countRecord(nothing, null, record)).toEqual({ ...nothing, seen: 1, saved: 1 });
  });

  it('move an item from saved to refused', () => {
    const refused = withRefusal(record, 'details', { code: 'platform.private', message: 'private' });
    const counts = { ...nothing, seen: 1, saved: 1 };
    expect(countRecord(counts, record, refused)).toEqual({ ...nothing, seen: 1, saved: 0, refused: 1 });
  });

  it('have a post whose comments alone were refused as saved', () => {
    const refused = withRefusal(record, 'comments', { code: 'net.http', message: 'No.' });
    expect(countRecord({ ...nothing, seen: 1, saved: 1 }, record, refused)).toEqual({
      ...nothing,
      seen: 1,
      saved: 1,
      refused: 0,
    });
  });

  it('have a file that is written anew once, with its new length', () => {
    const file = { path: 'a.jpg', bytes: 10, sha256: 'a' };
    const once = countFile(nothing, null, file);
    expect(countFile(once, file, { ...file, bytes: 12 })).toEqual({ ...nothing, files: 1, bytes: 12 });
  });
});
