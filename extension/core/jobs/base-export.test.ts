import { describe, expect, it } from 'vitest';
import type { Step } from '../../../shared/model/job.ts';
import { defaultJobOptions, type JobOptions } from '../../../shared/model/job-options.ts';
import { videosPart } from '../../jobs/testing/fake-world.ts';
import {
  type BaseExport,
  coversScope,
  isCompleteWalk,
  joinBases,
  listWholeKinds,
  toScope,
  toSourceKey,
} from './base-export.ts';
import { buildStep } from './plan.ts';

const options = (change: Partial<JobOptions>): JobOptions => ({ ...defaultJobOptions, ...change });
const collect = (change: Partial<Step> = {}): Step => ({
  ...buildStep({ jobId: 'j', index: 1, kind: 'collect', part: videosPart }),
  status: 'done',
  ...change,
});
const error = { code: 'net.failed', message: '', context: {}, retryable: true } as const;
const trouble = {
  jobId: 'j',
  index: 1,
  refusals: [{ id: 'x', code: 'platform.page_changed', message: '' }],
  unknown: {},
} as const;

describe('an export is a base for later ones', () => {
  it('when every list was read', () => expect(isCompleteWalk(options({}), [collect()], [])).toBe(true));

  it.each([
    ['a first day', options({ from: '2026-01-01' }), collect()],
    ['a last day', options({ to: '2026-01-01' }), collect()],
    ['a number', options({ maxItems: 10 }), collect()],
    ['a list that failed', options({}), collect({ status: 'failed', error })],
    ['a list that was not begun', options({}), collect({ status: 'pending' })],
  ])('but not with %s', (_, chosen, step) => expect(isCompleteWalk(chosen, [step], [])).toBe(false));

  it('but not when a list went in circles', () => {
    const report = { ...trouble, refusals: [...trouble.refusals] };
    expect(isCompleteWalk(options({}), [collect()], [report])).toBe(false);
  });

  it.each<[string, Partial<JobOptions>, Partial<JobOptions>, boolean]>([
    ['the same', {}, {}, true],
    ['less', {}, { withMedia: false, subtitles: false, thumbnails: false }, true],
    ['video files that were not saved', { withMedia: false }, {}, false],
    ['pictures that were not saved', { mediaTypes: ['video'] }, {}, false],
    ['videos where sound alone was', { quality: 'audio' }, {}, false],
    ['a better picture', { quality: 'low' }, {}, true],
    ['comments that were not saved', {}, { comments: true }, false],
    ['a language that was not saved', { subtitleLanguages: ['en'] }, { subtitleLanguages: ['de'] }, false],
    ['all languages after one', { subtitleLanguages: ['en'] }, {}, false],
    ['one language after all', {}, { subtitleLanguages: ['en'] }, true],
  ])('for one that wants %s', (...[, known, wanted, isCovered]) => {
    expect(coversScope(toScope(options(known)), toScope(options(wanted)))).toBe(isCovered);
  });

  it('only for the account that it was made with', () => {
    const source = { platform: 'youtube', kind: 'liked', id: 'LL', own: true } as const;
    const full = {
      ...source,
      url: 'https://www.youtube.com/playlist?list=LL',
      title: '',
      author: null,
      claimed: null,
      parts: [],
    };
    const keys = ['a', 'b'].map((persona) => toSourceKey({ source: full, persona }));
    expect(keys[0]).not.toBe(keys[1]);
  });
});

const base = (change: Partial<BaseExport> = {}): BaseExport => ({
  sourceKey: 's',
  refUrl: 'https://www.youtube.com/@a',
  jobId: 'j',
  finishedAt: '2026-11-21T12:00:00Z',
  folder: 'f',
  kept: 3,
  scope: toScope(defaultJobOptions),
  parts: [{ kind: 'channel_videos', id: 'UCa' }],
  claimed: null,
  ...change,
});

describe('the base after another complete export', () => {
  it('is the newer one, with the lists of both', () => {
    const next = base({ jobId: 'k', parts: [{ kind: 'channel_shorts', id: 'UCa' }] });
    expect(joinBases(base(), next)).toEqual({ ...next, parts: [...next.parts, ...base().parts] });
  });

  it('is the one that has listed last, though another has ended since, and counts what that one has', () => {
    const newer = base({ listedAt: '2026-11-21T11:00:00Z' });
    const older = base({ jobId: 'k', listedAt: '2026-11-21T10:00:00Z', finishedAt: '2026-11-21T13:00:00Z' });
    const parts = [{ kind: 'channel_shorts' as const, id: 'UCa' }];
    expect(joinBases(newer, { ...older, kept: 5, parts })).toEqual({
      ...newer,
      kept: 5,
      parts: [...newer.parts, ...parts],
    });
  });

  it('keeps the time of its end when it is repaired', () => {
    const known = base({ listedAt: '2026-11-21T11:00:00Z' });
    expect(joinBases(known, { ...known, finishedAt: '2026-11-22T12:00:00Z', kept: 4 })).toEqual({
      ...known,
      kept: 4,
    });
  });

  it('stays where the newer one has kept less', () => {
    expect(joinBases(base(), base({ scope: toScope(options({ withMedia: false })) }))).toBeNull();
  });
});

describe('of what is missing it can be told that it is gone', () => {
  it('in lists that were read from start to end', () => {
    expect(listWholeKinds([collect()], () => [])).toEqual(['channel_videos']);
  });

  it.each([{ endedEarly: true }, { status: 'failed', error } as const])('but not after %j', (change) => {
    expect(listWholeKinds([collect(), collect(change)], () => [])).toEqual([]);
  });
});
