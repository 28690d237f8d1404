import { describe, expect, it } from 'vitest';
import { defaultJobOptions, jobOptionsSchema } from '../../shared/model/job-options.ts';
import type { Source, SourceKind, SourceRef } from '../../shared/model/source.ts';
import {
  findProblems,
  toFormOffer,
  toFormValues,
  toggleChoice,
  toJobOptions,
  toSavedOptions,
} from './export-form.ts';

const refTo = (kind: SourceKind): SourceRef => ({
  platform: 'youtube',
  kind,
  id: 'x',
  url: 'https://www.youtube.com/x',
});

const channelWith = (...kinds: SourceKind[]): Source => ({
  ...refTo('channel'),
  title: 'x',
  author: null,
  claimed: null,
  own: null,
  parts: kinds.map(refTo),
});

const values = toFormValues(defaultJobOptions);
const channel = toFormOffer(refTo('channel'), null);

describe('what is offered', () => {
  it('for a channel are the lists it has', () => {
    const source = channelWith('channel_shorts', 'channel_videos', 'playlist');
    expect(toFormOffer(source, source).include).toEqual(['videos', 'shorts']);
  });

  it('for a channel that was not asked yet are all lists', () => {
    expect(channel.include).toHaveLength(5);
  });

  it('for a single video are no lists and no limits', () => {
    expect(toFormOffer(refTo('video'), null)).toMatchObject({ include: [], limits: false, media: true });
  });

  it('for subscriptions is no media', () => {
    expect(toFormOffer(refTo('subscriptions'), null)).toMatchObject({ media: false, postDetails: false });
  });
});

describe('from form to options', () => {
  it('gives options the schema takes, for every kind of source', () => {
    for (const kind of ['channel', 'playlist', 'video', 'subscriptions'] as const) {
      const filled = { ...values, from: '2026-01-01', to: '2026-01-31', maxItems: ' 50 ' };
      expect(jobOptionsSchema.safeParse(toJobOptions(filled, toFormOffer(refTo(kind), null))).success).toBe(
        true,
      );
    }
  });

  it('turns exact details on for a date range', () => {
    const dated = { ...values, exactDetails: false, from: '2026-01-01' };
    expect(toJobOptions(dated, channel)).toMatchObject({ exactDetails: true, from: '2026-01-01', to: null });
  });

  it('does not let limits that are not shown make the export smaller', () => {
    const limited = { ...values, from: '2026-01-01', maxItems: '1' };
    expect(toJobOptions(limited, toFormOffer(refTo('video'), null))).toMatchObject({
      from: null,
      maxItems: null,
    });
  });

  it('asks for no video files where there are none', () => {
    expect(toJobOptions(values, toFormOffer(refTo('subscriptions'), null)).withMedia).toBe(false);
  });
});

describe('kinds of files', () => {
  const ref: SourceRef = { platform: 'tiktok', kind: 'profile', id: 'a', url: 'https://www.tiktok.com/@a' };
  const profile = toFormOffer(ref, null);
  const none = { ...values, mediaTypes: [] };

  it('have to be chosen, unless no files are wanted', () => {
    expect(findProblems(none, profile)).toHaveProperty('mediaTypes');
    expect(findProblems({ ...none, withMedia: false }, profile)).toEqual({});
  });

  it('that were chosen elsewhere mean nothing where there is one kind', () => {
    const pictures = { ...values, mediaTypes: ['image' as const] };
    expect(toJobOptions(pictures, profile).mediaTypes).toEqual(['image']);
    expect(toJobOptions(pictures, channel).mediaTypes).toEqual(['video', 'image', 'audio']);
    expect(findProblems(none, channel)).toEqual({});
  });
});

describe('the remembered choice', () => {
  it('has no limits and no comments, when written and when read', () => {
    const limited = { ...values, comments: true, from: '2026-01-01', maxItems: '7' };
    expect(toSavedOptions(limited)).toMatchObject({ comments: false, from: null, maxItems: null });
    const stored = { ...defaultJobOptions, comments: true, maxItems: 7 };
    expect(toFormValues(stored)).toMatchObject({ comments: false, maxItems: '' });
  });
});

describe('problems', () => {
  it('there are none in the defaults', () => expect(findProblems(values, channel)).toEqual({}));

  it('is a choice of lists of which this channel has none', () => {
    const source = channelWith('channel_shorts');
    const chosen = { ...values, include: ['videos' as const] };
    expect(findProblems(chosen, toFormOffer(source, source))).toHaveProperty('include');
  });

  it.each([
    ['range', { from: '2026-02-01', to: '2026-01-01' }],
    ['range', { from: '2026-13-01' }],
    ['maxItems', { maxItems: '0' }],
    ['maxItems', { maxItems: '1.5' }],
    ['formats', { formats: [] }],
  ])('is named at the field %s for %j', (field, change) => {
    expect(Object.keys(findProblems({ ...values, ...change }, channel))).toEqual([field]);
  });

  it('is not a limit that is not offered', () => {
    expect(findProblems({ ...values, maxItems: '0' }, toFormOffer(refTo('video'), null))).toEqual({});
  });
});

it('toggled choices keep the order of the menu', () => {
  const menu = ['videos', 'shorts', 'live'] as const;
  expect(toggleChoice(['live'], 'videos', menu)).toEqual(['videos', 'live']);
  expect(toggleChoice(['videos', 'live'], 'videos', menu)).toEqual(['live']);
});
