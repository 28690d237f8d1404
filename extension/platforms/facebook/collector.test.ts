/** The collector on the testbed's Facebook, compared with what the testbed says there is. */
import { describe, expect, it } from 'vitest';
import type { SourceRef } from '../../../shared/model/source.ts';
import { manyTrackClips } from '../../../testbed/facebook/ask-facebook.ts';
import { buildCommentTruth } from '../../../testbed/facebook/catalog/truth.ts';
import { createFacebookSite } from '../../../testbed/facebook/index.ts';
import { mergeItem } from '../../core/items/merge-item.ts';
import type { PageRead } from '../../core/pages/page-read.ts';
import { ask, code, resolve, toRead, toRef } from './__fixtures__/ask.ts';
import { openTestbedPage, type Visit } from './__fixtures__/testbed-page.ts';
import { createCollector } from './collector.ts';

const site = createFacebookSite({ seed: 3, clips: manyTrackClips });
const truth = site.truth();
const { owner, sources } = truth;
const asFriend = { cookies: site.friendCookies() };
const home = 'https://www.facebook.com';
const open = (address = '/', visit: Visit = {}) => openTestbedPage(site, address, visit);

/** Reads a list to its end, every page from another tab; each item as it was seen last. */
async function walk(part: SourceRef | undefined, visit: Visit = {}) {
  if (!part) throw new Error('there is no such list');
  const items = new Map<string, PageRead['items'][number]>();
  const unknown: string[] = [];
  const asked: string[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < 60; pages += 1) {
    const page = await open('/', visit);
    const read = toRead(await ask(page, { verb: 'page', ref: part, cursor, asOwner: false }));
    for (const item of read.items) items.set(item.id, item);
    unknown.push(...Object.keys(read.unknown));
    asked.push(...page.asked);
    cursor = read.continuation;
    if (cursor === null) return { ids: [...items.keys()], items, unknown, asked };
  }
  throw new Error('The list does not end.');
}

/** A post whose own page is that of its video or reel has the number of that. */
const toItemId = (id: string): string =>
  /\/(?:videos|reel)\/(\d+)/.exec(truth.posts[id]?.url ?? '')?.[1] ?? id;

const profile = toRef(owner.url);

describe('a profile', () => {
  it('is read from the page that shows it, without a request', async () => {
    const page = await open(owner.url);
    const source = await resolve(page, profile);
    expect(page.asked).toEqual([]);
    expect(source).toMatchObject({ ...profile, title: owner.name, own: true });
    expect(source.parts.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      `timeline ${owner.id}/manage`,
      `timeline ${owner.id}`,
      `photos ${owner.id}`,
      `photos ${owner.id}/photos_of`,
      `photos ${owner.id}/photos_albums`,
      `videos ${owner.id}`,
      `reels ${owner.id}`,
      'stories archive',
    ]);
  });

  it('is asked for where another page is open, and where its own is long open', async () => {
    for (const [address, visit] of [
      ['/saved', {}],
      [owner.url, { ageMs: 3_600_000 }],
    ] as const) {
      const page = await open(address, visit);
      expect((await resolve(page, profile)).own).toBe(true);
      expect(page.asked).toEqual([`/${owner.vanity}`]);
    }
  });

  it('of whoever is logged in has the number of the account', async () => {
    const source = await resolve(await open(), toRef(`${home}/me`));
    expect(source).toMatchObject({ title: owner.name, own: true });
    expect(source.parts[1]?.id).toBe(owner.id);
  });

  it('of somebody else has no list to manage its posts, and no archive', async () => {
    const { own, parts } = await resolve(await open('/', asFriend), profile);
    expect(own).toBe(false);
    expect(parts.map(({ kind }) => kind)).toEqual([
      ...['timeline', 'photos', 'photos', 'photos', 'videos', 'reels'],
    ]);
  });

  it('that is not there is refused', async () => {
    const reply = await ask(await open(), { verb: 'resolve', ref: toRef(`${home}/nobody.of.this.name`) });
    expect(code(reply)).toBe('platform.not_found');
  });
});

