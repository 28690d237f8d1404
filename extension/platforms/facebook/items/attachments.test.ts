import { describe, expect, it } from 'vitest';
import {
  album,
  attachment,
  friendId,
  type Json,
  managedStory,
  person,
  photo,
  reel,
  reelCounts,
  story,
  video,
} from '../__fixtures__/stories.ts';
import { createDrift } from '../documents/drift.ts';
import { readStory } from './story.ts';

function read(node: Json) {
  const drift = createDrift();
  return { item: readStory(node, drift), unknown: Object.fromEntries(drift.counts) };
}
const item = (node: Json) => read(node).item;

describe('attachments', () => {
  it('that say that something is not there for the asker are kept as its words', () => {
    const notice = {
      title_with_entities: { text: 'Not available right now' },
      description: { text: 'The owner only shared it with a small group of people.' },
      media: null,
    };
    const post = item(story('100', { attachments: [attachment('Fallback', notice)] }));
    expect(post).toMatchObject({
      sharedPost: {
        id: null,
        url: null,
        text: 'Not available right now\nThe owner only shared it with a small group of people.',
      },
    });
    expect(post?.partial).toBeUndefined();
    const link = { ...notice, source: { text: 'example.com' } };
    expect(item(story('100', { attachments: [attachment('Fallback', link)] }))?.partial).toEqual([
      'sharedPost',
    ]);
  });

  it('of an album are its pictures, with how many there are', () => {
    const post = item(story('100', { attachments: [attachment('Album', album(['1', '2'], 9))] }));
    expect(post).toMatchObject({
      stats: { items: { precision: 'exact', value: 9 } },
      media: [
        { id: '1', kind: 'image', scaled: true, description: 'May be an image of a lighthouse' },
        { id: '2', kind: 'image', scaled: true },
      ],
      partial: ['media'],
    });
    expect(
      item(story('100', { attachments: [attachment('Album', album(['1', '2']))] }))?.partial,
    ).toBeUndefined();
  });

  it('are read from either form of the path, each once', () => {
    const pictures = [attachment('Photo', { media: photo('1') })];
    const node = story('100', { attachments: pictures, changes: { attachments: pictures } });
    expect(item(node)?.media.map(({ id }) => id)).toEqual(['1']);
    expect(
      item(
        managedStory('100', {
          attachments: [attachment('Photo', { media: photo('1') }, 'style_type_renderer')],
        }),
      )?.media,
    ).toHaveLength(1);
  });

  it('of a picture in full size are not called scaled', () => {
    const full = { uri: 'https://scontent.xx.fbcdn.net/v/1_n.jpg?oe=68A00000', width: 2048, height: 1536 };
    const media = item(
      story('100', { attachments: [attachment('Photo', { media: photo('1', { image: full }) })] }),
    )?.media;
    expect(media?.[0]).toEqual({
      id: '1',
      kind: 'image',
      description: 'May be an image of a lighthouse',
      variants: [{ url: full.uri, width: 2048, height: 1536, expiresAt: '2025-08-16T03:50:24.000Z' }],
    });
  });

  it('of a video whose page is the post make it that video', () => {
    const url = `https://www.facebook.com/ada.example/videos/77/`;
    const post = item(story('100', { url, attachments: [attachment('Video', { media: video('77') })] }));
    expect(post).toMatchObject({
      kind: 'video',
      id: '77',
      url: 'https://www.facebook.com/watch/?v=77',
      durationSec: 12.345,
    });
    const live = video('77', { is_live_streaming: true });
    expect(item(story('100', { url, attachments: [attachment('Video', { media: live })] }))?.kind).toBe(
      'live',
    );
    expect(item(story('100', { attachments: [attachment('Video', { media: video('77') })] }))?.kind).toBe(
      'post',
    );
  });

  it('of one’s own reel make it that reel, with the counts of its late part', () => {
    const own = { ...reel('77'), ...reelCounts(), actors: [person()], attachments: [{ media: video('77') }] };
    const attachments = [attachment('FBReels', { style_infos: [{ fb_shorts_story: own }] })];
    const post = item(story('100', { url: 'https://www.facebook.com/reel/77/', attachments }));
    expect(post).toMatchObject({ kind: 'reel', id: '77', media: [{ id: '77' }, { id: 'thumbnail-77' }] });
    expect(post?.sharedPost).toBeUndefined();
  });

  it('of somebody else’s reel are shared', () => {
    const other = { ...reel('77'), actors: [person(friendId)], attachments: [{ media: video('77') }] };
    const attachments = [attachment('FBReels', { style_infos: [{ fb_shorts_story: other }] })];
    expect(item(story('100', { attachments }))).toMatchObject({
      kind: 'post',
      id: '100',
      media: [{ id: 'shared-77', kind: 'video' }, { id: 'shared-thumbnail-77' }],
      sharedPost: {
        id: '577',
        url: 'https://www.facebook.com/reel/77',
        author: { id: friendId, name: 'Ben Example' },
        text: 'A reel #summer_2025',
        createdAt: { at: '2025-06-01T08:00:00.000Z' },
      },
    });
  });

  it('of a link keep where it leads and what it says', () => {
    const link = {
      url: 'https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2Fpage&h=AT0',
      title: 'A page',
      source: { text: 'example.com' },
      description: { text: 'About something.' },
      media: {
        __typename: 'GenericAttachmentMedia',
        id: '5',
        image: { uri: 'https://external.xx.fbcdn.net/x?oe=68A00000' },
      },
    };
    expect(item(story('100', { attachments: [attachment('Share', link)] }))).toMatchObject({
      sharedPost: {
        id: null,
        url: 'https://example.com/page',
        author: { name: 'example.com' },
        text: 'A page\nAbout something.',
      },
      media: [{ id: 'thumbnail-5', kind: 'thumbnail' }],
    });
  });

  it('of a kind that is not known are counted by its name, and read as far as they go', () => {
    const { item: post, unknown } = read(
      story('100', { attachments: [attachment('Hologram', { media: photo('1') })] }),
    );
    expect(unknown).toEqual({ StoryAttachmentHologramStyleRenderer: 1 });
    expect(post?.media.map(({ id }) => id)).toEqual(['1']);
    const odd = read(
      story('100', {
        attachments: [attachment('Photo', { media: { ...photo('1'), __typename: 'Hologram' } })],
      }),
    );
    expect(odd.unknown).toEqual({ Hologram: 1 });
    expect(read(story('100', { attachments: [{ stylesV2: {} }] }))).toMatchObject({
      item: { partial: ['media'] },
      unknown: { attachment: 1 },
    });
  });
});
