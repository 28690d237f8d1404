import { expect, it } from 'vitest';
import { isHostListed } from './host-match.ts';

it.each([
  ['www.youtube.com', true],
  ['WWW.YouTube.com', true],
  ['rr3---sn-abc.googlevideo.com', true],
  ['youtube.com', false],
  ['googlevideo.com', false],
  ['a.b.googlevideo.com', false],
  ['evilgooglevideo.com', false],
  ['.googlevideo.com', false],
  ['www.youtube.com.example.org', false],
])('%s listed: %s', (host, isListed) => {
  expect(isHostListed(host, ['www.youtube.com', '*.googlevideo.com'])).toBe(isListed);
});
