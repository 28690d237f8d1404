import type { Item } from '../../../shared/model/item.ts';

/** An item of which nothing is known but what it is; each is an object of its own, to be filled. */
export function createEmptyItem(known: Pick<Item, 'platform' | 'id' | 'kind' | 'url'>): Item {
  return {
    ...known,
    author: null,
    title: '',
    text: null,
    createdAt: { precision: 'unknown' },
    durationSec: null,
    stats: {},
    media: [],
    tags: [],
    category: null,
    chapters: [],
    privacy: 'unknown',
    unavailable: null,
  };
}
