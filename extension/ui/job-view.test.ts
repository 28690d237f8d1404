import { describe, expect, it } from 'vitest';
import type { Job } from '../../shared/model/job.ts';
import type { SourceKind } from '../../shared/model/source.ts';
import { summariseJob } from './components/job-card.tsx';
import { type JobEntry, measureStep, toJobView, toStepLabel } from './job-view.ts';
import { buildError, buildJob, buildRunningStep, channelRef, channelSource } from './testing/screen-world.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const entry = (job: Job, change: Partial<JobEntry> = {}): JobEntry => ({
  job,
  steps: [],
  downloads: [],
  samples: [],
  ...change,
});
const downloading = (percent: number | null, bytesPerSec: number | null = null) =>
  ({ stage: 'downloading', percent, bytes: 0, totalBytes: null, bytesPerSec, etaSec: null }) as const;

describe('a running job', () => {
  const running = buildJob({ status: 'running' });

  it('counts downloads under way by their part, and adds up their speeds', () => {
    const downloads = [downloading(50, 1e6), downloading(null, 5e5)];
    const view = toJobView(
      entry(running, { steps: [buildRunningStep({ done: 1, total: 2 })], downloads }),
      now,
    );
    expect(view.fraction).toBe(0.75);
    expect(view.facts).toEqual(['1 of 2', '75%', '1.5 MB/s']);
  });

  it('says how long it takes from its own pace', () => {
    const samples = [
      { atMs: 0, done: 2 },
      { atMs: 60_000, done: 12 },
    ];
    const view = toJobView(entry(running, { steps: [buildRunningStep()], samples }), now);
    expect(view.facts).toContain('about 3 min left');
  });

  it('does not say that no second is left', () => {
    const samples = [
      { atMs: 0, done: 2 },
      { atMs: 4000, done: 41.9 },
    ];
    const view = toJobView(entry(running, { steps: [buildRunningStep({ done: 41 })], samples }), now);
    expect(view.facts.join()).not.toContain('left');
  });

  it('has no end while a list is read, only what was found', () => {
    const step = buildRunningStep({
      kind: 'collect',
      part: { ...channelRef, kind: 'channel_shorts' },
      done: 60,
      total: null,
    });
    const view = toJobView(entry(running, { steps: [step] }), now);
    expect(view).toMatchObject({
      activity: 'Reading the list of Shorts',
      fraction: null,
      facts: ['60 found'],
    });
  });

  it('is not done because its last download is at its end', () => {
    const step = buildRunningStep({ done: 41, total: 42 });
    expect(measureStep(step, [downloading(100)])).toBeLessThan(42);
  });
});

describe('a job that stands still', () => {
  it('says why, and when it goes on', () => {
    const state = {
      status: 'waiting',
      until: '2026-03-01T12:30:00Z',
      error: buildError('platform.rate_limited'),
    } as const;
    const view = toJobView(entry(buildJob(state)), now);
    expect(view.sentence).toMatch(/slow down.*Goes on at/);
    expect(view.actions).toEqual(['resume', 'cancel']);
  });

  it('has nothing to show in a folder before there is one', () => {
    const job = buildJob({ status: 'done' }, { target: null });
    expect(toJobView(entry(job), now).actions).not.toContain('reveal');
  });

  it.each(['failed', 'cancelled'] as const)('can be exported anew when it is %s', (status) => {
    const state = status === 'failed' ? { status, error: buildError('net.failed') } : { status };
    expect(toJobView(entry(buildJob(state)), now).actions).toEqual(['resume', 'again', 'remove']);
  });

  it('says where the rest of a cancelled one lies', () => {
    const sentence = (target: Job['target']) =>
      toJobView(entry(buildJob({ status: 'cancelled' }, { target })), now).sentence;
    expect(sentence({ by: 'host', folder: 'night', path: '/exports/night' })).toContain('/exports/night');
    expect(sentence({ by: 'browser', folder: 'night', downloadId: null })).toContain('in the browser');
    expect(sentence(null)).toBeNull();
  });

  it('goes by its address until the site was asked', () => {
    expect(toJobView(entry(buildJob({ status: 'queued' }, { source: null })), now).title).toBe('@night');
  });

  it('calls lists of which an account has one by what they are, not by their ids', () => {
    const ref = { ...channelRef, kind: 'history' as const, id: 'history' };
    for (const source of [null, { ...channelSource, title: 'history' }])
      expect(toJobView(entry(buildJob({ status: 'queued' }, { ref, source })), now).title).toBe('History');
  });
});

