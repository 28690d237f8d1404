/** Pages change without notice. Reading must not throw, must lose no more than it has to, and must say what it lost. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PageRead, pageReadSchema } from '../../core/pages/page-read.ts';
import { capturesTitle, hasCaptures, readCaptures } from './__fixtures__/captures.ts';
import { change, listPlaces, type Place, thin } from './__fixtures__/mutations.ts';
import { readDoc, readPage } from './read-page.ts';

const asked = { url: null, path: null, query: new URLSearchParams(), status: null };

const toId = (value: { id: string }): string => value.id;
const listAll = ({ items, comments }: PageRead) => [...items, ...comments];

/** What differs: the posts, users and comments that are gone or changed, and the page itself. */
function listChanged(before: PageRead, after: PageRead): string[] {
  const found = new Map(listAll(after).map((entry) => [toId(entry), entry]));
  const changed = listAll(before).filter((entry) => !isDeepStrictEqual(entry, found.get(toId(entry))));
  const isSame = (['page', 'title', 'claimed', 'continuation'] as const).every((key) =>
    isDeepStrictEqual(before[key], after[key]),
  );
  return [...changed.map(toId), ...(isSame ? [] : ['page'])];
}

/** Keys that pages may lack for good reasons, so that nothing can be said when they are gone. */
const optional = [
  // Not in lists of 2022, nor on pages for phones.
  /\.stats\.collectCount$|\.statsV2$|\.original$/,
  // Smaller copies, and pictures beside the one that is shown.
  /\.(avatarMedium|avatarThumb|originCover)$/,
  // Not in lists of users, nor of replies.
  /\.user\.createTime$|^(.*\.)?total$/,
  // Only where there is something of the kind.
  /\.(isPinnedItem|textExtra|challenges|diversificationLabels|subtitleInfos|imagePost\.title|author_pin|image_list|reply_comment|poi|effectStickers)$/,
];

/** What was lost without a word, and what was lost that was not touched. */
function judge(
  place: Place,
  kind: 'gone' | 'retyped',
  reads: { before: PageRead; after: PageRead },
): string | null {
  const { before, after } = reads;
  const changed = listChanged(before, after);
  const isTold = after.error !== null || !isDeepStrictEqual(before.unknown, after.unknown);
  const isOptional =
    kind === 'gone' ? optional.some((pattern) => pattern.test(place.path)) : anyText.test(place.path);
  const others = place.owner ? changed.filter((id) => !place.owner?.includes(id) && id !== 'page') : [];
  if (others.length > 0) return `${kind} ${place.path}: also changed ${others}`;
  if (changed.length === 0 || isOptional) return null;
  if (!isTold) return `${kind} ${place.path}: not told, ${changed}`;
  const isSilent = after.items.some(({ id, partial }) => changed.includes(id) && !partial);
  if (isSilent && place.owner) return `${kind} ${place.path}: the post is not called partial`;
  // What did not change is valid already.
  const differing = { items: keep(after.items, changed), comments: keep(after.comments, changed) };
  const problem = pageReadSchema.safeParse({ ...after, ...differing }).error?.issues[0];
  return problem ? `${kind} ${place.path}: ${problem.path.join('.')} ${problem.message}` : null;
}

const keep = <T extends { id: string }>(list: T[], ids: string[]): T[] =>
  list.filter(({ id }) => ids.includes(id));

/** Cursors are TikTok's business: any text may be one. */
const anyText = /(^|\.)(cursor|minCursor|maxCursor)$/;

/**
 * Each key of each recording, in the posts, in the page and in its furniture. Where keys lie on the same path and hold
 * the same type, one of them stands for all: that leaves about 4,200 keys and 32,700 changes.
 */
