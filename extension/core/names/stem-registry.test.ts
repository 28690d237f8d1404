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
    stems.keep(first, 'other');
    expect(stems.claim(second, 'key')).toMatch(/^.+~[0-9a-z]{7}$/);
  });

  it('are an item’s again, as it was spelled before', () => {
    const stems = createStemRegistry();
    stems.keep('media/a', 'k1');
    stems.keep('media/a', 'k2');
    stems.keep('media/a_2', 'k3');
    expect(stems.claim('media/A', 'k1')).toBe('media/a');
    expect(stems.claim('media/A_2', 'k3')).toBe('media/a_2');
    expect(stems.claim('media/a', 'k2')).toMatch(/~/);
  });

  it.each([
    ['a file', 'media/Rain.mp4', { wanted: 'media/rain', given: 'media/Rain' }],
    ['captions', 'media/Rain. 2.en.vtt', { wanted: 'media/RAIN. 2', given: 'media/Rain. 2' }],
    ['a numbered picture', 'media/Rain_2.jpg', { wanted: 'media/rain', given: 'media/Rain' }],
    ['a folder', 'media/Show/Rain.mp4', { wanted: 'media/show/Snow', given: 'media/Show/Snow' }],
    ['a folder in a folder', 'media/A/B/a.mp4', { wanted: 'Media/a/c/d', given: 'media/A/c/d' }],
  ])('are spelled as %s that lies there already', (_, path, { wanted, given }) => {
    const stems = createStemRegistry();
    stems.spellAs(path);
    expect(stems.claim(wanted, 'key')).toBe(given);
  });

  it('are spelled as they are wanted beside a file whose name goes on', () => {
    const stems = createStemRegistry();
    stems.spellAs('media/Some Song. Live 2.jpg');
    expect(stems.claim('media/some song', 'key')).toBe('media/some song');
  });

  it('of one folder have one spelling of it', () => {
    const stems = createStemRegistry();
    expect(['media/Tug/a', 'media/tug/b'].map((stem) => stems.claim(stem, stem))).toEqual([
      'media/Tug/a',
      'media/Tug/b',
    ]);
  });

  it('get the same mark in every run', () => {
    const claim = () => {
      const stems = createStemRegistry();
      stems.keep('media/a', 'other');
      return stems.claim('media/a', 'youtube:post:x');
    };
    expect(claim()).toBe(claim());
  });
});
