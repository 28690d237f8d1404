import { describe, expect, it } from 'vitest';
import { comment, toId } from '../__fixtures__/pages.ts';
import { read } from '../__fixtures__/read.ts';

describe('comments', () => {
  const body = { status_code: 0, has_more: 1, cursor: 20, total: 54 };

  it('are read with pictures, pins and whose they are, without what TikTok makes for sharing', () => {
    const picture = { origin_url: { url_list: ['https://p16.tiktokcdn.com/c.jpeg'], width: 20, height: 10 } };
    const comments = [
      comment(1, { author_pin: true, reply_comment_total: 2 }),
      comment(2, { text: '', image_list: [picture] }),
      comment(3, { label_type: 1, label_list: [{ type: 1, text: 'Creator' }] }),
    ];
    const found = read({ ...body, comments }, `/api/comment/list/?aweme_id=${toId(1)}`);
    expect(found).toMatchObject({
      page: 'comments',
      claimed: { count: 54, exact: true },
      continuation: `comment/list?aweme_id=${toId(1)}&cursor=20`,
      unknown: {},
      comments: [
        {
          itemId: toId(1),
          parentId: null,
          text: 'Comment 1',
          author: { name: 'Visitor 1', handle: '@visitor.1', url: 'https://www.tiktok.com/@visitor.1' },
          createdAt: { precision: 'exact', at: '2025-10-20T22:40:01Z' },
          likes: { value: 1 },
          replies: { value: 2 },
          pinned: true,
          byOwner: false,
        },
        { text: '', media: [{ id: 'image-1', kind: 'image', variants: [{ width: 20, height: 10 }] }] },
        { byOwner: true },
      ],
    });
    expect(JSON.stringify(found)).not.toMatch(/comment_author_id|Visitor says/);
  });

  it('have replies in lists of their own, or with them', () => {
    const reply = comment(5, { reply_id: '77', reply_comment_total: undefined });
    const path = `/api/comment/list/reply/?item_id=${toId(1)}&comment_id=77&cursor=0`;
    expect(read({ ...body, comments: [reply] }, path)).toMatchObject({
      continuation: `comment/list/reply?item_id=${toId(1)}&comment_id=77&cursor=20`,
      unknown: {},
      comments: [{ parentId: '77', replies: null }],
    });
    const inner = comment(6, { aweme_id: undefined, reply_id: undefined, reply_comment_total: undefined });
    const thread = comment(4, { reply_comment: [inner] });
    expect(read({ ...body, comments: [thread] }).comments).toMatchObject([
      { parentId: null },
      { parentId: thread.cid, itemId: toId(1) },
    ]);
  });

  it('end at the end, also where there are none', () => {
    expect(
      read({ status_code: 0, comments: null, has_more: 0, cursor: 0, total: 0 }, '/api/comment/list/'),
    ).toMatchObject({
      page: 'comments',
      comments: [],
      continuation: null,
      unknown: {},
      error: null,
    });
  });

  it('are counted when they are none', () => {
    const found = read({ ...body, comments: [comment(1), { cid: 7 }, 'text'] });
    expect(found.comments).toHaveLength(1);
    expect(found.unknown).toMatchObject({ comments: 2 });
  });
});
