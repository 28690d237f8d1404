import { describe, expect, it } from 'vitest';
import { defaultJobOptions, type JobOptions } from '../../shared/model/job-options.ts';
import type { Source } from '../../shared/model/source.ts';
import { channelRef, playlistsPart, uploadsPart, videosPart } from '../jobs/testing/fake-world.ts';
import { buildPlan } from './plan.ts';

const source: Source = {
  ...channelRef,
  title: 'Owner',
  author: null,
  claimed: null,
  own: true,
  parts: [videosPart, playlistsPart, uploadsPart],
};

const kindsOf = (options: Partial<JobOptions>) =>
  buildPlan('job', source, { ...defaultJobOptions, ...options }).map(({ kind, part }) => part?.kind ?? kind);

describe('the plan of a channel', () => {
  it('walks its lists, then the items, then packs and checks', () => {
    expect(kindsOf({})).toEqual([
      'channel_videos',
      'channel_playlists',
      'playlist',
      'entries',
      'details',
      'fetch',
      'download',
      'pack',
      'verify',
    ]);
  });

  it('leaves out lists that were not wanted, and the uploads that would bring them back', () => {
    expect(kindsOf({ include: ['videos'] }).slice(0, 2)).toEqual(['channel_videos', 'entries']);
  });

  it('has a step for comments only when they were asked for, and for videos only with media', () => {
    expect(kindsOf({ comments: true, withMedia: false })).toContain('comments');
    expect(kindsOf({ withMedia: false })).not.toContain('download');
  });
});