describe.skipIf(!hasCaptures)(capturesTitle, () => {
  const docs = readCaptures().flatMap(({ file, docs: found }) =>
    // The page for phones holds the same data as the file that has it alone.
    file.endsWith('tiktok_mobile_photo.html')
      ? []
      : found
          .filter((doc) => readDoc(doc, asked).items.length > 0 || file.includes('no_detail'))
          .map((doc) => ({ file, doc: thin(doc) })),
  );

  it('are all read', () => expect(docs.length).toBe(9));

  it.each(docs)(
    '$file: any key may be missing, have another name, or hold something else',
    ({ doc }) => {
      const before = readDoc(doc, asked);
      const problems: string[] = [];
      for (const place of listPlaces(doc)) {
        for (const kind of change(place)) {
          const problem = judge(place, kind, { before, after: readDoc(doc, asked) });
          if (problem !== null) problems.push(problem);
        }
      }
      expect(problems).toEqual([]);
      expect(readDoc(doc, asked)).toEqual(before);
    },
    60_000,
  );
});

function readValid(body: string, url: string | null = null) {
  const read = readPage({ url, status: 200, body });
  expect(pageReadSchema.safeParse(read).error?.issues[0]).toBeUndefined();
  return read;
}

describe('input of any kind', () => {
  const runs = Number(process.env.STAR_EXPORT_FUZZ_RUNS ?? 1000);

  it('is read, be it JSON or not', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (body) => void readValid(body)),
      { numRuns: runs },
    );
  });

  const names = fc.constantFrom(
    ...'itemList itemInfo itemStruct userInfo userList user user_list user_info comments reply_comment cid'.split(
      ' ',
    ),
    ...'data item video imagePost images imageURL urlList bitrateInfo PlayAddr UrlList UrlKey playAddr'.split(
      ' ',
    ),
    ...'id desc createTime author uniqueId stats statsV2 playCount music textExtra subtitleInfos'.split(' '),
    ...'__DEFAULT_SCOPE__ webapp.video-detail seo.abtest canonical ItemModule ItemList UserModule'.split(' '),
    ...'videoDetail commentList statusCode hasMore cursor MaxCursor __proto__ constructor'.split(' '),
  );
  const leaf = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom<unknown>(
      '7412345678901234567',
      'https://v16.tiktokcdn.com/a',
      '\ud83d',
      -1,
      1e30,
      null,
      true,
    ),
    fc.double(),
  );
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'medium' },
      leaf,
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(names, tie('node'), { maxKeys: 5 }),
    ),
  }));
  const post = fc.record({
    id: fc.constant('7412345678901234567'),
    video: node,
    author: node,
    stats: node,
    desc: leaf,
    createTime: fc.constant(1_700_000_000),
  });

  it('is read when known names hold random values', () => {
    const url = fc.constantFrom(
      null,
      'https://www.tiktok.com/api/creator/item_list/?cursor=1',
      'https://x.example/',
    );
    fc.assert(
      fc.property(
        fc.dictionary(names, node),
        url,
        (doc, address) => void readValid(JSON.stringify(doc), address),
      ),
      { numRuns: runs },
    );
  });

  it('leaves the other posts of a list alone, whatever one of them turns into', () => {
    const other = { id: '7400000000000000001', desc: 'A quiet one', createTime: 1_700_000_000, video: {} };
    fc.assert(
      fc.property(post, (strange) => {
        const { items } = readValid(JSON.stringify({ itemList: [other, strange, other], hasMore: false }));
        expect(items.map(({ id }) => id)).toEqual([other.id, strange.id, other.id]);
        expect(items[0]).toEqual(items[2]);
      }),
      { numRuns: runs },
    );
  });

  it.each(['[', '{"itemList":[', '{"comments":[{"cid":"1","reply_comment":[', '{"a":'])(
    'is read when it is nested ten thousand times: %s',
    (opening) => {
      const closing = [...opening].toReversed().map((char) => ({ '[': ']', '{': '}' })[char] ?? '');
      readValid(`${opening.repeat(10_000)}1${closing.join('').repeat(10_000)}`);
    },
  );

  it('cannot change objects that it does not own', () => {
    readValid(
      '{"itemList":[{"id":"1","video":{"__proto__":{"polluted":true}},"__proto__":{"polluted":true}}]}',
    );
    readValid('{"ItemModule":{"__proto__":{"polluted":true}},"UserModule":{"users":{"__proto__":{"a":1}}}}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
