import { describe, expect, it } from 'vitest';
import { createStemRegistry } from './stem-registry.ts';

describe('stems', () => {
  it('are as they were asked for, while nothing else has them', () => {
    const stems = createStemRegistry();
    expect([stems.claim('media/a', 'k1'), stems.claim('media/b', 'k2')]).toEqual(['media/a', 'media/b']);
  });

  it.each([
    ['the same', 'media/a', 'media/a'],
    ['the same but for case', 'media/a', 'media/A'],
    ['the same in another Unicode form', 'media/é', 'media/é'],
    ["another's with the number of a picture", 'media/a', 'media/a_2'],
    ['what another is with a number', 'media/a_2', 'media/a'],
    ["another's with the end of a thumbnail", 'media/a', 'media/a-thumb'],
    ['what another is with that end', 'media/a-thumb', 'media/a'],
  ])('get a mark when they are %s', (_, first, second) => {
    const stems = createStemRegistry();
    stems.keep(first);
    expect(stems.claim(second, 'key')).toMatch(/^.+~[0-9a-z]{7}$/);
  });

  it('get the same mark in every run', () => {
    const claim = () => {
      const stems = createStemRegistry();
      stems.keep('media/a');
      return stems.claim('media/a', 'youtube:post:x');
    };
    expect(claim()).toBe(claim());
  });
});
