import { describe, expect, it } from 'vitest';
import { readExpiry, toCleanUrl, toMediaUrl, toSiteUrl } from './links.ts';

describe('links', () => {
  it('lead to where they lead, not through the way station', () => {
    expect(
      toCleanUrl('https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2Fa%3Fb%3D1%26fbclid%3Dx&h=AT0'),
    ).toBe('https://example.com/a?b=1');
  });

  it('lose what follows the reader, and nothing else', () => {
    expect(toSiteUrl('https://www.facebook.com/permalink.php?story_fbid=7&id=12&__cft__[0]=a&__tn__=R')).toBe(
      'https://www.facebook.com/permalink.php?story_fbid=7&id=12',
    );
    expect(toCleanUrl('https://example.com/?ref=page')).toBe('https://example.com/?ref=page');
  });

  it('to other sites are no pages of Facebook', () => {
    expect(toSiteUrl('https://example.com/reel/7')).toBeNull();
    for (const value of [null, 7, '', 'javascript:alert(1)', '/reel/7', 'https://'])
      expect(toCleanUrl(value)).toBeNull();
  });
});

describe('media addresses', () => {
  it('say when they stop working', () => {
    expect(readExpiry('https://scontent.xx.fbcdn.net/a.jpg?oh=1&oe=68A00000')).toBe(
      '2025-08-16T03:50:24.000Z',
    );
    expect(readExpiry('https://scontent.xx.fbcdn.net/a.jpg')).toBeNull();
  });

  it('of pictures of the page itself are none', () => {
    expect(toMediaUrl('https://static.xx.fbcdn.net/rsrc.php/v4/x.gif')).toBeNull();
    expect(toMediaUrl('data:image/png;base64,AA')).toBeNull();
  });
});
