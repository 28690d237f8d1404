import { describe, expect, it } from 'vitest';
import {
  attachment,
  friendId,
  type Json,
  managedStory,
  ownerId,
  photo,
  postUrl,
  setting,
  sharedStory,
  story,
} from '../__fixtures__/stories.ts';
import { createDrift } from '../documents/drift.ts';
import { isSponsored, readStory } from './story.ts';

function read(node: Json) {
  const drift = createDrift();
  return { item: readStory(node, drift), unknown: Object.fromEntries(drift.counts) };
}
const item = (node: Json) => read(node).item;
const exact = (value: number) => ({ precision: 'exact', value });

describe('a post in a feed', () => {
  it('has its words, author, time, audience and counts', () => {
    const counts = { reactions: 12, comments: 3, shares: 1, kinds: { Like: 10, Care: 2 } };
    const { item: post, unknown } = read(story('100', { text: 'Words with #tags and #more_tags', counts }));
    expect(post).toEqual({
      platform: 'facebook',
      id: '100',
      kind: 'post',
      url: `https://www.facebook.com/permalink.php?story_fbid=100&id=${ownerId}`,
      author: {
        id: ownerId,
        name: 'Ada Example',
        handle: 'ada.example',
        url: 'https://www.facebook.com/ada.example',
      },
      title: '',
      text: 'Words with #tags and #more_tags',
      createdAt: { precision: 'exact', at: '2025-06-01T08:00:00.000Z' },
      durationSec: null,
      stats: { reactions: exact(12), comments: exact(3), shares: exact(1) },
      reactionKinds: { Like: exact(10), Care: exact(2) },
      media: [],
      tags: ['tags', 'more_tags'],
      category: null,
      chapters: [],
      privacy: 'public',
      unavailable: null,
    });
    expect(unknown).toEqual({});
  });

  it('without words has none, and misses none', () =>
    expect(item(story('100', { text: null }))?.text).toBe(''));

  it('has the longest of the texts it is told in', () => {
    const node = story('100', { text: 'Short…' });
    const content = (node.comet_sections as { content: { story: Json } }).content.story;
    content.comet_sections = {
      message_container: { story: { message: { text: 'Short, and then the rest' } } },
    };
    expect(item(node)?.text).toBe('Short, and then the rest');
  });

  it('has its counts also where they stand at the buttons', () => {
    const node = story('100');
    const target = {
      adaptive_ufi_action_renderers: [
        { feedback: { reaction_count: { count: 5 } } },
        { feedback: { share_count: { count: 2 } } },
      ],
      comment_rendering_instance: { comments: { total_count: 1 } },
    };
    const context = {
      feedback_target_with_context: { comet_ufi_summary_and_actions_renderer: { feedback: target } },
    };
    Object.assign(node.comet_sections as Json, {
      feedback: { story: { story_ufi_container: { story: { feedback_context: context } } } },
    });
    expect(item(node)).toMatchObject({
      stats: { reactions: exact(5), shares: exact(2), comments: exact(1) },
    });
    expect(item(node)?.partial).toBeUndefined();
  });

  it('whose parts have other names says which it lacks', () => {
    const node = story('100');
    const { content, ...rest } = node.comet_sections as { content: { story: Json } };
    const { message: _message, ...story2 } = content.story;
    expect(item({ ...node, comet_sections: { ...rest, content: { story: story2 } } })?.partial).toEqual([
      'text',
    ]);
    expect(item({ ...node, comet_sections: {} })?.partial).toEqual(
      expect.arrayContaining(['author', 'createdAt', 'url', 'text', 'media', 'privacy', 'stats.reactions']),
    );
  });

  it('without any id is none', () => expect(item({ __typename: 'Story', comet_sections: {} })).toBeNull());

  it.each([
    ['EVERYONE', {}, 'public'],
    ['FRIENDS', {}, 'friends'],
    ['SELF', {}, 'private'],
    ['FRIENDS_OF_FRIENDS', {}, 'custom'],
    ['FRIENDS', { deny: [friendId] }, 'custom'],
  ])('that its owner shows to %s %j is %s', (state, more, privacy) =>
    expect(item(story('100', { privacy: setting(state, more) }))?.privacy).toBe(privacy),
  );

  it('of others says who may see it by its icon, else by its label', () => {
    expect(item(story('100', { privacy: { icon_image: { name: 'friends' } } }))?.privacy).toBe('friends');
    expect(item(story('100', { privacy: { label: 'Public', icon_image: { uri: 'x' } } }))?.privacy).toBe(
      'public',
    );
    const foreign = item(story('100', { privacy: { description: 'Deine Freunde' } }));
    expect(foreign).toMatchObject({ privacy: 'unknown' });
    expect(foreign?.partial).toBeUndefined();
  });

  it('that was paid for is told from the others', () => {
    const paid = story('100');
    const layout = (
      paid.comet_sections as { context_layout: { story: { comet_sections: { metadata: Json[] } } } }
    ).context_layout.story.comet_sections;
    layout.metadata.push({ __typename: 'CometStorySponsoredLabelStrategy' });
    expect([isSponsored(paid), isSponsored(story('101'))]).toEqual([true, false]);
  });
});