it('every kind of list has a label, also those without one of their own', () => {
  const reading = (kind: SourceKind, source: SourceKind) =>
    toStepLabel({ kind: 'collect', part: { ...channelRef, kind } }, { ...channelRef, kind: source });
  expect(reading('watch_later', 'watch_later')).toBe('Reading the list');
  expect(reading('liked', 'profile')).toBe('Reading what was liked');
  expect(reading('playlist', 'playlist')).toBe('Reading the list');
  expect(reading('playlist', 'channel')).toBe('Reading the list of all uploads');
});

it('lists of one kind, and steps of one platform, are told apart', () => {
  const profile = {
    platform: 'facebook',
    kind: 'profile',
    id: 'night',
    url: 'https://www.facebook.com/night',
  } as const;
  const label = (id: string, kind: SourceKind) =>
    toStepLabel({ kind: 'collect', part: { ...profile, kind, id } }, profile);
  expect(label('100', 'photos')).toBe('Reading the photos');
  expect(label('100/photos_of', 'photos')).toBe('Reading the tagged photos');
  expect(label('100/photos_albums', 'photos')).toBe('Reading the list of albums');
  expect(label('100/manage', 'timeline')).toBe('Reading "Manage posts"');
  expect(toStepLabel({ kind: 'entries', part: null }, profile)).toBe('Reading albums');
  expect(toStepLabel({ kind: 'entries', part: null }, channelRef)).toBe('Reading playlists');
});

it('an export without anything new says since when, also of lists that only name others, and has no archive to show', () => {
  const base = { jobId: 'j0', finishedAt: '2026-02-27T11:00:00Z', folder: 'night', kept: 3 };
  const completeness = {
    claimed: null,
    claimedExact: false,
    notSeen: 0,
    seen: 2,
    posts: 0,
    saved: 2,
    refused: [],
    unknown: {},
  };
  for (const kind of ['channel', 'subscriptions'] as const) {
    const ref = { ...channelRef, kind };
    const view = toJobView(
      entry(buildJob({ status: 'done' }, { ref, base, completeness, target: null })),
      now,
    );
    expect(view).toMatchObject({ tone: 'idle', actions: ['new', 'again', 'remove'] });
    expect(view.stateLabel).toMatch(/^Nothing new since .*2026/);
  }
});

describe('a finished export of which something could not be had that is no post', () => {
  const counts = { seen: 2, saved: 2, refused: 0, files: 3, bytes: 9 };
  const account = { claimed: 2, claimedExact: true, notSeen: 0, seen: 2, posts: 2, saved: 2, unknown: {} };
  const toView = (refusal: NonNullable<Job['completeness']>['refused'][number], change: Partial<Job> = {}) =>
    toJobView(
      entry(
        buildJob({ status: 'done' }, { counts, completeness: { ...account, refused: [refusal] }, ...change }),
      ),
      now,
    );

  it('is saved in part where a list could not be read, which another try may do', () => {
    const view = toView({ id: channelRef.url, code: 'net.http', message: 'The server answered 500.' });
    expect(view).toMatchObject({ stateLabel: 'Saved in part', tone: 'warn' });
    expect(view.actions).toContain('retry');
  });

  it('is saved in part where videos were wanted and the companion was missing; only a new export brings them', () => {
    const view = toView({ id: 'video files', code: 'host.missing', message: 'No companion.' });
    expect(view).toMatchObject({ stateLabel: 'Saved in part', tone: 'warn' });
    expect(view.actions).not.toContain('retry');
    expect(view.actions).toContain('again');
  });

  it('says so beside its counts', () => {
    const refused = [{ id: 'video files', code: 'host.missing' as const, message: '' }];
    const job = buildJob({ status: 'done' }, { counts, completeness: { ...account, refused } });
    expect(summariseJob(job, now)).toMatch(/^2 items · 9 B · without video files/);
  });
});
