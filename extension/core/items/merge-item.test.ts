import { describe, expect, it } from 'vitest';
import type { Item } from '../../../shared/model/item.ts';
import { makeItem } from '../../jobs/testing/fake-world.ts';
import { mergeItem } from './merge-item.ts';

describe('two looks at one post', () => {
  it('keeps the exact count when a list shows it rounded later', () => {
    const exact = makeItem('a', { stats: { views: { precision: 'exact', value: 2_345_678 } } });
    const rounded = makeItem('a', {
      stats: { views: { precision: 'rounded', text: '2.3M', approximate: 2_300_000 } },
    });
    expect(mergeItem(exact, rounded).stats.views).toEqual({ precision: 'exact', value: 2_345_678 });
    expect(mergeItem(rounded, exact).stats.views).toEqual({ precision: 'exact', value: 2_345_678 });
  });

  it('keeps the exact time whichever came first', () => {
    const at = { precision: 'exact', at: '2026-01-02T03:04:05Z' } as const;
    const exact = makeItem('a', { createdAt: at });
    expect(mergeItem(makeItem('a'), exact).createdAt).toEqual(at);
    expect(mergeItem(exact, makeItem('a')).createdAt).toEqual(at);
  });

  it('lets a short stay a short when a playlist calls it a video', () => {
    const short = makeItem('a', { kind: 'short', url: 'https://www.youtube.com/shorts/a' });
    expect(mergeItem(short, makeItem('a'))).toMatchObject({ kind: 'short', url: short.url });
    expect(mergeItem(makeItem('a'), short)).toMatchObject({ kind: 'short', url: short.url });
  });

  it('adds what the first look did not have and drops nothing it had', () => {
    const listed = makeItem('a', { tags: ['one'], watchedOn: 'Yesterday' });
    const caption = { id: 'subtitle-en', kind: 'subtitle' as const, language: 'en', variants: [] };
    const merged = mergeItem(
      listed,
      makeItem('a', { text: 'About', privacy: 'unlisted', media: [caption], title: '' }),
    );
    expect(merged).toMatchObject({
      title: listed.title,
      text: 'About',
      privacy: 'unlisted',
      tags: ['one'],
      watchedOn: 'Yesterday',
    });
    expect(merged.media.map(({ id }) => id)).toEqual(['thumbnail', 'subtitle-en']);
  });

  it('adds what only some items have, and lets the later look correct it', () => {
    const music = { id: '1', title: 'Tide', author: null, durationSec: 21, original: true };
    const listed = makeItem('a', { pinned: true, mentions: ['one'] });
    expect(mergeItem(listed, makeItem('a', { music, mentions: ['two'] }))).toMatchObject({
      pinned: true,
      mentions: ['two'],
      music,
    });
  });

  it('keeps the files of a film that another list only names', () => {
    const film = (...urls: string[]): Item['media'] => [
      { id: 'f', kind: 'video', variants: urls.map((url) => ({ url })) },
    ];
    const [bare, full] = [film(), film('https://a.test/1')].map((media) => makeItem('a', { media }));
    if (!bare || !full) throw new Error('there are two');
    expect(mergeItem(full, bare).media).toEqual(full.media);
    expect(mergeItem(bare, full).media).toEqual(full.media);
  });

  it('calls incomplete what was so at every look', () => {
    const look = (partial?: string[]) => makeItem('a', partial && { partial });
    expect(mergeItem(look(['music', 'text']), look(['text', 'tags'])).partial).toEqual(['text']);
    expect(mergeItem(look(['text']), look())).not.toHaveProperty('partial');
    expect(mergeItem(look(), look(['text']))).not.toHaveProperty('partial');
  });

  it('calls a count incomplete that only one look shows at all', () => {
    const shown = makeItem('a', { stats: {}, partial: ['stats.shares'] });
    expect(mergeItem(makeItem('a', { stats: {} }), shown).partial).toEqual(['stats.shares']);
    const counted = makeItem('a', { stats: { shares: { precision: 'exact', value: 1 } } });
    expect(mergeItem(counted, shown)).not.toHaveProperty('partial');
  });

  it('joins what each look knows of a post that is shared', () => {
    const nothing = {
      id: null,
      url: null,
      author: null,
      text: null,
      createdAt: { precision: 'unknown' },
    } as const;
    const named = makeItem('a', { sharedPost: { ...nothing, text: 'Words' } });
    const owned = makeItem('a', { sharedPost: { ...nothing, id: '2' } });
    expect(mergeItem(named, owned).sharedPost).toEqual({ ...nothing, id: '2', text: 'Words' });
  });

  it('gives the same result for the same look twice', () => {
    const item = makeItem('a', { text: 'About', tags: ['x'] });
    expect(mergeItem(item, item)).toEqual(item);
  });
});
