import { describe, expect, it } from 'vitest';
import { type Item, toItemKey } from '../../../shared/model/item.ts';
import { mergeItem } from '../../core/items/merge-item.ts';
import {
  album,
  attachment,
  friendId,
  type Json,
  managedStory,
  photo,
  setting,
  sharedStory,
  story,
  video,
} from './__fixtures__/stories.ts';
import { createDrift } from './documents/drift.ts';
import { readStory } from './items/story.ts';

function read(node: Json): Item {
  const item = readStory(node, createDrift());
  if (!item) throw new Error('The story was not read.');
  return item;
}

const managed = (parts: Parameters<typeof managedStory>[1] = {}) => read(managedStory('100', parts));
const shown = (parts: Parameters<typeof story>[1] = {}) => read(story('100', parts));

describe('two looks at a post', () => {
  it('have the same key', () => {
    expect(toItemKey(managed())).toBe(toItemKey(shown()));
    expect(toItemKey(managed())).not.toBe(toItemKey(read(story('101'))));
  });

  it('give audience and time from one, counts and comments from the other', () => {
    const joined = mergeItem(
      managed({ state: 'SELF' }),
      shown({ counts: { reactions: 5, comments: 2, kinds: { Like: 5 } }, privacy: setting('SELF') }),
    );
    expect(joined).toMatchObject({
      privacy: 'private',
      createdAt: { precision: 'exact' },
      stats: { reactions: { value: 5 }, comments: { value: 2 } },
      reactionKinds: { Like: { value: 5 } },
    });
    expect(joined.partial).toBeUndefined();
  });

  it('give the files of a video that one of them only names', () => {
    const parts = { url: 'https://www.facebook.com/ada.example/videos/77/' };
    const named = managed({
      ...parts,
      attachments: [attachment('Video', { media: { __typename: 'Video', id: '77' } }, 'style_type_renderer')],
    });
    const full = shown({ ...parts, attachments: [attachment('Video', { media: video('77') })] });
    const joined = mergeItem(named, full);
    expect(joined).toMatchObject({ kind: 'video', id: '77', durationSec: 12.345 });
    expect(joined.media[0]?.variants).toHaveLength(5);
  });

  it('keep what only one of them has', () => {
    const joined = mergeItem(
      managed({
        attachments: [attachment('Album', album(['1', '2', '3']), 'style_type_renderer')],
        changes: { title: { text: 'Ada added photos.' } },
      }),
      shown({ attachments: [attachment('Photo', { media: photo('2') })] }),
    );
    expect(joined.media.map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(joined).toMatchObject({ occasion: 'Ada added photos.', stats: { items: { value: 3 } } });
  });

  it('know together what is shared', () => {
    const { id, message } = sharedStory('200');
    const joined = mergeItem(
      managed({ shared: { id, message, attachments: [] } }),
      shown({ shared: sharedStory('200') }),
    );
    expect(joined.sharedPost).toMatchObject({
      id: '200',
      author: { id: friendId },
      text: 'Shared words of 200',
    });
  });

  it('make whole what one of them could not read', () => {
    const lost = { ...shown(), partial: ['privacy', 'stats.shares'] };
    expect(mergeItem(managed(), lost).partial).toEqual(['stats.shares']);
    expect(
      mergeItem({ ...managed(), partial: ['media'] }, { ...shown(), partial: ['media'] }).partial,
    ).toEqual(['media']);
    expect(mergeItem({ ...managed(), partial: ['media'] }, shown()).partial).toBeUndefined();
  });
});
