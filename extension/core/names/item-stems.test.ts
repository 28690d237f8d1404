import { describe, expect, it } from 'vitest';
import { buildItem } from '../../exporters/__fixtures__/sample-archive.ts';
import { createNameContext, createNamer } from './item-stems.ts';

const startedAt = '2026-11-21T12:00:00Z';
const template =
  '%(playlist_channel)s %(playlist_uploader_id)s %(playlist_webpage_url)s %(playlist_index)s %(id)s';

describe('a name by the list in which an item is', () => {
  const item = buildItem({ id: 'video000001' });

  it('can say whose list it is and where', () => {
    const entries = [{ id: 'video000001', title: 'A walk', position: 2 }];
    const list = buildItem({ id: 'PL1', kind: 'playlist', url: 'https://a.example/PL1', entries });
    const context = createNameContext({ kind: 'channel', id: 'UC1', title: 'Demo' }, startedAt);
    context.add(item);
    context.add(list);
    expect(createNamer(template, context.result())(item, 0)).toBe(
      'media/Demo Creator UCdemo000000000000000000 https：⧸⧸a.example⧸PL1 2 video000001',
    );
  });

  it('can say so of the list that is exported', () => {
    const source = { kind: 'playlist', id: 'PL2', title: 'Walks', url: 'https://a.example/PL2' } as const;
    const context = createNameContext({ ...source, author: 'Tug' }, startedAt);
    context.add(item);
    expect(createNamer(template, context.result())(item, 0)).toBe(
      'media/Tug NA https：⧸⧸a.example⧸PL2 1 video000001',
    );
  });
});

describe('a name by those who made it', () => {
  it('has all of a collaboration', () => {
    const coAuthors = [{ id: 'UC2', name: 'Tug, Tide', handle: null, url: null }];
    const context = createNameContext({ kind: 'channel', id: 'UC1', title: 'Demo' }, startedAt);
    const namer = createNamer('%(creators.1|alone)s + %(creator)s', context.result());
    expect(namer(buildItem({ coAuthors }), 0)).toBe('media/Tug, Tide + Demo Creator, Tug， Tide');
    expect(namer(buildItem(), 0)).toBe('media/alone + NA');
  });
});
