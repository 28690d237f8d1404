import { expect, test } from 'vitest';
import type { Cookie } from '../../shared/protocol/parts.ts';
import { buildHeaders, type Credentials } from './request-headers.ts';

const first = new URL('https://v16.tiktokcdn.com/a.mp4');
const cookie: Cookie = {
  name: 'tt_chain_token',
  value: 'abc',
  domain: '.tiktok.com',
  path: '/',
  secure: true,
  httpOnly: true,
  hostOnly: false,
  expiresAt: null,
};
const lent: Credentials = {
  platform: 'tiktok',
  cookies: [cookie],
  referer: 'https://www.tiktok.com/',
  userAgent: null,
};

const build = (url: string, change: Partial<Credentials> = {}, nowMs = 0) =>
  buildHeaders({ ...lent, ...change }, { url: new URL(url), first, nowMs });

test('a cookie goes where a browser would send it', () => {
  expect(build('https://v16-webapp.tiktok.com/video').cookie).toBe('tt_chain_token=abc');
  expect(build('https://tiktok.com/').cookie).toBe('tt_chain_token=abc');
});

test.each([
  ['another domain', 'https://v16.tiktokcdn.com/', {}],
  ['a domain that ends alike', 'https://nottiktok.com/', {}],
  ['a host below the one it is for', 'https://a.tiktok.com/', { hostOnly: true, domain: 'tiktok.com' }],
  ['a path it is not for', 'https://www.tiktok.com/videos', { path: '/video' }],
  ['a time after its end', 'https://www.tiktok.com/', { expiresAt: 1 }],
  ['a header, when it holds a line break', 'https://www.tiktok.com/', { value: 'a\r\nHost: x' }],
  ['a header, when it holds two', 'https://www.tiktok.com/', { value: 'a; admin=1' }],
  ['a header, when it has no name', 'https://www.tiktok.com/', { name: '' }],
])('a cookie does not go into %s', (_where, url, change) => {
  expect(build(url, { cookies: [{ ...cookie, ...change }] }, 2000).cookie).toBeUndefined();
});

test('a cookie of another site is not sent even to that site', () => {
  const foreign = { ...cookie, domain: '.example.org' };
  expect(build('https://www.example.org/', { cookies: [foreign] }).cookie).toBeUndefined();
  expect(build('https://www.example.org/', { cookies: [foreign], platform: null }).cookie).toBe(
    'tt_chain_token=abc',
  );
});

test('the page is named to the platform’s hosts only', () => {
  expect(build('https://v19.tiktokcdn.com/').referer).toBe('https://www.tiktok.com/');
  expect(build('https://example.org/').referer).toBeUndefined();
});

test('without a platform the page is named to the first host only', () => {
  expect(build(first.href, { platform: null }).referer).toBe('https://www.tiktok.com/');
  expect(build('https://v19.tiktokcdn.com/', { platform: null }).referer).toBeUndefined();
});

test('packing is declined, and who asks is said', () => {
  expect(build(first.href)).toMatchObject({
    'accept-encoding': 'identity',
    'user-agent': expect.stringMatching(/^star-export\//),
  });
  expect(build(first.href, { userAgent: 'Mozilla/5.0' })['user-agent']).toBe('Mozilla/5.0');
});

test.each([{ userAgent: 'a\r\nX: 1' }, { userAgent: '' }, { referer: 'https://x/\n' }])(
  'a header that is not plain text (%j) is refused',
  (change) => {
    expect(() => build(first.href, change)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  },
);
