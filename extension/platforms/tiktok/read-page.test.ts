import { describe, expect, it } from 'vitest';
import {
  author,
  canonical,
  comment,
  oldPage,
  oldPost,
  phonePage,
  photoPost,
  post,
  scopePage,
  toId,
  userInfo,
} from './__fixtures__/pages.ts';
import { read, toIds } from './__fixtures__/read.ts';

describe('pages', () => {
  it('of a post hold it', () => {
    const detail = { statusCode: 0, itemInfo: { itemStruct: post(1) }, shareMeta: {} };
    expect(
      read(scopePage({ ...canonical('/@quay.side/video/1'), 'webapp.video-detail': detail })),
    ).toMatchObject({
      page: 'video',
      title: 'The old crane at dawn #harbour with @harbour.master',
      continuation: null,
      items: [{ id: toId(1) }],
    });
    expect(read({ itemInfo: { itemStruct: photoPost(1) }, statusCode: 0 }, '/api/item/detail/').page).toBe(
      'photo_post',
    );
    expect(read(photoPost(1)).page).toBe('photo_post');
  });

  it('of a post for phones hold its first comments too, and know whose they are', () => {
    const own = comment(2, {
      user: { uid: '6800000000000000001', unique_id: 'quay.side', nickname: 'Quay Side' },
    });
    expect(read(phonePage(photoPost(1), [comment(1), own]))).toMatchObject({
      page: 'photo_post',
      title: 'Two boats',
      continuation: 'comment/list?cursor=2',
      unknown: {},
      items: [{ kind: 'photo_post' }],
      comments: [{ byOwner: false }, { byOwner: true }],
    });
  });

  it('of a profile hold its user and say how many posts there are; those have to be asked for', () => {
    const part = { statusCode: 0, userInfo: { ...userInfo(), itemList: [] } };
    expect(read(scopePage({ ...canonical('/@quay.side'), 'webapp.user-detail': part }))).toMatchObject({
      page: 'profile',
      title: 'Quay Side',
      claimed: { count: 931, exact: true },
      continuation: `post/item_list?secUid=${author().secUid}&cursor=0`,
      unknown: {},
      items: [{ kind: 'profile' }],
    });
    expect(read({ statusCode: 0, userInfo: userInfo() }, '/api/user/detail/?secUid=MS4w').page).toBe(
      'profile',
    );
  });

  const tag = { challenge: { id: '5', title: 'harbour' }, stats: { videoCount: 1_200_000 } };
  it.each([
    { page: 'hashtag', title: 'harbour', part: { challengeInfo: tag }, count: 1_200_000 },
    {
      page: 'sound',
      title: 'Tide',
      part: { musicInfo: { music: { id: '6', title: 'Tide' }, stats: { videoCount: 12 } } },
      count: 12,
    },
    {
      page: 'playlist',
      title: 'Cranes',
      part: { mixInfo: { mixId: '7', mixName: 'Cranes', videoCount: '12' } },
      count: 12,
    },
    {
      page: 'collection',
      title: 'To see',
      part: { collectionInfo: { collectionId: '8', name: 'To see', total: 12 } },
      count: 12,
    },
  ])('of a $page say what it is called and how long it is', ({ page, title, part, count }) => {
    const found = read(scopePage({ 'webapp.some-detail': { statusCode: 0, ...part } }));
    expect(found).toMatchObject({ page, title, claimed: { count, exact: count === 12 }, error: null });
    expect(found.continuation).toMatch(/^\w+\/item_list\?\w+I[dD]=\d&cursor=0$/);
    expect(found.unknown).toEqual({});
  });

  it('of the feed are known, and nothing to export', () => {
    expect(read(scopePage(canonical('/foryou')))).toMatchObject({ page: 'home', items: [], error: null });
  });

  it('of 2021 to 2023 hold the first posts of a profile, in the order shown', () => {
    const state = {
      ItemList: {
        'user-liked': { list: [], hasMore: true, cursor: '0' },
        'user-post': { list: [toId(2), toId(1)], hasMore: true, cursor: '1670000000000' },
      },
      ItemModule: { [toId(1)]: oldPost(1), [toId(2)]: oldPost(2), [toId(3)]: oldPost(3) },
      UserModule: {
        users: { other: author({ uniqueId: 'other' }), 'quay.side': author() },
        stats: { 'quay.side': userInfo().stats },
      },
      UserPage: { uniqueId: 'quay.side', statusCode: 0 },
    };
    const found = read(oldPage(state));
    expect(found).toMatchObject({
      page: 'profile',
      title: 'Quay Side',
      claimed: { count: 931, exact: true },
      continuation: `post/item_list?secUid=${author().secUid}&cursor=1670000000000`,
      unknown: {},
    });
    expect(toIds(found)).toEqual([toId(2), toId(1), toId(3), '6800000000000000001']);
    const { [toId(1)]: _gone, ...table } = state.ItemModule;
    expect(read(oldPage({ ...state, ItemModule: table })).unknown).toEqual({ itemList: 1 });
  });

  it('of 2021 to 2023 hold a post', () => {
    const state = {
      ItemModule: { [toId(1)]: oldPost(1) },
      UserModule: { users: { 'quay.side': author() } },
      VideoPage: { statusCode: 0 },
    };
    expect(read(oldPage(state))).toMatchObject({
      page: 'video',
      items: [{ id: toId(1), kind: 'video' }],
      unknown: {},
    });
    expect(read(oldPage({ VideoPage: { statusCode: 10204 } })).error?.code).toBe('platform.not_found');
  });

  it('are read whatever the order of a script tag is written in', () => {
    const html = scopePage({ 'webapp.video-detail': { itemInfo: { itemStruct: post(1) }, statusCode: 0 } });
    const turned = html.replace(/<script (id="[^"]*") (type="[^"]*")>/, '<script $2 nonce="x" $1>');
    expect(turned).not.toBe(html);
    expect(read(turned).items).toHaveLength(1);
  });
});
