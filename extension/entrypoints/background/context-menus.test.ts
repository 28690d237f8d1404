import { describe, expect, it, vi } from 'vitest';

vi.mock('wxt/browser', () => ({ browser: {} }));

const { findChoice, findClickedSource } = await import('./context-menus.ts');

const channel = 'https://www.youtube.com/@owner';
const video = 'https://www.youtube.com/watch?v=dQw4w9WgXcQ';
const click = (change: {
  pageUrl?: string;
  linkUrl?: string;
  srcUrl?: string;
  mediaType?: 'image' | 'video';
}) => findClickedSource({ editable: false, menuItemId: 'any', pageUrl: channel, ...change });

describe('what a click in the right-click menu is about', () => {
  it('is the link before the page', () => {
    expect(click({ linkUrl: video })).toMatchObject({ kind: 'video', id: 'dQw4w9WgXcQ' });
  });

  it('is the video of a thumbnail without a link', () => {
    const srcUrl = 'https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg?sqp=x';
    expect(click({ mediaType: 'image', srcUrl })).toMatchObject({ kind: 'video', id: 'dQw4w9WgXcQ' });
  });

  it('is the page when nothing else was clicked', () => {
    expect(click({})).toMatchObject({ kind: 'channel', id: '@owner' });
  });

  it('is the photo post on whose page a picture is', () => {
    const pageUrl = 'https://www.tiktok.com/@ada/photo/7100000000000000005';
    const srcUrl = 'https://p16-sign.tiktokcdn.com/x~tplv-photomode-image.jpeg';
    expect(click({ mediaType: 'image', srcUrl, pageUrl })).toMatchObject({ kind: 'photo_post' });
  });

  it('is the one photo, post or reel on whose page a picture or film is', () => {
    const srcUrl = 'https://scontent-x.xx.fbcdn.net/v/1.jpg';
    const onPage = (path: string) =>
      click({ mediaType: 'image', srcUrl, pageUrl: `https://www.facebook.com${path}` })?.kind;
    expect(onPage('/photo/?fbid=123&set=a.9')).toBe('photo');
    expect(onPage('/ada.example/posts/123')).toBe('post');
    expect(onPage('/reel/123')).toBe('reel');
    expect(onPage('/media/set/?set=a.9')).toBeUndefined();
  });

  it('is the playing video on its page, whatever the film’s own address is', () => {
    const playing = { mediaType: 'video', srcUrl: 'blob:https://www.youtube.com/1', pageUrl: video } as const;
    expect(click(playing)).toMatchObject({ kind: 'video', id: 'dQw4w9WgXcQ' });
  });

  it('is not a whole channel when only a picture on it was clicked', () => {
    expect(click({ mediaType: 'image', srcUrl: 'https://yt3.ggpht.com/avatar=s88' })).toBeNull();
  });

  it('is nothing elsewhere', () => {
    expect(click({ pageUrl: 'https://example.com/', linkUrl: 'https://example.com/a' })).toBeNull();
  });
});

describe('what “Download video…” is about', () => {
  const choose = (change: Parameters<typeof click>[0]) =>
    findChoice({
      editable: false,
      menuItemId: 'download-any',
      pageUrl: 'https://video.example/1',
      ...change,
    });
  const page = (url: string) => ({ kind: 'download', url });

  it('is the link, the film with an address of its own, else the page', () => {
    expect(choose({})).toEqual(page('https://video.example/1'));
    expect(choose({ linkUrl: video })).toEqual(page(video));
    const film = 'https://cdn.example/film.mp4';
    expect(choose({ mediaType: 'video', srcUrl: film, linkUrl: video })).toEqual(page(film));
    const blob = 'blob:https://video.example/2';
    expect(choose({ mediaType: 'video', srcUrl: blob })).toEqual(page('https://video.example/1'));
  });

  it('is the page where a platform hides the film behind addresses that expire', () => {
    const srcUrl = 'https://rr1.googlevideo.com/videoplayback?expire=1';
    expect(choose({ mediaType: 'video', srcUrl, pageUrl: video })).toEqual(page(video));
  });

  it('is nothing on pages that are none of the web', () => {
    expect(choose({ pageUrl: 'chrome://settings/', linkUrl: 'mailto:a@example.org' })).toBeNull();
  });
});
