import { describe, expect, it } from 'vitest';
import { answer, toDrift, toHtml } from '../__fixtures__/pages.ts';
import {
  album,
  attachment,
  comment,
  comments,
  feedbackId,
  type Json,
  story,
} from '../__fixtures__/stories.ts';
import { readPage } from '../read-page.ts';

function read(body: string) {
  const page = readPage({ url: null, status: 200, body });
  return { ...page, drift: toDrift(page.unknown) };
}
describe('a post’s own page', () => {
  const post = story('100', { attachments: [attachment('Album', album(['1']))] });
  const target = (
    post.comet_sections as {
      feedback: {
        story: {
          story_ufi_container: {
            __typename: string;
            story: { feedback_context: { feedback_target_with_context: Json } };
          };
        };
      };
    }
  ).feedback.story.story_ufi_container;
  target.story.feedback_context.feedback_target_with_context.comment_list_renderer = {
    feedback: {
      comment_rendering_instance_for_feed_location: { comments: comments([comment('11', '100')], 'more') },
    },
  };

  it.each(['node', 'node_v2'])('has it under `%s`, with its comments and where they go on', (key) => {
    expect(read(toHtml([{ data: { [key]: post } }], { url: '/ada.example/posts/100' }))).toMatchObject({
      page: 'post',
      items: [{ id: '100' }],
      comments: [{ id: '11', itemId: '100', text: 'Comment 11' }],
      continuation: 'more',
      claimed: null,
      drift: [],
    });
  });
});

describe('comments on a page of their own', () => {
  it('belong to the post that the page names', () => {
    const node = {
      __typename: 'Feedback',
      id: feedbackId('100'),
      comment_rendering_instance_for_feed_location: {
        comments: comments([comment('11', '100'), comment('12', '100')], 'more'),
      },
    };
    expect(read(answer({ node }))).toMatchObject({
      page: 'comments',
      items: [],
      comments: [
        { id: '11', itemId: '100', parentId: null },
        { id: '12', itemId: '100', parentId: null },
      ],
      continuation: 'more',
      claimed: { count: 2, exact: true },
      drift: [],
    });
  });

  it('that are replies belong to the comment that the page names', () => {
    const node = {
      __typename: 'Feedback',
      id: feedbackId('100', '11'),
      replies_connection: comments([comment('13', '100')]),
    };
    expect(read(answer({ node }))).toMatchObject({
      page: 'comments',
      comments: [{ id: '13', itemId: '100', parentId: '11' }],
      continuation: null,
    });
  });
});
