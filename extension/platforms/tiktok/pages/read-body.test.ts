import { describe, expect, it } from 'vitest';
import { author, photoPost, post, toId, userInfo } from '../__fixtures__/pages.ts';
import { read, toIds } from '../__fixtures__/read.ts';

const list = [post(1), photoPost(2), post(3)];
const more = { hasMore: true, cursor: '1760000000000' };

describe('lists of posts', () => {
  it.each([
    ['/api/post/item_list/?secUid=MS4w&count=35', 'posts', 'post/item_list?secUid=MS4w&cursor=1760000000000'],
    ['/api/favorite/item_list/?cursor=0', 'liked', 'favorite/item_list?cursor=1760000000000'],
    ['/api/user/collect/item_list/', 'favourites', 'user/collect/item_list?cursor=1760000000000'],
    [
      '/api/collection/item_list/?collectionId=7&cursor=30',
      'collection',
      'collection/item_list?collectionId=7&cursor=60',
    ],
    [
      '/api/collection/item_list/?collectionId=7&count=16',
      'collection',
      'collection/item_list?collectionId=7&cursor=16',
    ],
    ['/api/repost/item_list/?cursor=15', 'reposts', 'repost/item_list?cursor=18'],
    ['/api/mix/item_list/?mixId=9', 'playlist', 'mix/item_list?mixId=9&cursor=1760000000000'],
    [
      '/api/challenge/item_list/?challengeID=5',
      'hashtag',
      'challenge/item_list?challengeID=5&cursor=1760000000000',
    ],
    ['/api/music/item_list/?musicID=6', 'sound', 'music/item_list?musicID=6&cursor=1760000000000'],
    ['/api/recommend/item_list/', 'home', null],
  ])('%s is %s, and goes on at %s', (path, page, continuation) => {
    const found = read({ statusCode: 0, itemList: list, ...more }, path);
    expect(found).toMatchObject({ page, continuation, unknown: {}, error: null });
    expect(toIds(found)).toEqual([toId(1), toId(2), toId(3)]);
    expect(found.items.map(({ kind }) => kind)).toEqual(['video', 'photo_post', 'video']);
  });

  it('end where they say so, also without a list', () => {
    const path = '/api/post/item_list/?secUid=MS4w';
    expect(
      read({ statusCode: 0, itemList: list, hasMore: false, cursor: '9' }, path).continuation,
    ).toBeNull();
    expect(read({ statusCode: 0, hasMore: false }, path)).toMatchObject({
      items: [],
      unknown: {},
      error: null,
    });
  });

  it('take a cursor as it stands, be it text or number', () => {
    const path = '/api/post/item_list/?post_item_list_request_type=1';
    const toNext = (cursor: unknown) => read({ itemList: list, hasMore: true, cursor }, path).continuation;
    expect(toNext('31865')).toBe('post/item_list?cursor=31865');
    expect(toNext(31865)).toBe('post/item_list?cursor=31865');
  });

  it('tell when there is more and not where, or not whether', () => {
    const path = '/api/post/item_list/';
    expect(read({ itemList: list, hasMore: true }, path)).toMatchObject({
      continuation: null,
      unknown: { cursor: 1 },
    });
    expect(read({ itemList: list, cursor: '7' }, path)).toMatchObject({
      continuation: 'post/item_list?cursor=7',
      unknown: { hasMore: 1 },
    });
    expect(read({ hasMore: true, cursor: '7' }, path).unknown).toEqual({ 'post/item_list': 1 });
  });

  it('of a creator go on before the last post, and never before a pinned one', () => {
    const pinned = post(9, { isPinnedItem: true, createTime: 1_500_000_000 });
    const toNext = (itemList: unknown[], cursor = '1770000000000') =>
      read({ itemList, hasMorePrevious: true }, `/api/creator/item_list/?secUid=MS4w&cursor=${cursor}`)
        .continuation;
    const start = 'creator/item_list?secUid=MS4w&cursor=';
    expect(toNext([post(2), post(1)])).toBe(`${start}1760000001000`);
    expect(toNext([post(2), post(1), pinned])).toBe(`${start}1760000001000`);
    // Nothing in the week that was asked for: the week before it.
    expect(toNext([])).toBe(`${start}${1_770_000_000_000 - 7 * 86_400_000}`);
    expect(toNext([pinned])).toBe(`${start}${1_770_000_000_000 - 7 * 86_400_000}`);
    expect(toNext([post(1)], '1760000001000')).toBe(`${start}${1_760_000_001_000 - 7 * 86_400_000}`);
  });

  it('of stories have a cursor of their own, and stories for posts', () => {
    const path = '/api/story/item_list/?authorId=8';
    const found = read({ itemList: list, HasMoreAfter: true, MaxCursor: '3' }, path);
    expect(found).toMatchObject({ page: 'stories', continuation: 'story/item_list?authorId=8&cursor=3' });
    expect(found.items.map(({ kind }) => kind)).toEqual(['story', 'photo_post', 'story']);
    const batch = { batchStoryItemLists: [{ itemList: [post(1)] }, { itemList: [post(2)] }], statusCode: 0 };
    expect(toIds(read(batch, '/api/story/batch/item_list/'))).toEqual([toId(1), toId(2)]);
  });

  it('keep the order and the mark of pinned posts', () => {
    const { items } = read({ itemList: [post(1, { isPinnedItem: true }), post(2)], ...more });
    expect(items.map(({ pinned }) => pinned)).toEqual([true, undefined]);
  });

  it('count an entry that is no post, and keep the others', () => {
    const found = read({
      itemList: [post(1), null, { id: 'x' }, { id: '5', title: 'tag' }, post(2)],
      ...more,
    });
    expect(toIds(found)).toEqual([toId(1), toId(2)]);
    expect(found.unknown).toEqual({ itemList: 3 });
  });

  it('are found under a name that is not known, and the name is counted', () => {
    const found = read({ statusCode: 0, resultList: [{ card: post(1) }, { card: post(2) }], ...more });
    expect(toIds(found)).toEqual([toId(1), toId(2)]);
    expect(found.unknown).toEqual({ card: 2 });
  });

  it('without an address are the posts of whoever made them all, or unknown', () => {
    expect(read({ itemList: list, ...more })).toMatchObject({
      page: 'posts',
      continuation: 'post/item_list?cursor=1760000000000',
    });
    const mixed = [post(1), post(2, { author: author({ id: '6800000000000000002' }) })];
    expect(read({ itemList: mixed, ...more })).toMatchObject({
      page: 'unknown',
      continuation: 'item_list?cursor=1760000000000',
    });
    expect(read([post(1), post(2)])).toMatchObject({ page: 'posts', continuation: null, unknown: {} });
  });
});

