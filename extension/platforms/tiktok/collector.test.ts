/** The collector on the testbed's TikTok, compared with what the testbed says there is. */
import { describe, expect, it } from 'vitest';
import type { Source, SourceRef } from '../../../shared/model/source.ts';
import { uprightClips } from '../../../testbed/tiktok/ask-tiktok.ts';
import { buildCommentTruth } from '../../../testbed/tiktok/catalog/truth.ts';
import { createTiktokSite } from '../../../testbed/tiktok/index.ts';
import {
  type CollectorReply,
  type CollectorRequest,
  collectorReplySchema,
  type PageRead,
} from '../../core/pages/page-read.ts';
import type { TappedResponse } from '../../core/pages/page-tap.ts';
import { openTestbedPage, type TestbedPage } from './__fixtures__/testbed-page.ts';
import { createCollector } from './collector.ts';
import { matchUrl, toProfileRef, toRef } from './urls.ts';

const site = createTiktokSite({ seed: 3, clips: uprightClips });
const truth = site.truth();
const { owner, sources } = truth;
const home = `/@${owner.uniqueId}`;
const open = (path = '/foryou', visit = {}) => openTestbedPage(site, path, visit);

async function ask(page: TestbedPage, request: CollectorRequest): Promise<CollectorReply> {
  const reply = await createCollector(page).answer(request);
  expect(collectorReplySchema.safeParse(reply).error).toBeUndefined();
  return reply;
}

async function resolve(page: TestbedPage, ref: SourceRef): Promise<Source> {
  const reply = await ask(page, { verb: 'resolve', ref });
  if (!('source' in reply)) throw new Error(JSON.stringify(reply));
  return reply.source;
}

function toRead(reply: CollectorReply): PageRead {
  if (!('read' in reply)) throw new Error(JSON.stringify(reply));
  expect(reply.read.error).toBeNull();
  return reply.read;
}

/** Reads a list to its end, every page from another tab. */
async function walk(part: SourceRef | undefined): Promise<{ ids: string[]; unknown: string[] }> {
  if (!part) throw new Error('there is no such list');
  const walked = { ids: [] as string[], unknown: [] as string[] };
  let cursor: string | null = null;
  for (let pages = 0; pages < 50; pages += 1) {
    const read = toRead(await ask(await open(), { verb: 'page', ref: part, cursor, asOwner: false }));
    walked.ids.push(...read.items.map(({ id }) => id));
    walked.unknown.push(...Object.keys(read.unknown));
    cursor = read.continuation;
    if (cursor === null) return walked;
  }
  throw new Error('The list does not end.');
}

const profile = toProfileRef('profile', owner.uniqueId);
const code = (reply: CollectorReply): string =>
  'error' in reply ? reply.error.code : 'read' in reply ? (reply.read.error?.code ?? 'none') : 'none';

describe('a profile', () => {
  it('is read from the page that shows it, without a request', async () => {
    const page = await open(home);
    const source = await resolve(page, profile);
    expect(page.asked).toEqual([]);
    expect(source).toMatchObject({ ...profile, title: owner.nickname, own: true });
    expect(source.claimed).toEqual({ count: owner.claimedPosts, exact: true });
    expect(source.parts.map(({ kind }) => kind)).toEqual([
      ...['posts', 'stories', 'playlists', 'reposts', 'liked', 'favourites', 'collections'],
    ]);
  });

  it('is fetched where another page is open', async () => {
    const page = await open('/foryou');
    expect((await resolve(page, profile)).own).toBe(true);
    expect(page.asked).toEqual([home]);
  });

  it('has no lists of likes and favourites for others', async () => {
    const page = await open(home, { cookies: site.viewerCookies() });
    const { own, parts } = await resolve(page, profile);
    expect(own).toBe(false);
    expect(parts.map(({ kind }) => kind)).toEqual(['posts', 'stories', 'playlists', 'reposts']);
  });

  it.each([
    ['closed.shutters', 'platform.private'],
    ['gone.account', 'platform.not_found'],
  ])('that others may not see is refused: %s', async (handle, expected) => {
    const reply = await ask(await open(), { verb: 'resolve', ref: toProfileRef('profile', handle) });
    expect(code(reply)).toBe(expected);
  });
});

