import { describe, expect, it } from 'vitest';
import { captureTitle, hasCaptures, listCaptures, readCapture } from '../__fixtures__/raw-pages.ts';
import { openPage } from '../read-page.ts';
import { findFeedbackId, listThreads } from './comment-threads.ts';

const feedbackId = (text: string) => btoa(`feedback:${text}`);
const comment = (
  id: string,
  count: number,
  { depth = 0, ...replies }: { depth?: number; edges?: object[]; page_info?: object } = {},
) => ({
  legacy_fbid: id,
  depth,
  feedback: {
    id: feedbackId(`1_${id}`),
    expansion_info: { expansion_token: `token-${id}` },
    replies_fields: { count, total_count: count },
    replies_connection: { edges: [], page_info: { has_next_page: false, end_cursor: null }, ...replies },
  },
});

describe('threads', () => {
  it('are asked for where replies are left, in their order, with what stands beside them', () => {
    const edges = [{ node: { id: 'reply' } }];
    const comments = [
      comment('7', 2),
      comment('8', 0),
      comment('9', 3, { depth: 1, edges, page_info: { has_next_page: true, end_cursor: 'c' } }),
      comment('10', 1, { edges }),
    ];
    expect(listThreads([{ data: { comments } }])).toEqual([
      {
        query: 'Depth1CommentsListPaginationQuery',
        values: { id: feedbackId('1_7'), expansionToken: 'token-7' },
      },
      {
        query: 'Depth2CommentsListPaginationQuery',
        values: { id: feedbackId('1_9'), expansionToken: 'token-9', subRepliesAfterCursor: 'c' },
      },
    ]);
  });

  it('are none in what holds no comments', () => {
    expect(listThreads([null, 'text', { feedback: { id: feedbackId('1') } }])).toEqual([]);
  });
});

describe('what a page is about', () => {
  it('is commented on under the id that stands first and is no comment’s', () => {
    const page = [
      { video: [comment('7', 0), { feedback: { id: feedbackId('5') } }] },
      { feedback: { id: 'x' } },
    ];
    expect(findFeedbackId(page)).toBe(feedbackId('5'));
    expect(findFeedbackId([{}])).toBeNull();
  });
});

describe.skipIf(!hasCaptures)(captureTitle, () => {
  it('of a post have a thread for each comment with replies that did not come along', () => {
    const file = listCaptures().find((name) => name.includes('facebook_post.html')) ?? '';
    const { values } = openPage(readCapture(file));
    const threads = listThreads(values);
    expect(threads.length).toBeGreaterThan(0);
    for (const { values: place } of threads) expect(place.expansionToken).toMatch(/^\S{10,}$/);
    expect(findFeedbackId(values)).not.toBeNull();
  });
});
