import { describe, expect, it } from 'vitest';
import { readItemHash, toItemHash } from './card.ts';

describe('the address of an item', () => {
  it('holds any key', () => {
    for (const key of ['youtube:post:a_-', 'youtube:post:#/%?&', 'ü 🚢'])
      expect(readItemHash(toItemHash(key))).toBe(key);
  });

  it.each(['', '#/', '#/item/', '#/item/%zz', '#other'])('is not %j', (hash) => {
    expect(readItemHash(hash)).toBeNull();
  });
});
