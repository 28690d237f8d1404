import { describe, expect, it } from 'vitest';
import { findAll } from '../ask-site.ts';
import { askCall, askPage, readScopes, uprightClips, walkList } from './ask-tiktok.ts';
import { buildCommentTruth } from './catalog/truth.ts';
import { createTiktokSite, parseTiktokScale } from './index.ts';
import type { Json } from './shapes/context.ts';

const site = createTiktokSite({ seed: 5, clips: uprightClips });
const world = site.world();
const truth = site.truth();
const { owner, sources } = truth;
const cookies = site.ownerCookies();
const mine = { secUid: owner.secUid, count: '35' };
const toIds = (pages: readonly Json[][]) => pages.flat().map(({ id }) => id);
const findPost = (fits: (post: (typeof truth.posts)[string]) => boolean) =>
  Object.values(truth.posts).find(fits) ?? expect.fail('the world has no such post');

describe('lists', () => {
  it('bring all posts of the profile, pinned ones first and once, on pages of different length', async () => {
    const query = { ...mine, needPinnedItemIds: 'true', post_item_list_request_type: '0' };
    const { pages, cursors } = await walkList(site, 'post/item_list', { query });
    expect(toIds(pages)).toEqual(sources.profile.ids);
    expect(pages[0]?.filter(({ isPinnedItem }) => isPinnedItem)).toHaveLength(2);
    expect(cursors.every((cursor) => typeof cursor === 'string')).toBe(true);
    // The pinned ones are older than the cursor after them.
    expect(Number(pages[0]?.[0]?.createTime) * 1000).toBeLessThan(Number(cursors[0]));
    const asOwner = await walkList(site, 'post/item_list', { query, cookies });
    expect(toIds(asOwner.pages)).toEqual(sources.own_profile.ids);
  });

  it('come oldest first or by views when asked', async () => {
    const ask = async (type: string) =>
      walkList(site, 'post/item_list', { query: { ...mine, post_item_list_request_type: type } });
    const times = (await ask('2')).pages.flat().map(({ createTime }) => Number(createTime));
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    const popular = await ask('1');
    expect(toIds(popular.pages).toSorted()).toEqual(sources.profile.ids.toSorted());
    expect(popular.cursors.every((cursor) => String(cursor).length < 7)).toBe(true);
  });

  it.each([
    ['favorite/item_list', 'liked'],
    ['user/collect/item_list', 'favourites'],
    ['repost/item_list', 'reposts'],
  ] as const)('%s brings what is left of %s', async (path, name) => {
    const { pages } = await walkList(site, path, { query: { ...mine, count: '20' }, cookies });
    expect(toIds(pages)).toEqual(sources[name].ids);
    expect(sources[name].gone.length).toBeGreaterThan(0);
  });

  it('bring collections and playlists with what is in them, without what is gone', async () => {
    const named = [
      ['user/collection_list', 'collectionList', 'collectionId', truth.collections, 'collection/item_list'],
      ['user/playlist', 'playList', 'id', truth.playlists, 'mix/item_list'],
    ] as const;
    for (const [listPath, key, idKey, lists, itemPath] of named) {
      const { pages } = await walkList(site, listPath, { query: mine, cookies, key });
      expect(pages.flat().map((list) => list[idKey])).toEqual(Object.keys(lists));
      for (const { id, ids } of Object.values(lists)) {
        const query = { collectionId: id, mixId: id, sourceType: '113', count: '30' };
        expect(toIds((await walkList(site, itemPath, { query, cookies })).pages)).toEqual(ids);
      }
    }
    const [largest] = Object.values(truth.collections);
    expect(largest?.gone.length).toBeGreaterThan(0);
    expect(largest?.claimed).toBe((largest?.ids.length ?? 0) + (largest?.gone.length ?? 0));
  });

  it('go on with the time of the last post where the caller works the cursor out', async () => {
    const ids: unknown[] = [];
    for (let cursor = Date.now(), more = true; more && ids.length < 500; ) {
      const query = { ...mine, count: '15', type: '1', device_id: '7'.repeat(19), cursor: String(cursor) };
      const { json } = await askCall(site, 'creator/item_list', { query });
      const items = json.itemList as Json[];
      ids.push(...items.map(({ id }) => id));
      cursor = Number(items.at(-1)?.createTime) * 1000;
      more = json.hasMorePrevious === true;
    }
    expect(ids.toSorted()).toEqual(sources.profile.ids.toSorted());
    const strange = { ...mine, device_id: '12', cursor: '1600000000000' };
    expect((await askCall(site, 'creator/item_list', { query: strange })).json.itemList).toHaveLength(15);
  });

  it('bring stories, posts with a tag, and whom the owner follows', async () => {
    const { json } = await askCall(site, 'story/item_list', { query: { authorId: owner.id }, cookies });
    expect(toIds([json.itemList as Json[]])).toEqual(sources.stories.ids);
    const [name, list] = Object.entries(truth.tags)[0] ?? expect.fail('no tag');
    const detail = await askCall(site, 'challenge/detail', { query: { challengeName: name } });
    const [tagId] = findAll(detail.json.challengeInfo, 'id');
    const query = { challengeID: String(tagId), count: '30' };
    expect(toIds((await walkList(site, 'challenge/item_list', { query })).pages)).toEqual(list.ids);
    const followed: unknown[] = [];
    for (let minCursor = '0', more = true; more && followed.length < 500; ) {
      const answer = await askCall(site, 'user/list', {
        query: { ...mine, scene: '21', minCursor },
        cookies,
      });
      followed.push(...(answer.json.userList as { user: Json }[]).map(({ user }) => user.id));
      minCursor = String(answer.json.minCursor);
      more = answer.json.hasMore === true;
    }
    expect(followed).toEqual(sources.following.users.map(({ id }) => id));
  });

  it('bring all shown comments with their replies; pages are short of what was asked for', async () => {
    const post = [...world.posts.values()].find(({ stats }) => stats.comments > 80) ?? expect.fail('none');
    const found: unknown[] = [];
    const { pages } = await walkList(site, 'comment/list', {
      query: { aweme_id: post.id, count: '20' },
      key: 'comments',
    });
    for (const comment of pages.flat()) {
      const query = { item_id: post.id, comment_id: String(comment.cid), count: '3' };
      const replies = await walkList(site, 'comment/list/reply', { query, key: 'comments' });
      found.push(comment.cid, ...replies.pages.flat().map(({ cid }) => cid));
    }
    expect(found).toEqual(buildCommentTruth(world, post).map(({ id }) => id));
    expect(found.length).toBeLessThan(post.stats.comments);
  });
});

