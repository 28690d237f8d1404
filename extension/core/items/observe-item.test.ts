import { describe, expect, it } from 'vitest';
import { makeItem } from '../../jobs/testing/fake-world.ts';
import { observeItem } from './observe-item.ts';

const exact = (value: number) => ({ precision: 'exact', value }) as const;
const rounded = (text: string) => ({ precision: 'rounded', text, approximate: null }) as const;
const first = { at: '2026-01-01T00:00:00Z', title: 'Title of a', text: 'Hi', stats: { views: exact(10) } };
const seen = (change: Parameters<typeof makeItem>[1]) => observeItem(makeItem('a', change), [first], 'now');

describe('a look at an item', () => {
  it('says all it knows the first time', () => {
    expect(observeItem(makeItem('a', { text: 'Hi', stats: { views: exact(10) } }), [], first.at)).toEqual(
      first,
    );
  });

  it('says nothing where nothing has changed', () =>
    expect(seen({ text: 'Hi', stats: { views: exact(10) } })).toBeNull());

  it('says what has changed and nothing else', () => {
    expect(seen({ text: 'Hello', stats: { views: exact(12), likes: rounded('2K') } })).toEqual({
      at: 'now',
      text: 'Hello',
      stats: { views: exact(12), likes: rounded('2K') },
    });
  });

  it('does not take what was not read for a change', () => {
    expect(seen({ text: null, title: '', privacy: 'unknown', stats: {} })).toBeNull();
  });

  it('does not take a rounded number for news beside an exact one', () => {
    expect(seen({ stats: { views: rounded('1.2K') } })).toBeNull();
  });

  it('notes that a post is gone, and that it is back', () => {
    const gone = seen({ unavailable: 'Removed' });
    expect(gone).toEqual({ at: 'now', unavailable: 'Removed' });
    const back = observeItem(makeItem('a'), [first, gone ?? first], 'later');
    expect(back).toEqual({ at: 'later', unavailable: null });
  });
});
