import { expect, it } from 'vitest';
import { pageNewsSchema } from '../../messaging/protocol.ts';
import { readPageNews } from './read-page-news.ts';

const good = { to: 'page', jobId: 'j', refUrl: 'u', status: 'running', done: 1, total: null, sentence: 's' };

it.each([
  good,
  { ...good, total: 4 },
  { ...good, to: 'collector' },
  { ...good, status: 'paused' },
  { ...good, done: '1' },
  { ...good, jobId: undefined },
  { ...good, sentence: null },
  { ...good, nothing: 'Nothing new' },
  { ...good, nothing: null },
  { ...good, isPartial: true },
  { ...good, isPartial: 'yes' },
  null,
  'page',
])('agrees with the schema about %j', (message) => {
  expect(readPageNews(message) !== null).toBe(pageNewsSchema.safeParse(message).success);
});

it('knows every status of the schema', () => {
  for (const status of pageNewsSchema.shape.status.options) {
    expect(readPageNews({ ...good, status })).not.toBeNull();
  }
});
