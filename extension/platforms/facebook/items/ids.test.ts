import { describe, expect, it } from 'vitest';
import {
  decodeId,
  readCommentId,
  readFeedbackId,
  readLastNumber,
  readNumericId,
  readStoryId,
} from './ids.ts';

const wrap = (text: string) => btoa(text);

describe('wrapped ids', () => {
  it('of stories hold the numbers of post and owner', () => {
    expect(readStoryId(wrap('S:_I12:34:34'))).toEqual({ ownerId: '12', postId: '34' });
    expect(readStoryId(wrap('S:_I12:34:56'))).toEqual({ ownerId: '12', postId: '34' });
    expect(readStoryId(wrap('S:_I12:VK:34'))).toEqual({ ownerId: '12', postId: '34' });
  });

  it('of feedbacks hold a post, and a comment on it', () => {
    expect(readFeedbackId(wrap('feedback:34'))).toEqual({ postId: '34', commentId: null });
    expect(readFeedbackId(wrap('feedback:34_56'))).toEqual({ postId: '34', commentId: '56' });
  });

  it('of comments and of entries end with a number', () => {
    expect(readCommentId(wrap('comment:34_56'))).toBe('56');
    expect(readLastNumber(wrap('app_item:12:2305272732:5:99'))).toBe('99');
  });

  it.each([
    null,
    7,
    '',
    'abc',
    '34',
    'pfbid02abc',
    wrap('user:1'),
    wrap('\u0000\u0001\u0002\u0003'),
    'x'.repeat(5000),
  ])('of another make are none: %j', (id) => {
    for (const read of [readStoryId, readFeedbackId, readCommentId]) expect(read(id)).toBeNull();
  });

  it('are not guessed from what is not base64', () => expect(decodeId('%%%%')).toBeNull());

  it('are digits only when exact', () => {
    expect(readNumericId('9007199254740993')).toBe('9007199254740993');
    expect(readNumericId(2 ** 53)).toBeNull();
    expect(readNumericId(12)).toBe('12');
  });
});