describe('a call', () => {
  const query = { ...mine, cursor: '0' };
  const forgeries: [string, (search: string) => string][] = [
    ['without a signature', (search) => search.replace(/&X-Bogus=.*/, '')],
    ['with somebody’s own signature', (search) => `${search.replace(/&X-Bogus=.*/, '')}&X-Bogus=DFSzabc`],
    ['with the signature of another query', (search) => search.replace('cursor=0', 'cursor=1790000000000')],
    ['without a token', (search) => search.replace('&msToken=token', '')],
  ];

  it.each(forgeries)('%s is answered with nothing, and with status 200', async (_case, forged) => {
    expect(await askCall(site, 'post/item_list', { query, forged })).toMatchObject({ status: 200, text: '' });
  });

  it('without the page’s cookies is answered with nothing', async () => {
    expect((await askCall(site, 'post/item_list', { query, cookies: [] })).text).toBe('');
  });

  it('for what is somebody else’s brings nothing', async () => {
    const stranger = site.viewerCookies();
    expect((await askCall(site, 'user/collect/item_list', { query, cookies: stranger })).text).toBe('');
    const liked = await askCall(site, 'favorite/item_list', { query, cookies: stranger });
    expect(liked.json).not.toHaveProperty('itemList');
  });
});

describe('pages', () => {
  it('say who is logged in, and hold no posts of a profile', async () => {
    const scopes = readScopes((await askPage(site, owner.url, cookies)).text);
    expect(scopes['webapp.app-context']?.user).toMatchObject({
      uniqueId: owner.uniqueId,
      nickName: owner.nickname,
    });
    expect(scopes['webapp.user-detail']).toMatchObject({ statusCode: 0, userInfo: { itemList: [] } });
    const stranger = readScopes((await askPage(site, owner.url)).text);
    expect(stranger['webapp.app-context']).not.toHaveProperty('user');
  });

  it('hold a video with numbers as texts, rounded and exact', async () => {
    const post = findPost(
      ({ kind, stats, audience }) => kind === 'video' && audience === 'public' && stats.plays > 1e6,
    );
    const scopes = readScopes((await askPage(site, post.url)).text);
    const [item] = findAll(scopes, 'itemStruct') as Json[];
    expect(item).toMatchObject({
      id: post.id,
      desc: post.text,
      statsV2: { playCount: String(post.stats.plays) },
    });
    expect(typeof item?.createTime).toBe('string');
    expect((item?.stats as Json | undefined)?.playCount).not.toBe(post.stats.plays);
    const { json } = await askCall(site, 'item/detail', { query: { itemId: post.id } });
    expect(typeof findAll(json, 'createTime')[0]).toBe('number');
  });

  it('of a photo post do not hold it; its video address does, and so does a phone’s page', async () => {
    const post = findPost(({ photos }) => photos.length === 35);
    expect(readScopes((await askPage(site, post.url)).text)).not.toHaveProperty(['webapp.video-detail']);
    const scopes = readScopes((await askPage(site, post.url.replace('/photo/', '/video/'))).text);
    expect(findAll(scopes, 'images')[0]).toHaveLength(35);
    expect(findAll(scopes, 'bitrateInfo')).toEqual([]);
    const phone = await site.respond({
      method: 'GET',
      url: new URL(post.url),
      body: Buffer.alloc(0),
      cookies: new Map(),
      headers: { 'user-agent': 'Mozilla/5.0 (iPhone) Mobile/15E148' },
    });
    expect(String(phone.body)).toContain('id="api-data"');
  });

  it.each([
    [
      'what is deleted',
      () => truth.sources.favourites.gone.find(({ reason }) => reason === 'deleted')?.id,
      10204,
    ],
    [
      'what became private',
      () => truth.sources.favourites.gone.find(({ reason }) => reason === 'private')?.id,
      10216,
    ],
    ['a post of the owner alone', () => findPost(({ audience }) => audience === 'private').id, 10216],
    [
      'a post of a private account',
      () => findPost(({ authorName }) => authorName === 'closed.shutters').id,
      10222,
    ],
  ])('of %s say why there is nothing', async (_case, find, code) => {
    const { text } = await askPage(site, `https://www.tiktok.com/@x/video/${find() ?? expect.fail('none')}`);
    expect(readScopes(text)['webapp.video-detail']).toMatchObject({ statusCode: code });
    expect(readScopes(text)['webapp.video-detail']).not.toHaveProperty('itemInfo');
  });

  it('tell of private accounts even to those who may see them', async () => {
    const { text } = await askPage(site, 'https://www.tiktok.com/@locked.garden', cookies);
    const detail = readScopes(text)['webapp.user-detail'];
    expect(detail).toMatchObject({ statusCode: 10222, userInfo: { stats: { videoCount: 3 } } });
    const gone = await askPage(site, `https://www.tiktok.com/@${world.removedName}`);
    expect(readScopes(gone.text)['webapp.user-detail']).toMatchObject({ statusCode: 10221, userInfo: {} });
  });

  it('lead from short and old addresses to the one address', async () => {
    const post = findPost(({ kind }) => kind === 'video');
    for (const url of [
      `https://vm.tiktok.com/ZM${BigInt(post.id).toString(36)}/`,
      `https://m.tiktok.com/v/${post.id}.html`,
    ]) {
      const { status, headers } = await askPage(site, url);
      expect([status, headers.location]).toEqual([301, expect.stringContaining(`${post.url}?`)]);
    }
  });

  it('write nothing into scripts that could end them', async () => {
    const evil = findPost(({ text }) => text.startsWith('</script>'));
    const { text } = await askPage(site, evil.url, cookies);
    expect(text).not.toContain('<script>alert');
    expect(findAll(readScopes(text), 'desc')).toContain(evil.text);
  });
});