describe('a post on the list of one’s own', () => {
  it('has its audience and exact time, and no counts', () => {
    const { item: post, unknown } = read(managedStory('100'));
    expect(post).toMatchObject({
      id: '100',
      author: { name: 'Ada Example' },
      text: 'Words of 100',
      createdAt: { precision: 'exact', at: '2025-06-01T08:00:00.000Z' },
      privacy: 'friends',
      stats: {},
    });
    expect(post?.partial).toBeUndefined();
    expect(unknown).toEqual({});
  });

  it('that is an event of a life says which, and when it was', () => {
    const style_infos = [
      { life_event_title: 'Moved to the coast', third_person_title: 'Ada moved to the coast' },
    ];
    const attachments = [attachment('LifeEvent', { style_infos, subattachments: [] }, 'style_type_renderer')];
    const at = (granularity: string) =>
      item(
        managedStory('100', {
          text: null,
          attachments,
          changes: { creation_time: 413_884_800, backdated_time: { time: 413_884_800, granularity } },
        }),
      );
    expect(at('DAY')).toMatchObject({
      occasion: 'Moved to the coast',
      createdAt: { precision: 'exact', at: '1983-02-12T08:00:00.000Z' },
    });
    expect(at('DAY')?.partial).toBeUndefined();
    expect(at('YEAR')?.createdAt).toEqual({ precision: 'approximate', text: '1983' });
  });

  it('that has no words of its own keeps those of Facebook', () => {
    const title = { text: 'Ada Example updated her cover photo.' };
    expect(item(managedStory('100', { text: null, changes: { title } }))).toMatchObject({
      text: '',
      occasion: title.text,
    });
  });

  it('that shares a reel knows which, and has nothing of its files', () => {
    const inner = {
      url: 'https://www.facebook.com/reel/77/',
      title: 'A reel',
      source: { text: 'Facebook' },
      description: null,
      media: {
        __typename: 'GenericAttachmentMedia',
        id: '6',
        fallback_image: { uri: 'https://scontent.xx.fbcdn.net/a.jpg' },
      },
    };
    const attached = {
      style_type_renderer: {
        __typename: 'StoryAttachmentFallbackStyleRenderer',
        attachment_type: 'FBShortsShareAttachment',
        attachment: inner,
      },
    };
    const shared = item(managedStory('100', { attachments: [attached] }));
    expect(shared).toMatchObject({
      kind: 'post',
      sharedPost: { url: 'https://www.facebook.com/reel/77', author: null },
      media: [{ id: 'shared-77', variants: [] }, { id: 'thumbnail-6' }],
    });
    const own = item(
      managedStory('100', { url: 'https://www.facebook.com/reel/77/', attachments: [attached] }),
    );
    expect(own).toMatchObject({ kind: 'reel', id: '77' });
    expect(own?.sharedPost).toBeUndefined();
  });
});

describe('a shared post', () => {
  it('has its own author, time, words and address, and its pictures are marked', () => {
    const shared = sharedStory('200', { attachments: [attachment('Photo', { media: photo('1') })] });
    expect(item(story('100', { shared }))).toMatchObject({
      author: { id: ownerId },
      text: 'Words of 100',
      media: [{ id: 'shared-1' }],
      sharedPost: {
        id: '200',
        url: `https://www.facebook.com/permalink.php?story_fbid=200&id=${friendId}`,
        author: { id: friendId, name: 'Ben Example' },
        text: 'Shared words of 200',
        createdAt: { precision: 'exact', at: '2025-06-01T07:00:00.000Z' },
      },
    });
  });

  it('on the list of one’s own posts has its words and pictures only', () => {
    const { id, message } = sharedStory('200');
    const shared = { id, message, attachments: [] };
    const post = item(managedStory('100', { shared }));
    expect(post).toMatchObject({
      sharedPost: { id: '200', author: null, text: 'Shared words of 200', url: null },
    });
    expect(post?.partial).toBeUndefined();
  });

  it('whose parts have other names makes the post incomplete', () => {
    const { actors: _actors, ...shared } = sharedStory('200');
    expect(item(story('100', { shared }))?.partial).toEqual(['sharedPost']);
  });
});

it('keeps halves of broken characters out', () => {
  expect(item(story('100', { text: 'a\ud83d' }))?.text).toBe('a\ufffd');
  expect(item(story('100', { url: `${postUrl('100')}&x=\ud83d` }))?.url).toContain('story_fbid=100');
});
