import { expect, test } from 'vitest';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import type { Source } from '../../../shared/model/source.ts';
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
  expect(estimateRequests({ ...given, options })).toBe(requests);
});

test('pages of one’s own lists, whole lists and media hosts have their own price', () => {
  expect(estimateRequests({ ...given, options: lean, source: { ...source, own: true } })).toBe(2 + 8);
  const options = { ...lean, exactDetails: true, withMedia: true };
  const whole = { ...costs, wholeLists: true };
  expect(estimateRequests({ source, options, costs: whole, needsExtraction: false })).toBe(2 + 4);
});

test('what the site does not say is not guessed', () => {
  const open = { ...source, claimed: null };
  expect(estimateRequests({ ...given, options: lean, source: open })).toBeNull();
  expect(estimateRequests({ ...given, options: { ...lean, maxItems: 5 }, source: open })).toBe(3);
});

test('the time is that of the window which fills first', () => {
  const budget: RequestBudget = { perMinute: 20, perHour: 600, perDay: 5000, burst: 5, night: null };
  const spent = { minute: 0, hour: 0, day: 0 };
  expect(estimateMinutes(4, budget, spent)).toBe(0);
  expect(estimateMinutes(205, budget, spent)).toBe(12);
  expect(estimateMinutes(205, budget, { ...spent, hour: 590 })).toBe(80);
  expect(estimateMinutes(10_000, budget, spent)).toBe(2 * 24 * 60);
});