describe('posts', () => {
  it('of the account are all there twice, and make one post each with what both lists know', async () => {
    const { parts } = await resolve(await open(owner.url), profile);
    const [managed, shown] = [await walk(parts[0]), await walk(parts[1])];
    const expected = sources.timeline.ids.map(toItemId).toSorted();
    for (const list of [managed, shown]) {
      expect(list.ids.toSorted()).toEqual(expected);
      expect(list.unknown).toEqual([]);
    }
    for (const id of sources.timeline.ids) {
      const post = truth.posts[id];
      const [first, second] = [managed.items.get(toItemId(id)), shown.items.get(toItemId(id))];
      if (!post || !first || !second) throw new Error(id);
      const joined = mergeItem(first, second);
      if (!joined.partial) continue;
      // Lists show the first photos of many.
      expect(joined.partial).toEqual(['media']);
      const details = { verb: 'details', itemId: joined.id, url: joined.url } as const;
      const reply = await ask(await open(), details);
      if (!('item' in reply)) throw new Error(JSON.stringify(reply));
      const whole = mergeItem(joined, reply.item);
      expect(whole.partial).toBeUndefined();
      expect(whole.media.map((media) => media.id).toSorted()).toEqual(post.photoIds.toSorted());
    }
    for (const id of sources.timeline.ids) {
      const [post, joined] = [truth.posts[id], shown.items.get(toItemId(id))];
      if (!post || !joined) throw new Error(id);
      expect(joined.createdAt).toEqual({ precision: 'exact', at: expect.any(String) });
      expect({ EVERYONE: 'public', FRIENDS: 'friends', SELF: 'private' }[post.privacy]).toBe(joined.privacy);
      expect(joined.text).toBe(post.text);
    }
  });

  it('of the account are asked for by its own queries alone', async () => {
    const { parts } = await resolve(await open(owner.url), profile);
    const { asked } = await walk(parts[0]);
    expect(new Set(asked)).toEqual(
      new Set(['ProfileCometManagePostsTimelineRootQuery', 'CometManagePostsFeedRefetchQuery']),
    );
  });

  it('begin with the page that is open', async () => {
    const { parts } = await resolve(await open(owner.url), profile);
    const page = await open(owner.url);
    const ref = parts[1] ?? expect.fail('no timeline');
    const read = toRead(await ask(page, { verb: 'page', ref, cursor: null, asOwner: true }));
    expect(read.items.map(({ id }) => id)).toEqual(sources.timeline.ids.slice(0, 3).map(toItemId));
    expect(page.asked).toEqual([]);
  });

  it('that a friend may see are all that a friend gets', async () => {
    const { parts } = await resolve(await open('/', asFriend), profile);
    const { ids } = await walk(parts[0], asFriend);
    const expected = sources.timeline.ids.filter((id) => truth.posts[id]?.privacy !== 'SELF');
    expect(ids.toSorted()).toEqual(expected.map(toItemId).toSorted());
  });

  it.each(['page', 'group'] as const)('of a %s are all there', async (name) => {
    const { url, ids } = sources[name];
    const source = await resolve(await open(), toRef(url));
    const list = await walk(source.parts.find(({ kind }) => kind === 'timeline' || kind === 'group'));
    expect(list.ids.toSorted()).toEqual(ids.map(toItemId).toSorted());
    expect(list.unknown).toEqual([]);
    expect(source.title.length).toBeGreaterThan(3);
  });
});

describe('what was saved', () => {
  it('is all there, in its order', async () => {
    const source = await resolve(await open(), toRef(sources.saved.url));
    expect(source).toMatchObject({ title: 'Saved', own: true });
    const { ids, items } = await walk(source.parts[0]);
    expect(ids).toHaveLength(sources.saved.items.length);
    expect([...items.values()].map(({ title }) => title)).toEqual(
      sources.saved.items.map(({ title }) => title),
    );
  });

  it.each([
    ['its own page', sources.saved_list.url],
    ['any other', '/'],
  ])('is sorted into lists, each read by itself from %s', async (_name, address) => {
    const ref = toRef(sources.saved_list.url);
    const source = await resolve(await open(address), ref);
    expect(source).toMatchObject({ own: true, parts: [ref] });
    const titles: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await open(address);
      const read = toRead(await ask(page, { verb: 'page', ref, cursor, asOwner: true }));
      titles.push(...read.items.map(({ title }) => title));
      cursor = read.continuation;
    } while (cursor !== null);
    const listed = sources.saved.items.filter(({ id }) => sources.saved_list.ids.includes(id));
    expect(titles).toEqual(listed.map(({ title }) => title));
  });

  it('needs a login', async () => {
    const reply = await ask(await open('/', { cookies: [] }), {
      verb: 'page',
      ref: toRef(sources.saved.url),
      cursor: null,
      asOwner: true,
    });
    expect(code(reply)).toBe('platform.login_required');
  });
});

