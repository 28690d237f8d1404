import { expect, it } from 'vitest';
import { defaultJobOptions, type JobOptions } from '../../../shared/model/job-options.ts';
import { buildJob } from '../../ui/testing/screen-world.ts';
import { canReplace } from './can-replace.ts';

const source = {
  platform: 'youtube',
  kind: 'channel',
  id: '@owner',
  url: 'https://www.youtube.com/@owner',
  title: 'Owner',
  author: null,
  claimed: null,
  own: true,
  parts: [],
} as const;

const ask = (next: Partial<JobOptions>, known: Partial<JobOptions> = {}, held: object = {}): boolean =>
  canReplace(
    {
      ...buildJob({ status: 'running' }),
      id: 'next',
      source: { ...source, parts: [] },
      options: { ...defaultJobOptions, ...next },
    },
    {
      jobId: 'known',
      source: { ...source, parts: [], ...held },
      options: { ...defaultJobOptions, ...known },
    },
  );

/** What is asked for, what was asked for the archive that is there, and whose that is. */
type Case = [next: Partial<JobOptions>, known?: Partial<JobOptions>, held?: object];

it.each<[string, boolean, Case]>([
  ['an export of the same page and the same choice', true, [{}]],
  ['an export of more of it', true, [{ comments: true }, { maxItems: 3, thumbnails: false }]],
  ['an export of another page', false, [{}, {}, { id: '@other' }]],
  ['one video of the same channel', false, [{}, {}, { kind: 'video', id: 'a' }]],
  ['an export of only what is new', false, [{ onlyNew: true }]],
  ['an export of a few posts', false, [{ maxItems: 3 }]],
  ['an export of the same few posts', true, [{ maxItems: 3 }, { maxItems: 3 }]],
  ['an export of some days', false, [{ from: '2026-01-01' }]],
  ['an export without files', false, [{ withMedia: false }]],
  ['an export of fewer lists', false, [{ include: ['shorts'] }]],
  ['an export without what is private', false, [{ privateItems: false }]],
  ['an export without large files', false, [{ maxBytes: 1000 }]],
  ['an export of smaller videos', false, [{ quality: '720p' }, { quality: 'high' }]],
  ['an export of the smallest videos', false, [{ quality: 'smallest' }, { quality: '144p' }]],
  ['an export of larger videos', true, [{ quality: 'original' }, { quality: '1080p' }]],
  ['an export of smaller pictures', false, [{ imageQuality: 'medium' }]],
  ['an export in fewer formats', false, [{ formats: ['viewer'] }]],
  ['an export with larger files than before', true, [{ maxBytes: 2000 }, { maxBytes: 1000 }]],
])('whether an archive gives way to %s: %s', (_, expected, given) => {
  expect(ask(...given)).toBe(expected);
});

it('what its owner saved does not give way to what others see', () => {
  const held = { jobId: 'known', source: { ...source, parts: [] }, options: defaultJobOptions };
  const askAs = (own: boolean | null) => {
    const job = { ...buildJob({ status: 'running' }), id: 'next', options: defaultJobOptions };
    return canReplace({ ...job, source: { ...source, parts: [], own } }, held);
  };
  expect([askAs(true), askAs(false), askAs(null)]).toEqual([true, false, false]);
});

it('an export that is tried again replaces what it left there itself', () => {
  expect(ask({ onlyNew: true }, { onlyNew: true })).toBe(false);
  const job = { ...buildJob({ status: 'running' }), id: 'known' };
  const held = { jobId: 'known', source: { ...source, parts: [] }, options: defaultJobOptions };
  expect(canReplace({ ...job, options: { ...job.options, onlyNew: true } }, held)).toBe(true);
});
