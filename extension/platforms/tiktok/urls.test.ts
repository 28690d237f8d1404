import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTikTokId, matchUrl, toHandle } from './urls.ts';

const match = (address: string) => {
  const ref = matchUrl(new URL(address, 'https://www.tiktok.com'));
  return ref && `${ref.kind} ${ref.id}`;
};

const id = '7412345678901234567';
const secUid = 'MS4wLjABAAAAq0w9e8r7t6y5u4i3o2p1_Az-By';

describe('addresses of posts', () => {
  it.each([
    `/@quay.side/video/${id}`,
    `/@quay.side/video/${id}?is_from_webapp=1&sender_device=pc#comments`,
    `https://tiktok.com/@quay.side/video/${id}/`,
    `https://m.tiktok.com/@quay.side/video/${id}`,
    `https://m.tiktok.com/v/${id}.html?u_code=1`,
    `https://vm.tiktok.com/v/${id}.html`,
    `https://WWW.TikTok.com/@quay.side/video/${id}`,
    `http://www.tiktok.com/@/video/${id}`,
    `/@_/video/${id}`,
    `/@${secUid}/video/${id}`,
    `/video/${id}`,
    `/share/video/${id}`,
    `https://www.tiktokv.com/share/video/${id}/`,
    `/embed/${id}`,
    `/embed/v2/${id}?lang=en`,
    `/player/v1/${id}`,
    `/foryou?is_copy_url=1#/@quay.side/video/${id}`,
    `/#/@quay.side/video/${id}`,
  ])('%s is the video', (address) => expect(match(address)).toBe(`video ${id}`));

  it.each([
    `/@quay.side/photo/${id}?lang=en`,
    `/share/photo/${id}`,
    `https://m.tiktok.com/@quay/photo/${id}`,
  ])('%s is the photo post', (address) => expect(match(address)).toBe(`photo_post ${id}`));

  it.each(['/@quay.side/video', '/@quay.side/video/abc', '/video', '/v/.html', '/share/user/1', '/embed'])(
    '%s names no post',
    (address) => expect(match(address)).toBeNull(),
  );
});

describe('addresses of profiles and their lists', () => {
  it.each([
    ['/@quay.side', 'profile @quay.side'],
    ['/@Quay.Side/?lang=en', 'profile @quay.side'],
    [`/@${secUid}`, `profile @${secUid}`],
    ['/@quay.side#elsewhere', 'profile @quay.side'],
    ['/@quay.side/posts', 'posts @quay.side'],
    ['/@quay.side#posts', 'posts @quay.side'],
    ['/@quay.side#reposts', 'reposts @quay.side'],
    ['/@quay.side/likes', 'liked @quay.side'],
    ['/@quay.side/favorites', 'favourites @quay.side'],
    ['/@quay.side/stories', 'stories @quay.side'],
    ['/@quay.side/following', 'following @quay.side'],
    ['/following', 'following following'],
    ['/@quay.side/collection/Two words-7', 'collection 7'],
    ['/@quay.side/collection/%E6%B8%AF-7?x=1', 'collection 7'],
    ['/@quay.side/collection/7', 'collection 7'],
    ['/@quay.side/playlist/A-b-c-7', 'playlist 7'],
    ['/tag/Harbour?lang=en', 'hashtag harbour'],
    ['/tag/%E6%B8%AF', 'hashtag 港'],
    ['/music/original-sound-7', 'sound 7'],
  ])('%s is %s', (address, expected) => expect(match(address)).toBe(expected));

  it.each([
    '/',
    '/foryou',
    '/explore',
    '/@',
    '/@two words',
    '/@quay.side/live',
    '/@quay.side/collection',
    '/@quay.side/collection/name',
    '/@quay.side/posts/more',
    '/following/more',
    '/tag',
    '/music/name',
    '/live',
    '/upload',
    '/search?q=harbour',
    '/constructor',
    '/@quay.side/constructor',
    '/@quay.side#__proto__x',
  ])('%s is nothing to export, or a profile at most', (address) =>
    expect(match(address) ?? 'profile').toMatch(/^profile/),
  );

  it.each(['https://vm.tiktok.com/ZMabc1234/', 'https://vt.tiktok.com/ZSabc1234', '/t/ZTabc1234/'])(
    '%s is short, and says nothing before it is asked for',
    (address) => expect(match(address)).toBeNull(),
  );
});

describe('addresses elsewhere', () => {
  it.each([
    `https://example.com/@quay/video/${id}`,
    `https://tiktok.com.example.com/@quay`,
    `https://nottiktok.com/@quay`,
    `ftp://www.tiktok.com/@quay`,
    `https://ads.tiktok.com/@quay`,
  ])('%s is not ours', (address) => expect(match(address)).toBeNull());
});

describe('matching in general', () => {
  it('never throws, and whatever it gives matches itself again', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '@x',
        '@x',
        'video',
        'photo',
        'collection',
        'playlist',
        'music',
        'tag',
        id,
        `n-${id}`,
        '%',
      ),
    );
    const hash = fc.constantFrom('', 'liked', 'constructor', '__proto__', `/@x/video/${id}`);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), hash, (words, name) => {
        const url = new URL('https://www.tiktok.com/');
        url.pathname = words.join('/');
        url.hash = name;
        const ref = matchUrl(url);
        if (ref) expect(matchUrl(new URL(ref.url))).toEqual(ref);
      }),
      { numRuns: 2000 },
    );
  });

  it('drops tracking from the canonical address, and keeps the name before an id', () => {
    const toUrl = (address: string) => matchUrl(new URL(address, 'https://www.tiktok.com'))?.url;
    expect(toUrl(`https://m.tiktok.com/@Quay/video/${id}?_r=1`)).toBe(
      `https://www.tiktok.com/@quay/video/${id}`,
    );
    expect(toUrl('/@quay/saved')).toBe('https://www.tiktok.com/@quay#favorites');
    expect(toUrl('/@quay/collection/a b-7?x')).toBe('https://www.tiktok.com/@quay/collection/a%20b-7');
    expect(toUrl(`/embed/${id}`)).toBe(`https://www.tiktok.com/@_/video/${id}`);
  });

  it('tells ids and handles from other texts', () => {
    expect(['7', id, '', 'x7', '1'.repeat(25)].filter(isTikTokId)).toEqual(['7', id]);
    expect(['A.b_c-1', secUid, 'a/b', ''].map(toHandle)).toEqual(['a.b_c-1', secUid, null, null]);
  });
});
