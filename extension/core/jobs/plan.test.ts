import { describe, expect, it } from 'vitest';
import { defaultJobOptions, type JobOptions } from '../../../shared/model/job-options.ts';
import type { Source } from '../../../shared/model/source.ts';
import { channelRef, playlistsPart, uploadsPart, videosPart } from '../../jobs/testing/fake-world.ts';
import { buildPlan, listWantedParts, needsDetails } from './plan.ts';

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

describe('the plan of a profile', () => {
  const kinds = ['posts', 'stories', 'liked', 'favourites'] as const;
  const profile: Source = {
    ...source,
    platform: 'tiktok',
    kind: 'profile',
    parts: kinds.map((kind) => ({ ...channelRef, kind })),
  };
  const listsOf = (options: Partial<JobOptions>) =>
    listWantedParts(profile, { ...defaultJobOptions, ...options }).map(({ kind }) => kind);

  it('leaves out what others made, unless it is asked for', () => {
    expect(listsOf({})).toEqual(['posts', 'stories']);
    expect(listsOf({ lists: ['liked', 'favourites'] })).toEqual(['liked', 'favourites']);
  });

  it('walks a list that is exported by itself, whatever is chosen for profiles', () => {
    const [, , liked] = profile.parts;
    const list: Source = { ...profile, kind: 'liked', parts: liked ? [liked] : [] };
    expect(listWantedParts(list, { ...defaultJobOptions, lists: [] })).toEqual([liked]);
  });
});

describe('details', () => {
  const exact = { precision: 'exact', at: '2026-01-01T00:00:00Z' } as const;
  const comments = { value: 0, precision: 'exact' } as const;
  const rough = { precision: 'approximate', text: '8 days ago' } as const;

  it.each([
    ['a list that tells only the title', { text: null, createdAt: exact }, true],
    ['a list that tells no exact time', { text: '', createdAt: rough }, true],
    ['a list that tells everything', { text: '', createdAt: exact }, false],
    ['a tab of reels without their counts', { kind: 'reel', text: '', createdAt: exact }, true],
    ['reels with their counts', { kind: 'reel', text: '', createdAt: exact, stats: { comments } }, false],
  ] as const)('are asked for after %s: %s', (_name, item, expected) => {
    const post = { kind: 'video', stats: {}, ...item } as const;
    expect(needsDetails(post, defaultJobOptions)).toBe(expected);
    expect(needsDetails(post, { ...defaultJobOptions, exactDetails: false })).toBe(false);
  });
});

it('walks of a profile the lists that are wanted; its posts are in two of them', () => {
  const part = (kind: 'timeline' | 'photos' | 'reels', id: string) =>
    ({ platform: 'facebook', kind, id, url: `https://www.facebook.com/${id}` }) as const;
  const parts = [
    part('timeline', '4/managed'),
    part('timeline', '4'),
    part('photos', '4/photos'),
    part('reels', '4/reels'),
  ];
  const profile: Source = { ...source, platform: 'facebook', kind: 'profile', parts };
  const wanted = listWantedParts(profile, { ...defaultJobOptions, lists: ['posts', 'reels'] });
  expect(wanted.map(({ id }) => id)).toEqual(['4/managed', '4', '4/reels']);
});