describe('a single post', () => {
  const kinds = [...new Set(sources.timeline.ids.map((id) => truth.posts[id]?.kind))];

  it.each(kinds)('is read once, as a list of one: %s', async (kind) => {
    const post = sources.timeline.ids.map((id) => truth.posts[id]).find((one) => one?.kind === kind);
    const ref = toRef(post?.url ?? '');
    const page = await open();
    const collector = createCollector(page);
    const reply = await collector.answer({ verb: 'resolve', ref });
    if (!('source' in reply)) throw new Error(JSON.stringify(reply));
    const { source } = reply;
    expect(source).toMatchObject({ own: true, claimed: { count: 1, exact: true } });
    const [part] = source.parts;
    if (!part) throw new Error('no part');
    const read = toRead(await collector.answer({ verb: 'page', ref: part, cursor: null, asOwner: true }));
    expect(read.items).toMatchObject([{ id: toItemId(post?.id ?? ''), text: post?.text }]);
    expect(page.asked).toHaveLength(1);
  });

  it('is found by a link that was made to share it', async () => {
    const [id = ''] = sources.page.ids;
    const source = await resolve(await open(), toRef(truth.posts[id]?.shareUrl ?? ''));
    expect(source.parts).toMatchObject([{ id: toItemId(id) }]);
  });

  it('that others may not see is refused', async () => {
    const id = sources.timeline.ids.find((one) => truth.posts[one]?.privacy === 'SELF') ?? '';
    const reply = await ask(await open('/', asFriend), {
      verb: 'details',
      itemId: id,
      url: truth.posts[id]?.url ?? '',
    });
    expect(code(reply)).toBe('platform.not_found');
  });
});

describe('comments', () => {
  async function walkComments(itemId: string, url: string): Promise<string[]> {
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const request = { verb: 'comments', itemId, url, cursor } as const;
      const read: PageRead = toRead(await ask(await open(), request));
      expect(read.comments.every((comment) => comment.itemId === itemId)).toBe(true);
      found.push(...read.comments.map(({ id, parentId }) => `${parentId ?? '-'} ${id}`));
      cursor = read.continuation;
    } while (cursor !== null && found.length < 1000);
    return found.toSorted();
  }
  const expectedOf = (postId: string) =>
    buildCommentTruth(site.world(), postId)
      .map(({ id, parentId }) => `${parentId ?? '-'} ${id}`)
      .toSorted();

  it('of a post are read with all replies, each page from another tab', async () => {
    const post = Object.values(truth.posts).find(({ comments }) => comments > 25) ?? expect.fail('no post');
    const expected = expectedOf(post.id);
    expect(expected.some((line) => !line.startsWith('-'))).toBe(true);
    expect(await walkComments(toItemId(post.id), post.url)).toEqual(expected);
  });

  it('of a story are none, and nobody is asked for them', async () => {
    expect(await walkComments('7', 'https://www.facebook.com/stories/102/UzpfSVND/')).toEqual([]);
  });

  it.each(['reel', 'video'] as const)('of a %s are found though they name its post', async (kind) => {
    const video = [...site.world().videos.values()].find((one) => {
      return one.kind === kind && one.owner.id === owner.id && site.world().countComments(one.postId) > 3;
    });
    if (!video) throw new Error(kind);
    const url = truth.videos[video.id]?.url ?? '';
    expect(await walkComments(video.id, url)).toEqual(expectedOf(video.postId));
  });
});
