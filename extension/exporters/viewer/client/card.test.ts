import { describe, expect, it } from 'vitest';
import { archiveItem, buildItem } from '../../__fixtures__/sample-archive.ts';
import { toViewerRow } from '../build-records.ts';
import { readItemHash, toFacts, toItemHash } from './card.ts';
import { toKindsWord } from './format.ts';

describe('the address of an item', () => {
  it('holds any key', () => {
    for (const key of ['youtube:post:a_-', 'youtube:post:#/%?&', 'ü 🚢'])
      expect(readItemHash(toItemHash(key))).toBe(key);
  });

  it.each(['', '#/', '#/item/', '#/item/%zz', '#other'])('is not %j', (hash) => {
    expect(readItemHash(hash)).toBeNull();
  });
});

describe('a list of others', () => {
  it.each([
    ['playlists', 'Playlist', 'Playlists'],
    ['collections', 'Collection', 'Collections'],
  ] as const)('is called what its site calls it: %s', (seenIn, one, many) => {
    const item = buildItem({ kind: 'playlist', stats: {} });
    const row = toViewerRow(archiveItem(item, { seenIn: [seenIn] }), []);
    expect(toFacts(row)[0]).toBe(one);
    expect(toKindsWord(row.kind)).toBe(many);
  });
});
