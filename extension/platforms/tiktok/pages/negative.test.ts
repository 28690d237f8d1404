import { describe, expect, it } from 'vitest';
import { canonical, oldPage, post, scopePage, userInfo } from '../__fixtures__/pages.ts';
import { read } from '../__fixtures__/read.ts';

function readShort(body: unknown, path: string | null = null, status: number | null = 200) {
  const { page, items, error } = read(body, path, status);
  return { page, code: error?.code, items: items.length, message: error?.message };
}

const detail = (statusCode: number, more: object = {}) =>
  scopePage({ 'webapp.video-detail': { statusCode, statusMsg: 'in their words', ...more } });

describe('a post that is not shown', () => {
  it.each([
    [10204, 'unavailable', 'platform.not_found'],
    [10216, 'unavailable', 'platform.private'],
    [10222, 'unavailable', 'platform.private'],
    [10231, 'unavailable', 'platform.unavailable'],
    [10101, 'unavailable', 'platform.unavailable'],
    [8, 'login', 'platform.login_required'],
  ])('says why: %i', (status, page, code) => {
    expect(readShort(detail(status))).toEqual({ page, code, items: 0, message: 'in their words' });
    expect(readShort(detail(status, { itemInfo: {} }))).toMatchObject({ page, code });
    expect(readShort({ statusCode: status }, '/api/item/detail/?itemId=1')).toMatchObject({ page, code });
  });

  it('is told apart from a page that came without it', () => {
    const path = '/@quay.side/photo/7400000000000000001';
    expect(readShort(scopePage(canonical(path)))).toMatchObject({
      page: 'photo_post',
      code: 'platform.page_changed',
      items: 0,
    });
    expect(readShort(scopePage({}), path)).toMatchObject({
      page: 'photo_post',
      code: 'platform.page_changed',
    });
    expect(readShort(scopePage({ 'webapp.video-detail': { statusCode: 0, itemInfo: {} } }))).toMatchObject({
      page: 'video',
      code: 'platform.page_changed',
    });
  });

  it('is there, without its video, for those who are logged out', () => {
    const hidden = post(1, { video: undefined, isContentClassified: true });
    const found = read(detail(0, { itemInfo: { itemStruct: hidden } }));
    expect(found.items).toMatchObject([{ unavailable: expect.stringContaining('age'), media: [] }]);
    expect(found.items[0]?.partial).toBeUndefined();
  });
});

describe('a profile that is not shown', () => {
  const profile = (statusCode: number, info?: object) =>
    scopePage({ 'webapp.user-detail': { statusCode, statusMsg: '', ...(info ? { userInfo: info } : {}) } });

  it('is missing or banned', () => {
    expect(readShort(profile(10221))).toMatchObject({ page: 'unavailable', code: 'platform.not_found' });
    expect(readShort(profile(10202))).toMatchObject({ code: 'platform.not_found' });
    expect(readShort(oldPage({ UserPage: { statusCode: 10221 } }))).toMatchObject({
      code: 'platform.not_found',
    });
  });

  it('is private, except where it says how many posts there are', () => {
    const none = { stats: { followerCount: 1, heartCount: 0, videoCount: 0 }, statsV2: undefined };
    expect(readShort(profile(10222))).toMatchObject({ page: 'unavailable', code: 'platform.private' });
    expect(readShort(profile(10222, userInfo(none)))).toMatchObject({ code: 'platform.private', items: 1 });
    expect(readShort(profile(10222, userInfo()))).toMatchObject({
      page: 'profile',
      code: undefined,
      items: 1,
    });
  });
});

describe('an answer that is none', () => {
  it('is put off when it is empty', () => {
    expect(readShort('', '/api/post/item_list/?secUid=x')).toMatchObject({
      page: 'rate_limited',
      code: 'platform.rate_limited',
    });
    expect(readShort(' \n', '/api/post/item_list/?secUid=x')).toMatchObject({
      code: 'platform.rate_limited',
    });
    expect(readShort('')).toMatchObject({ page: 'unknown', code: 'input.unreadable' });
  });

  it.each([
    [{ type: 'verify', code: '10000', verify_event: 'x' }, 'platform.checkpoint'],
    [{ statusCode: 10000 }, 'platform.checkpoint'],
    [{ status_code: 8, status_msg: 'Login expired' }, 'platform.login_required'],
    [{ status_code: 5, status_msg: 'bad' }, 'platform.unavailable'],
  ])('%j has a code of its own', (body, code) =>
    expect(readShort(body, '/api/post/item_list/')).toMatchObject({ code, items: 0 }),
  );

  it('is none when the list came all the same', () => {
    expect(readShort({ statusCode: 5, itemList: [post(1)], hasMore: false })).toMatchObject({
      code: undefined,
      items: 1,
    });
  });

  it.each([
    [403, 'platform.rate_limited'],
    [429, 'platform.rate_limited'],
    [503, 'platform.rate_limited'],
    [401, 'platform.login_required'],
    [404, 'platform.not_found'],
    [500, 'net.http'],
  ])('is what its status %i says, where it says nothing else', (status, code) => {
    expect(readShort('<html><body>No</body></html>', '/@quay.side', status)).toMatchObject({ code });
    expect(readShort('{}', '/api/post/item_list/', status)).toMatchObject({ code });
    expect(readShort('upstream error', '/api/post/item_list/', status)).toMatchObject({ code });
  });

  it.each(['[1]', '"text"', 'not JSON', '12'])('cannot be read: %s', (body) =>
    expect(readShort(body)).toMatchObject({ page: 'unknown', code: 'input.unreadable' }),
  );

  it('of unknown make is said to be changed', () => {
    expect(readShort({ some: 'thing' })).toMatchObject({ page: 'unknown', code: 'platform.page_changed' });
  });
});

describe('a page in place of another', () => {
  it('is a puzzle', () => {
    const sum =
      '<html><p id="cs" class="eyJ2Ijp7fX0"></p><p id="wci" class="_wafchallengeid"></p>Please wait...</html>';
    expect(readShort(sum)).toMatchObject({ page: 'rate_limited', code: 'platform.checkpoint' });
    expect(readShort('<html><div id="captcha-verify-container"></div></html>')).toMatchObject({
      code: 'platform.checkpoint',
    });
  });

  it('is the form to log in', () => {
    expect(readShort('<html><form></form></html>', '/login?redirect_url=x')).toMatchObject({
      page: 'login',
      code: 'platform.login_required',
    });
    expect(readShort(scopePage(canonical('/login')))).toMatchObject({
      page: 'login',
      code: 'platform.login_required',
    });
  });

  it('is nothing that is known', () => {
    expect(readShort('<html><body>Hello</body></html>')).toMatchObject({
      page: 'unknown',
      code: 'platform.page_changed',
    });
    expect(
      readShort('<html><script id="__UNIVERSAL_DATA_FOR_REHYDRATION__">{"cut</script></html>'),
    ).toMatchObject({
      code: 'platform.page_changed',
    });
  });
});
