import { expect, it } from 'vitest';
import type { Completeness, FileRecord } from '../../../shared/model/archive.ts';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { findLosses, type SavedContent } from './find-losses.ts';

const toSum = (text: string): string => Buffer.from(text).toString('hex').padEnd(64, '0').slice(0, 64);
const picture = (path: string, content = path): FileRecord => ({
  path: `media/images/tiktok/${path}`,
  bytes: content.length,
  sha256: toSum(content),
  source: 'https://media.example/a',
});
const account = {
  claimed: null,
  claimedExact: false,
  notSeen: 0,
  seen: 3,
  saved: 3,
  refused: [],
  unknown: {},
} satisfies Completeness;

const key = (id: string): string => `tiktok:post:${id}`;

interface Saved extends Partial<Omit<Completeness, 'posts'>> {
  /** Ids of posts. */
  posts?: string[];
  others?: string[];
  named?: string[];
  files?: FileRecord[];
  comments?: boolean;
}

function build({
  posts = ['1', '2', '3'],
  others = [],
  named,
  files = [picture('2026-01-01_1_1.jpg')],
  comments = true,
  ...completeness
}: Saved = {}): SavedContent {
  return {
    job: { options: { ...defaultJobOptions, comments } },
    completeness: { ...account, ...completeness },
    items: { saved: posts.map(key), others: others.map(key), ...(named && { named: named.map(key) }) },
    files: [{ path: 'items.json', bytes: 1, sha256: toSum('lists') }, ...files],
  };
}

const nothing = { items: 0, files: 0, comments: 0, lesser: 0 };

it.each<[string, Saved, Saved]>([
  ['holds the same', {}, {}],
  [
    'holds more',
    {},
    { posts: ['1', '2', '3', '4'], files: [picture('2026-01-01_1_1.jpg'), picture('b.jpg')] },
  ],
  ['has saved what was refused before', { posts: ['1'], others: ['2'] }, { posts: ['1', '2'] }],
  [
    'names a post apart that an older version named among the others',
    { posts: ['1'], others: ['2'] },
    { posts: ['1'], named: ['2'] },
  ],
  ['has other bytes under a name', {}, { files: [picture('2026-01-01_1_1.jpg', 'a new cover')] }],
  ['has a picture in another form', {}, { files: [picture('2026-01-01_1_1.webp', 'webp')] }],
  ['has the same bytes under another name', {}, { files: [picture('renamed.jpg', '2026-01-01_1_1.jpg')] }],
  [
    'knows a day that was not known',
    { files: [picture('undated_1_1.jpg')] },
    { files: [picture('2026-01-01_1_1.jpg', 'x')] },
  ],
  [
    'lacks comments of a post that is new',
    {},
    { posts: ['1', '2', '3', '4'], lacking: [{ id: '4', what: ['comments'] }] },
  ],
  [
    'lacks comments that nobody wanted then',
    { comments: false },
    { lacking: [{ id: '1', what: ['comments'] }] },
  ],
  [
    'lacks what lacked before',
    { lacking: [{ id: '1', what: ['comments'] }] },
    { lacking: [{ id: '1', what: ['comments'] }] },
  ],
])('nothing is lost to an archive that %s', (_, held, next) => {
  expect(findLosses(build(held), build(next))).toBeNull();
});

it.each<[string, object, [held: Saved, next: Saved]]>([
  ['a post that is gone from the site', { items: 1 }, [{}, { posts: ['1', '2'] }]],
  [
    'a list that was refused, however much is new elsewhere',
    { items: 2 },
    [{}, { posts: ['1', '4', '5', '6'], seen: 4, saved: 4 }],
  ],
  ['a post that is listed and not to be had', { items: 1 }, [{}, { posts: ['1', '2'], others: ['3'] }]],
  ['the words of a post whose film was refused before', { items: 1 }, [{ others: ['4'] }, {}]],
  [
    'the words of a post of which only the name is left',
    { items: 1 },
    [{ others: ['4'], named: [] }, { named: ['4'] }],
  ],
  ['a file of a post that has others', { files: 1 }, [{}, { files: [picture('2026-01-01_1_2.jpg')] }]],
  [
    'comments that were refused this time',
    { comments: 1 },
    [{}, { lacking: [{ id: '2', what: ['comments'] }] }],
  ],
  [
    'pictures in full size',
    { lesser: 2 },
    [{ reduced: [{ id: '1', pictures: 1, videos: 0 }] }, { reduced: [{ id: '1', pictures: 2, videos: 1 }] }],
  ],
])('%s would be lost', (_, losses, [held, next]) => {
  expect(findLosses(build(held), build(next))).toEqual({ ...nothing, ...losses });
});

it('of an archive that names no items the numbers are compared', () => {
  const { items: _items, ...held } = build();
  expect(findLosses(held, build())).toBeNull();
  expect(findLosses(held, build({ saved: 2 }))).toEqual({ ...nothing, items: 1 });
  expect(findLosses(held, build({ seen: 1, saved: 1 }))).toEqual({ ...nothing, items: 2 });
});