describe('other lists', () => {
  it('has users with their counts, and knows followed ones from followers', () => {
    const users = { userList: [userInfo()], total: 7, hasMore: true, minCursor: 17, maxCursor: 0 };
    expect(read(users, '/api/user/list/?scene=21&secUid=MS4w')).toMatchObject({
      page: 'following',
      claimed: { count: 7, exact: true },
      continuation: 'user/list?secUid=MS4w&scene=21&minCursor=17&maxCursor=0',
      items: [
        {
          kind: 'profile',
          id: '6800000000000000001',
          url: 'https://www.tiktok.com/@quay.side',
          title: 'Quay Side',
          text: 'Boats, mostly.',
          privacy: 'public',
          stats: { followers: { value: 12345 }, likes: { value: 4512345 }, items: { value: 931 } },
        },
      ],
    });
    expect(read(users).page).toBe('following');
    expect(read({ ...users, maxCursor: undefined }).page).toBe('followers');
    expect(read(users, '/api/user/list/?scene=67').page).toBe('followers');
  });

  it('has playlists and collections as lists with addresses', () => {
    const playList = [
      {
        id: '71',
        name: 'Cranes',
        videoCount: 12,
        cover: 'https://p16.tiktokcdn.com/c.jpeg',
        creator: author(),
      },
      { mixId: '72', mixName: 'Tugs', videoCount: '3' },
    ];
    expect(read({ playList, hasMore: false, cursor: '2' }, '/api/user/playlist/')).toMatchObject({
      page: 'profile',
      unknown: {},
      items: [
        {
          kind: 'playlist',
          id: '71',
          title: 'Cranes',
          url: 'https://www.tiktok.com/@quay.side/playlist/Cranes-71',
          stats: { items: { value: 12 } },
        },
        {
          kind: 'playlist',
          id: '72',
          title: 'Tugs',
          url: 'https://www.tiktok.com/@_/playlist/Tugs-72',
          stats: { items: { value: 3 } },
        },
      ],
    });
    const collectionList = [{ collectionId: '73', name: 'To see', total: '9', userName: 'Quay.Side' }];
    expect(read({ collectionList, hasMore: true, cursor: '30' }, '/api/user/collection_list/')).toMatchObject(
      {
        continuation: 'user/collection_list?cursor=30',
        items: [{ id: '73', url: 'https://www.tiktok.com/@quay.side/collection/To%20see-73' }],
      },
    );
  });

  it('has what a search found, posts and users', () => {
    const user = {
      uid: '68',
      unique_id: 'tug.boat',
      nickname: 'Tug',
      signature: '',
      follower_count: 2_800_000,
      avatar_thumb: { url_list: ['https://p16.tiktokcdn.com/a.webp'] },
    };
    const data = [
      { type: 1, item: post(1) },
      { type: 4, user_list: [{ user_info: user }] },
      { type: 61, live: {} },
    ];
    const found = read(
      { status_code: 0, data, cursor: 12, has_more: 1 },
      '/api/search/general/full/?keyword=crane&offset=0',
    );
    expect(found).toMatchObject({
      page: 'search',
      continuation: 'search/general/full?keyword=crane&offset=12',
      unknown: { data: 1 },
      items: [
        { kind: 'video' },
        { kind: 'profile', id: '68', stats: { followers: { text: '2.8M', approximate: 2_800_000 } } },
      ],
    });
    const searched = { item_list: [post(1)], cursor: 12, has_more: 0 };
    expect(read(searched, '/api/search/item/full/')).toMatchObject({ page: 'search', continuation: null });
  });
});
