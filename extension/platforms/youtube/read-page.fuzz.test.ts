/** Pages change without notice. Whatever they turn into, reading must not throw and must give a valid result. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageReadSchema } from '../../core/pages/page-read.ts';
import {
  lockup,
  ownerRow,
  playlistLockup,
  playlistVideoRenderer,
  rich,
  shortsLockup,
  textRow,
  videoRenderer,
} from './__fixtures__/list-entries.ts';
import { alertPage, append, channelPage, historyPage, playlistPage } from './__fixtures__/list-pages.ts';
import { more, moreModel, videoId } from './__fixtures__/page-parts.ts';
import { commentsPage, playerPage, watchPage } from './__fixtures__/watch-pages.ts';
import { readPage } from './read-page.ts';

const one = videoId(1);
const pages: Record<string, unknown> = {
  'a channel tab of renderers': channelPage('videos', [rich(videoRenderer(one)), more('x')]),
  'a channel tab of view models': channelPage('streams', [
    rich(lockup(one, { rows: [ownerRow(), textRow('2 views', '1 day ago')] })),
  ]),
  'a shorts tab': channelPage('shorts', [rich(shortsLockup(one)), moreModel('x')]),
  'a playlists tab': channelPage('playlists', [playlistLockup('PLabc')]),
  'a continuation': append([rich(lockup(one)), more('x')]),
  'a playlist': playlistPage('PLabc', [playlistVideoRenderer(one), more('x')]),
  history: historyPage([['Today', [videoRenderer(one)]]], 'x'),
  'an alert': alertPage('This playlist is private.', 'VLPLabc'),
  'a player': playerPage(one),
  'a watch page': watchPage(one),
  comments: commentsPage([{ id: 'Ug1', repliesToken: 'r' }], 'x'),
};

function readValid(body: string) {
  const read = readPage({ url: 'https://www.youtube.com/youtubei/v1/browse', status: 200, body });
  expect(pageReadSchema.safeParse(read).error?.issues[0]).toBeUndefined();
  return read;
}

/** Every place in a value, as the object that holds it and its key. */
function listPlaces(value: unknown, places: [Record<string, unknown>, string][] = []) {
  if (typeof value !== 'object' || value === null) return places;
  for (const key of Object.keys(value)) {
    const holder = value as Record<string, unknown>;
    places.push([holder, key]);
    listPlaces(holder[key], places);
  }
  return places;
}

const otherValues: unknown[] = [
  null,
  7,
  -1.5,
  true,
  '',
  'text',
  '\ud83d',
  [],
  [null],
  {},
  { runs: 5 },
  { simpleText: [] },
];

describe.each(Object.entries(pages))('%s', (_, page) => {
  it('is read when any part of it is missing', () => {
    forEachPlace(page, (holder, key) => {
      delete holder[key];
    });
  });

  it('is read when any part of it has another name', () => {
    forEachPlace(page, (holder, key) => {
      const value = holder[key];
      delete holder[key];
      holder[`${key}V2`] = value;
    });
  });

  it.each(otherValues)('is read when any part of it is %j', (other) => {
    forEachPlace(page, (holder, key) => {
      holder[key] = structuredClone(other);
    });
  });
});

function forEachPlace(page: unknown, change: (holder: Record<string, unknown>, key: string) => void): void {
  const count = listPlaces(page).length;
  expect(count).toBeGreaterThan(3);
  for (let index = 0; index < count; index += 1) {
    const copy = structuredClone(page);
    const [holder, key] = listPlaces(copy)[index] ?? [{}, ''];
    change(holder, key);
    readValid(JSON.stringify(copy));
  }
}

describe('input of any kind', () => {
  const runs = Number(process.env.STAR_EXPORT_FUZZ_RUNS ?? 1000);

  it('is read, be it JSON or not', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (body) => void readValid(body)),
      { numRuns: runs },
    );
  });

  it('is read when known names hold random values', () => {
    const names = fc.constantFrom(
      'contents',
      'videoRenderer',
      'lockupViewModel',
      'runs',
      'items',
      'videoId',
      'title',
      '__proto__',
      'constructor',
    );
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'medium' },
        fc.string({ unit: 'binary' }),
        fc.double(),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(names, tie('node'), { maxKeys: 4 }),
      ),
    })).node;
    fc.assert(
      fc.property(tree, (contents) => void readValid(JSON.stringify({ contents }))),
      { numRuns: runs },
    );
  });

  it('cannot change objects that it does not own', () => {
    readValid('{"contents":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('is read however deep it is', () => {
    const deep = (open: string, close: string, middle: string) =>
      open.repeat(10_000) + middle + close.repeat(10_000);
    const entry = JSON.stringify(lockup(one));
    expect(readValid(`{"contents":${deep('{"a":', '}', entry)}}`).items.map((item) => item.id)).toEqual([
      one,
    ]);
    readValid(`{"contents":${deep('[', ']', entry)}}`);
    readValid(`{"contents":${deep('{"sectionListRenderer":{"contents":[', ']}}', entry)}}`);
  });

  it('is read however long its texts are', () => {
    const long = 'x\u0000<script>'.repeat(100_000);
    expect(
      readValid(JSON.stringify(channelPage('videos', [rich(lockup(one, { title: long }))]))).items[0]?.title,
    ).toBe(long);
  });
});
