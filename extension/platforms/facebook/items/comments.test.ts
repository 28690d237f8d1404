import { describe, expect, it } from 'vitest';
import {
  attachment,
  comment,
  comments,
  friendId,
  type Json,
  ownerId,
  person,
  photo,
} from '../__fixtures__/stories.ts';
import { createDrift } from '../documents/drift.ts';
import { readComments } from './comments.ts';

function read(nodes: Json[]) {
  const drift = createDrift();
  const page = readComments(comments(nodes, 'more'), { itemId: '100', parentId: null }, drift);
  return { ...page, unknown: Object.fromEntries(drift.counts) };
}
const one = (changes: Json) => read([comment('11', '100', changes)]);

describe('a comment', () => {
  it('has its author, words, time and numbers', () => {
    expect(read([comment('11', '100')])).toEqual({
      comments: [
        {
          id: '11',
          itemId: '100',
          parentId: null,
          author: {
            id: friendId,
            name: 'Ben Example',
            handle: null,
            url: `https://www.facebook.com/profile.php?id=${friendId}`,
          },
          text: 'Comment 11',
          createdAt: { precision: 'exact', at: '2025-06-01T08:01:00.000Z' },
          likes: { precision: 'exact', value: 3 },
          replies: { precision: 'exact', value: 0 },
          pinned: false,
          byOwner: false,
        },
      ],
      next: 'more',
      claimed: 1,
      unknown: {},
    });
  });

  it('keeps numbers that are rounded so, and takes exact ones where they are', () => {
    const feedback = (comment('11', '100').feedback ?? {}) as Json;
    const shown = { feedback: { ...feedback, reactors: { count_reduced: '1.2K' } } };
    expect(one(shown).comments[0]?.likes).toEqual({ precision: 'rounded', text: '1.2K', approximate: 1200 });
    const link = {
      __typename: 'XFBCommentReactionActionLink',
      comment: { feedback: { unified_reactors: { count: 1234 }, reactors: { count: 1230 } } },
    };
    expect(one({ ...shown, comment_action_links: [link] }).comments[0]?.likes).toEqual({
      precision: 'exact',
      value: 1234,
    });
  });

  it('has as many reactions as its button says, all of them or, where these are not told, those shown', () => {
    const link = (feedback: Json) => one({ comment_action_links: [{ comment: { feedback } }] });
    expect(link({ reactors: { count: 5 } })).toMatchObject({
      comments: [{ likes: { value: 5 } }],
      unknown: {},
    });
    expect(link({ likers: { count: 5 } }).unknown).toEqual({ 'Comment.likes': 1 });
  });

  it('by the owner of the post says so', () =>
    expect(one({ author: person(ownerId) }).comments[0]?.byOwner).toBe(true));

  it('that is a picture has it, and no words', () => {
    const attachments = [attachment('Photo', { media: photo('5') }, 'style_type_renderer')];
    expect(one({ body: null, attachments }).comments[0]).toMatchObject({
      text: '',
      media: [{ id: '5', kind: 'image' }],
    });
  });

  it('with replies brings them, each under its comment', () => {
    const feedback = {
      ...(comment('11', '100').feedback as Json),
      replies_connection: comments([comment('12', '100'), comment('13', '100')]),
    };
    expect(one({ feedback }).comments.map(({ id, parentId }) => [id, parentId])).toEqual([
      ['11', null],
      ['12', '11'],
      ['13', '11'],
    ]);
    const direct = comment('14', '100', { comment_direct_parent: { legacy_fbid: '13' } });
    expect(read([direct]).comments[0]?.parentId).toBe('13');
  });

  it('of somebody unnamed keeps the scrambled id', () => {
    const author = { __typename: 'User', id: 'pfbid0abcdefghijkl', name: 'Someone', url: null };
    expect(one({ author }).comments[0]?.author).toMatchObject({ id: 'pfbid0abcdefghijkl', name: 'Someone' });
  });

  it('whose parts have other names is kept, and the names are counted', () => {
    const { comments: found, unknown } = one({ created_time: undefined, body: undefined });
    expect(found).toMatchObject([{ id: '11', text: '', createdAt: { precision: 'unknown' } }]);
    expect(unknown).toEqual({ 'Comment.createdAt': 1, 'Comment.text': 1 });
  });

  it('without a number is counted by its type', () => {
    expect(read([{ __typename: 'Comment' }, { __typename: 'Hologram' }]).unknown).toEqual({
      Comment: 1,
      Hologram: 1,
    });
  });
});
