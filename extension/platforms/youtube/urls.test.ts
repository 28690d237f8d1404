import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchUrl, toRef } from './urls.ts';

const match = (address: string) => {
  const ref = matchUrl(new URL(address, 'https://www.youtube.com'));
  return ref && `${ref.kind} ${ref.id}`;
};

const video = 'xaQJbozY_Is';
const channel = 'UCsXVk37bltHxD1rDPwtNM8Q';
const list = 'PLFs4vir_WsTwEd-nJgVJCZPNL3HALHHpF';

describe('addresses of videos', () => {
  it.each([
    `/watch?v=${video}`,
    `/watch?v=${video}&t=1m20s&list=${list}&index=3&pp=abc`,
    `/watch?app=desktop&v=${video}#comments`,
    `/watch/${video}`,
    `https://youtube.com/watch?v=${video}`,
    `https://m.youtube.com/watch?v=${video}`,
    `https://music.youtube.com/watch?v=${video}&list=RDAMVM${video}`,
    `http://www.youtube.com/v/${video}`,
    `/e/${video}`,
    `/live/${video}?feature=share`,
    `/embed/${video}?start=4&autoplay=1`,
    `https://www.youtube-nocookie.com/embed/${video}`,
    `https://youtu.be/${video}`,
    `https://youtu.be/${video}?si=abc&t=42`,
    `https://WWW.YouTube.com/watch?v=${video}`,
    `/attribution_link?a=x&u=%2Fwatch%3Fv%3D${video}%26feature%3Dshare`,
  ])('%s is the video', (address) => expect(match(address)).toBe(`video ${video}`));

  it('keeps shorts apart from videos', () => {
    expect(match(`/shorts/${video}?feature=share`)).toBe(`short ${video}`);
    expect(match(`https://m.youtube.com/shorts/${video}/`)).toBe(`short ${video}`);
  });

  it.each([
    '/watch',
    '/watch?v=',
    '/watch?v=tooshort',
    '/shorts',
    '/shorts/x',
    'https://youtu.be/',
    '/embed/',
  ])('%s names no video', (address) => expect(match(address)).toBeNull());
});

it.each(['constructor', 'toString', '__proto__'])('a tab named %s is the channel', (tab) =>
  expect(match(`/@kurzgesagt/${tab}`)).toBe('channel @kurzgesagt'),
);

describe('addresses of lists', () => {
  it.each([
    [`/playlist?list=${list}`, `playlist ${list}`],
    [`/playlist?list=VL${list}`, `playlist ${list}`],
    [`https://music.youtube.com/playlist?list=OLAK5uy_kAbc123&si=x`, 'playlist OLAK5uy_kAbc123'],
    [`https://music.youtube.com/browse/VL${list}`, `playlist ${list}`],
    [`/show/VL${list}`, `playlist ${list}`],
    [`/embed/videoseries?list=${list}`, `playlist ${list}`],
    [`/watch?list=${list}`, `playlist ${list}`],
    ['/playlist?list=UUsXVk37bltHxD1rDPwtNM8Q', 'playlist UUsXVk37bltHxD1rDPwtNM8Q'],
    ['/playlist?list=LL', 'liked LL'],
    ['/playlist?list=WL&playnext=1', 'watch_later WL'],
    ['/feed/history', 'history history'],
    ['https://m.youtube.com/feed/history', 'history history'],
    ['/feed/channels', 'subscriptions subscriptions'],
  ])('%s is %s', (address, expected) => expect(match(address)).toBe(expected));

  it.each([
    '/playlist',
    '/playlist?list=',
    '/playlist?list=RDxaQJbozY_Is',
    '/feed/you',
    '/feed/trending',
    '/',
  ])('%s is nothing to export', (address) => expect(match(address)).toBeNull());
});

describe('addresses of channels', () => {
  it.each([
    [`/channel/${channel}`, `channel ${channel}`],
    [`/channel/${channel}/videos?view=0&sort=p`, `channel_videos ${channel}`],
    [`https://music.youtube.com/channel/${channel}`, `channel ${channel}`],
    ['/@kurzgesagt', 'channel @kurzgesagt'],
    ['/@kurzgesagt/', 'channel @kurzgesagt'],
    ['/@kurzgesagt/featured', 'channel @kurzgesagt'],
    ['/@kurzgesagt/community', 'channel @kurzgesagt'],
    ['/@kurzgesagt/videos', 'channel_videos @kurzgesagt'],
    ['/@kurzgesagt/shorts', 'channel_shorts @kurzgesagt'],
    ['/@kurzgesagt/streams', 'channel_live @kurzgesagt'],
    ['/@kurzgesagt/playlists?view=1', 'channel_playlists @kurzgesagt'],
    ['/@kurzgesagt/podcasts', 'channel_playlists @kurzgesagt'],
    ['/@kurzgesagt/releases', 'channel_releases @kurzgesagt'],
    ['/@мой-канал', 'channel @мой-канал'],
    ['/@%EC%B1%84%EB%84%90/videos', 'channel_videos @채널'],
    ['/c/Kurzgesagt/videos', 'channel_videos c/Kurzgesagt'],
    ['/user/Kurzgesagt', 'channel user/Kurzgesagt'],
    ['/Kurzgesagt', 'channel Kurzgesagt'],
    [`/embed/live_stream?channel=${channel}`, `channel_live ${channel}`],
  ])('%s is %s', (address, expected) => expect(match(address)).toBe(expected));

  it.each([
    '/channel/UCshort',
    '/channel/',
    '/@',
    '/c/',
    '/user/',
    '/results?search_query=x',
    '/premium',
    '/hashtag/cats',
  ])('%s names no channel', (address) => expect(match(address)).toBeNull());
});

describe('addresses elsewhere', () => {
  it.each([
    `https://example.com/watch?v=${video}`,
    `https://youtube.com.example.com/watch?v=${video}`,
    `https://notyoutube.com/watch?v=${video}`,
    `ftp://www.youtube.com/watch?v=${video}`,
    `https://studio.youtube.com/video/${video}/edit`,
  ])('%s is not ours', (address) => expect(match(address)).toBeNull());
});

describe('matching in general', () => {
  it('never throws, and whatever it gives matches itself again', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('@x', 'watch', 'c', 'user', 'playlist', '%', '@%ff', 'shorts'),
    );
    const query = fc.option(fc.dictionary(fc.constantFrom('v', 'list', 'channel', 'u'), fc.string()));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), query, (words, values) => {
        const url = new URL('https://www.youtube.com/');
        url.pathname = words.join('/');
        url.search = new URLSearchParams(values ?? {}).toString();
        const ref = matchUrl(url);
        if (ref) expect(matchUrl(new URL(ref.url))).toEqual(ref);
      }),
      { numRuns: 2000 },
    );
  });

  it('drops time stamps and tracking from the canonical address', () => {
    expect(toRef('video', video).url).toBe(`https://www.youtube.com/watch?v=${video}`);
    expect(matchUrl(new URL(`https://youtu.be/${video}?t=9&si=q`))?.url).toBe(
      `https://www.youtube.com/watch?v=${video}`,
    );
    expect(matchUrl(new URL('https://www.youtube.com/@채널/videos?sort=p'))?.url).toBe(
      'https://www.youtube.com/@%EC%B1%84%EB%84%90/videos',
    );
  });
});
