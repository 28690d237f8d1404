import { expect, it } from 'vitest';
import { toProfileList } from './profile-lists.ts';

it('takes a timeline for posts, and what is no list of a profile for none', () => {
  expect(toProfileList('timeline')).toBe('posts');
  expect(toProfileList('reels')).toBe('reels');
  expect(toProfileList('album')).toBeNull();
});