describe('lists', () => {
  it.each([
    ['posts', sources.own_profile.ids],
    ['reposts', sources.reposts.ids],
    ['liked', sources.liked.ids],
    ['favourites', sources.favourites.ids],
    ['stories', sources.stories.ids],
    ['playlists', Object.keys(truth.playlists)],
    ['collections', Object.keys(truth.collections)],
  ] as const)('%s has every entry once, in the order of the site', async (kind, expected) => {
    const { parts } = await resolve(await open(home), profile);
    const { ids, unknown } = await walk(parts.find((part) => part.kind === kind));
    expect(ids).toEqual(expected);
    // Some captions have a # that the site made no tag of.
    expect(unknown.filter((name) => name !== 'item.textExtra')).toEqual([]);
  });

  it('of who is followed is that of the account that is logged in', async () => {
    const { parts } = await resolve(await open(), toRef('following', 'following', '/following'));
    expect((await walk(parts[0])).ids).toEqual(sources.following.users.map(({ id }) => id));
  });

  it.each(['playlists', 'collections'] as const)(
    'with a name are read by their address: %s',
    async (name) => {
      for (const list of Object.values(truth[name])) {
        const ref = matchUrl(new URL(list.url));
        if (!ref) throw new Error(list.url);
        const source = await resolve(await open(), ref);
        expect(source).toMatchObject({ title: list.name, claimed: { count: list.claimed, exact: true } });
        expect((await walk(source.parts[0])).ids).toEqual(list.ids);
        // Among a profile's lists both are called playlists.
        expect((await walk({ ...ref, kind: 'playlist' })).ids).toEqual(list.ids);
      }
    },
  );

  it('of a hashtag are asked for by its number', async () => {
    const [tag = ''] = Object.keys(truth.tags);
    const source = await resolve(await open(), toRef('hashtag', tag, `/tag/${tag}`));
    expect(source.title).toBe(`#${tag}`);
    expect((await walk(source.parts[0])).ids).toEqual(truth.tags[tag]?.ids);
  });

  it('of a sound have the posts with it', async () => {
    const post = Object.values(truth.posts).find(({ sound }) => !sound.isOriginal);
    const id = post?.sound.id ?? '';
    const source = await resolve(await open(), toRef('sound', id, `/music/x-${id}`));
    expect(source.title).toBe(post?.sound.title);
    expect((await walk(source.parts[0])).ids.every((found) => truth.posts[found]?.sound.id === id)).toBe(
      true,
    );
  });
});

describe('a single post', () => {
  const posts = sources.own_profile.ids.flatMap((id) => truth.posts[id] ?? []);

  it.each(['video', 'photo'] as const)('is read once, as a list of one: %s', async (kind) => {
    const post = posts.find((one) => one.kind === kind);
    const ref = post && matchUrl(new URL(post.url));
    if (!ref) throw new Error(kind);
    const page = await open(`${home}/${kind}/${post.id}`);
    const collector = createCollector(page);
    expect(await collector.answer({ verb: 'resolve', ref })).toMatchObject({
      source: { own: true, parts: [ref] },
    });
    const read = toRead(await collector.answer({ verb: 'page', ref, cursor: null, asOwner: true }));
    expect(read.items).toMatchObject([{ id: post.id, text: post.text, kind: ref.kind }]);
    expect(page.asked).toHaveLength(1);
  });

  it('is read from its page when the site answers the question with nothing, or there is no tap', async () => {
    const silent = () => ({ status: 200, url: '', headers: {}, body: '' });
    const [post] = posts;
    for (const visit of [{ answer: silent }, { hasTap: false }]) {
      const reply = await ask(await open('/foryou', visit), {
        verb: 'details',
        itemId: post?.id ?? '',
        url: post?.url ?? '',
      });
      expect(reply).toMatchObject({ item: { id: post?.id } });
    }
  });

  it('that is gone is refused', async () => {
    const gone = sources.liked.gone.find(({ reason }) => reason === 'deleted');
    expect(
      code(
        await ask(await open(), {
          verb: 'details',
          itemId: gone?.id ?? '',
          url: 'https://www.tiktok.com/@_/video/1',
        }),
      ),
    ).toBe('platform.not_found');
  });
});

describe('comments', () => {
  it('are read with all replies, each page from another tab', async () => {
    const world = site.world();
    const post = world.posts.get(sources.own_profile.ids[0] ?? '');
    if (!post) throw new Error('no post');
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const request = {
        verb: 'comments',
        itemId: post.id,
        url: truth.posts[post.id]?.url ?? '',
        cursor,
      } as const;
      const read: PageRead = toRead(await ask(await open(), request));
      found.push(...read.comments.map(({ id, parentId }) => `${parentId ?? '-'} ${id}`));
      cursor = read.continuation;
    } while (cursor !== null && found.length < 1000);
    const expected = buildCommentTruth(world, post).map(({ id, parentId }) => `${parentId ?? '-'} ${id}`);
    expect(expected.some((line) => !line.startsWith('-'))).toBe(true);
    expect([...new Set(found)].sort()).toEqual(expected.toSorted());
  });
});

describe('what the site may answer', () => {
  const posts = {
    verb: 'page',
    ref: toProfileRef('posts', owner.uniqueId),
    cursor: 'post/item_list?secUid=x&cursor=1',
    asOwner: false,
  } as const;
  const answerWith = (status: number, headers: Record<string, string>, body = '') => ({
    answer: () => ({ status, url: '', headers, body }),
  });

  it.each([
    ['nothing', answerWith(200, {}), 'platform.no_answer'],
    ['a puzzle', answerWith(200, { 'bdturing-verify': '{}' }), 'platform.checkpoint'],
    ['too many requests', answerWith(429, { 'retry-after': '7' }, 'x'), 'platform.rate_limited'],
    ['a login', answerWith(200, {}, '{"statusCode":8}'), 'platform.login_required'],
    ['no tap', { hasTap: false }, 'platform.tab_lost'],
  ])('%s is told as what it is', async (_name, visit, expected) => {
    const reply = await ask(await open('/foryou', visit), posts);
    expect(code(reply)).toBe(expected);
    if (expected === 'platform.rate_limited') expect(reply).toMatchObject({ retryAfterSec: 7 });
  });
});