describe('media', () => {
  const now = Date.now();
  const shortLived = createTiktokSite({
    seed: 5,
    clips: uprightClips,
    mediaLifetimeSec: 60,
    now: () => later,
  });
  let later = now;
  const ask = async (url: string, headers: Record<string, string>, jar: [string, string][]) => {
    const request = {
      method: 'GET',
      url: new URL(url),
      headers,
      cookies: new Map(jar),
      body: Buffer.alloc(0),
    };
    return (await shortLived.respond(request)).status ?? 200;
  };

  it('of videos want the cookie of the session and a page as referer, and only for a while', async () => {
    const post = findPost(({ kind, audience }) => kind === 'video' && audience === 'public');
    const { text } = await askPage(shortLived, post.url, cookies);
    const [urls] = findAll(readScopes(text), 'UrlList') as string[][];
    const [url = '', , broken = ''] = urls ?? [];
    const chain: [string, string] = [
      'tt_chain_token',
      cookies.find(({ name }) => name === 'tt_chain_token')?.value ?? '',
    ];
    const headers = { referer: 'https://www.tiktok.com/' };
    expect(await ask(url, headers, [chain])).toBe(200);
    expect(await ask(url, {}, [chain])).toBe(403);
    expect(await ask(url, headers, [])).toBe(403);
    expect(await ask(url, headers, [['tt_chain_token', 'another']])).toBe(403);
    expect(await ask(url.replace(/expire=\d+/, 'expire=1999999999'), headers, [chain])).toBe(403);
    expect(await ask(broken, headers, [chain])).toBe(403);
    later = now + 61_000;
    expect(await ask(url, headers, [chain])).toBe(403);
  });

  it('of pictures and sounds want neither', async () => {
    later = now;
    const post = findPost(({ photos }) => photos.length === 1);
    const scopes = readScopes((await askPage(shortLived, post.url.replace('/photo/', '/video/'))).text);
    const [images] = findAll(scopes, 'images') as Json[][];
    const [urls] = findAll(images, 'urlList') as string[][];
    const picture = await shortLived.respond({
      method: 'GET',
      url: new URL(urls?.[1] ?? ''),
      headers: {},
      cookies: new Map(),
      body: Buffer.alloc(0),
    });
    const [size] = post.photos;
    const bytes = picture.body as Buffer;
    expect([bytes.readUInt16BE(bytes.indexOf(Buffer.from([0xff, 0xc0])) + 5), picture.status ?? 200]).toEqual(
      [size?.height, 200],
    );
    expect(await ask(String(findAll(scopes, 'playUrl')[0]), {}, [])).toBe(200);
  });
});

describe('the world', () => {
  it('of 3,000 posts has 300 photo posts, and none twice', () => {
    const scale = parseTiktokScale('posts=3000,photos=300,hidden=0');
    const large = createTiktokSite({ clips: uprightClips, scale }).world();
    const shown = large.listPosts(large.owner);
    expect([shown.length, shown.filter(({ kind }) => kind === 'photo').length]).toEqual([3000, 300]);
    expect(new Set(shown.map(({ id }) => id)).size).toBe(3000);
  });

  it('is the same for the same seed and another for another', () => {
    const again = createTiktokSite({ seed: 5, clips: uprightClips }).truth();
    expect(again).toEqual(truth);
    expect(createTiktokSite({ seed: 6, clips: uprightClips }).truth().sources.profile.ids).not.toEqual(
      sources.profile.ids,
    );
  });

  it('has photo posts with one picture and with 35, texts that break programs, and none at all', () => {
    const counts = Object.values(truth.posts).map(({ photos }) => photos.length);
    expect([Math.max(...counts), counts.includes(1)]).toEqual([35, true]);
    const texts = Object.values(truth.posts).map(({ text }) => text);
    expect([texts.includes(''), texts.some((text) => text.includes('\u2028'))]).toEqual([true, true]);
  });
});
