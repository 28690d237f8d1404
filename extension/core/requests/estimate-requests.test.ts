import { expect, test } from 'vitest';
import { defaultJobOptions, type JobOptions } from '../../../shared/model/job-options.ts';
import type { Source, SourceKind } from '../../../shared/model/source.ts';
import { estimateMinutes, estimateRequests, type RequestCosts } from './estimate-requests.ts';
import type { RequestBudget } from './request-budget.ts';

const ref = { platform: 'youtube', kind: 'playlist', id: 'PL1', url: 'https://www.youtube.com/1' } as const;
const source: Source = {
  ...ref,
  title: 'A list',
  author: null,
  claimed: { count: 100, exact: true },
  own: false,
  parts: [ref],
};
const costs: RequestCosts = {
  pageLoad: 3,
  ownPage: 2,
  details: 2,
  comments: 3,
  captions: 1,
  extraction: 4,
  itemsPerPage: 30,
  wholeLists: false,
};
const lean = { ...defaultJobOptions, exactDetails: false, subtitles: false, withMedia: false };
const given = { source, costs, needsExtraction: true };

test.each([
  ['pages alone', lean, 2 + 4],
  ['details', { ...lean, exactDetails: true }, 2 + 4 + 200],
  ['dates, which need details', { ...lean, from: '2026-01-01' }, 2 + 4 + 200],
  ['comments', { ...lean, comments: true }, 2 + 4 + 300],
  ['captions', { ...lean, subtitles: true }, 2 + 4 + 100],
  ['videos through yt-dlp', { ...lean, withMedia: true }, 2 + 4 + 400],
  ['at most ten', { ...lean, exactDetails: true, maxItems: 10 }, 2 + 1 + 20],
])('the requests of an export are counted beforehand: %s', (_name, options, requests) => {
  expect(estimateRequests({ ...given, options }).requests).toBe(requests);
});

test('pages of one’s own lists, whole lists and media hosts have their own price', () => {
  expect(estimateRequests({ ...given, options: lean, source: { ...source, own: true } }).requests).toBe(
    2 + 8,
  );
  const options = { ...lean, exactDetails: true, withMedia: true };
  const whole = { ...costs, wholeLists: true };
  expect(estimateRequests({ source, options, costs: whole, needsExtraction: false }).requests).toBe(2 + 4);
});

test('what the site does not say is not guessed, but what a post takes is told', () => {
  const open = { ...source, claimed: null };
  const options = { ...lean, exactDetails: true, comments: true };
  expect(estimateRequests({ ...given, options, source: open })).toMatchObject({ requests: null, perPost: 5 });
  expect(estimateRequests({ ...given, options: lean, source: open }).perPost).toBe(1);
  expect(estimateRequests({ ...given, options: { ...lean, maxItems: 5 }, source: open }).requests).toBe(3);
});

const profile = { platform: 'tiktok', kind: 'profile', id: '@a', url: 'https://www.tiktok.com/@a' } as const;
const toLists = (kinds: readonly SourceKind[]) => kinds.map((kind) => ({ ...profile, kind }));

test('a profile’s other lists, which nobody counts, hold a post at least', () => {
  const parts = toLists(['posts', 'stories', 'playlists', 'collections', 'reposts']);
  const whole = { ...source, ...profile, parts, own: true, claimed: { count: 10, exact: true } };
  const options = { ...lean, comments: true };
  const estimate = (change: Partial<JobOptions>) =>
    estimateRequests({ ...given, source: whole, options: { ...options, ...change } });
  expect(estimate({})).toMatchObject({ requests: 2 + 5 * 2 + 14 * 3, isLeast: true });
  expect(estimate({ lists: ['posts'] })).toMatchObject({ requests: 2 + 2 + 10 * 3, isLeast: false });
  expect(estimate({ maxItems: 3 })).toMatchObject({ requests: 2 + 5 * 2 + 3 * 3, isLeast: false });
});

test('the time is that of the window which fills first', () => {
  const budget: RequestBudget = { perMinute: 20, perHour: 600, perDay: 5000, burst: 5, night: null };
  const spent = { minute: 0, hour: 0, day: 0 };
  expect(estimateMinutes(4, budget, spent)).toBe(0);
  expect(estimateMinutes(205, budget, spent)).toBe(12);
  expect(estimateMinutes(205, budget, { ...spent, hour: 590 })).toBe(80);
  expect(estimateMinutes(10_000, budget, spent)).toBe(2 * 24 * 60);
});