describe('a site that answers questions with nothing', () => {
  const silent = () => ({ status: 200, url: '', headers: {}, body: '' });
  const secUid = owner.secUid;
  const place = `post/item_list?secUid=${secUid}&cursor=0`;
  const request = {
    verb: 'page',
    ref: toProfileRef('posts', owner.uniqueId),
    cursor: place,
    asOwner: false,
  } as const;
  const answerOf = (cursor: string, next = '5') => ({
    url: `https://www.tiktok.com/api/post/item_list/?secUid=${secUid}&cursor=${cursor}`,
    method: 'GET',
    requestBody: null,
    status: 200,
    body: JSON.stringify({ itemList: [], hasMore: true, cursor: next, statusCode: 0 }),
  });

  /** A page that brings these answers by itself when it is scrolled. */
  const openScrolled = (answers: TappedResponse[], isVisible = true) => {
    const driver = {
      isVisible: () => isVisible,
      isListening: () => false,
      listen: () => undefined,
      next: async () => answers.shift() ?? null,
    };
    return open(home, { answer: silent, driver });
  };

  /** The codes of three questions in a row to a page that brings these answers by itself. */
  async function askThrice(isVisible: boolean, answers: TappedResponse[]): Promise<string[]> {
    const collector = createCollector(await openScrolled(answers, isVisible));
    const codes: string[] = [];
    for (let count = 0; count < 3; count += 1) codes.push(code(await collector.answer(request)));
    return codes;
  }

  it.each([
    ['is read as a person reads, after three tries', { isVisible: true, cursors: ['0'] }, 'none'],
    ['is asked later where the page brings nothing', { isVisible: true, cursors: [] }, 'platform.no_answer'],
    ['needs a tab that is looked at', { isVisible: false, cursors: ['0'] }, 'platform.tab_hidden'],
    [
      'needs another tab where this is past the place',
      { isVisible: true, cursors: ['77'] },
      'platform.tab_lost',
    ],
  ] as const)('%s', async (_name, { isVisible, cursors }, expected) => {
    const codes = await askThrice(
      isVisible,
      cursors.map((cursor) => answerOf(cursor)),
    );
    expect(codes).toEqual(['platform.no_answer', 'platform.no_answer', expected]);
  });

  it('is scrolled on once it was scrolled, without another question, and no page of it is lost', async () => {
    const answers = [answerOf('0', '5'), answerOf('5', '9'), answerOf('9', '12')];
    const page = await openScrolled(answers);
    const collector = createCollector(page);
    for (let count = 0; count < 3; count += 1) await collector.answer(request);
    const asked = page.asked.length;
    const askOn = async (cursor: string) => {
      const on = { ...request, cursor: `post/item_list?secUid=${secUid}&cursor=${cursor}` };
      return toRead(await collector.answer(on)).continuation;
    };
    const next = (cursor: string) => expect.stringContaining(`cursor=${cursor}`);
    expect(await askOn('5')).toEqual(next('9'));
    // Who asked for it may have been killed before it came.
    expect(await askOn('5')).toEqual(next('9'));
    expect(await askOn('9')).toEqual(next('12'));
    expect(page.asked).toHaveLength(asked);
  });

  it('is read from where the place is, whatever the page shows again before it', async () => {
    const times = ['1700000900000', '1700000700000', '1700000400000', '1700000100000'] as const;
    const answers = [
      answerOf('0', times[0]),
      answerOf(times[0], times[1]),
      answerOf(times[1], times[2]),
      answerOf(times[2], times[3]),
    ];
    const collector = createCollector(await openScrolled(answers));
    const askAt = (cursor: string) =>
      collector.answer({ ...request, cursor: `post/item_list?secUid=${secUid}&cursor=${cursor}` });
    // The page goes on in other steps than the questions before: its third begins before the place and ends behind it.
    await askAt('1700000600000');
    await askAt('1700000600000');
    const { continuation } = toRead(await askAt('1700000600000'));
    expect(continuation).toContain(`cursor=${times[2]}`);
  });
});

describe('a question', () => {
  it('carries what the page says of itself, and no signature that it has used', async () => {
    const own =
      'https://www.tiktok.com/api/recommend/item_list/?aid=1988&device_id=7&cursor=9&secUid=other&msToken=a&X-Bogus=b&X-Gnarly=c';
    const page = await open('/foryou', { requestUrls: ['https://x.test/a.js', own] });
    await resolve(await open(home), profile);
    await ask(page, { verb: 'details', itemId: '1', url: 'https://www.tiktok.com/@_/video/1' });
    const query = new URL(page.asked[0] ?? '', 'https://www.tiktok.com').searchParams;
    expect(Object.fromEntries(query)).toEqual({ aid: '1988', device_id: '7', itemId: '1' });
  });
});
