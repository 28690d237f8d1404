import { expect, it } from 'vitest';
import type { PageAccess } from '../../platform.ts';
import { answer } from '../__fixtures__/pages.ts';
import { comment, comments, feedbackId } from '../__fixtures__/stories.ts';
import { createDesk } from '../session/desk.ts';
import { readCommentsPage } from './comments-page.ts';
import { toCursor } from './place.ts';

const query = 'CommentsListComponentsPaginationQuery';
const url = 'https://www.facebook.com/ada.example/posts/100';

/** Asks a page whose site answers every question with one list of comments. */
function ask(list: object, cursor: string | null) {
  const node = {
    __typename: 'Feedback',
    id: feedbackId('100'),
    comment_rendering_instance_for_feed_location: { comments: list },
  };
  const tap = {
    arm: () => undefined,
    disarm: () => undefined,
    ask: async () => ({ url, status: 200, headers: {}, body: answer({ node }) }),
  };
  const page: PageAccess = {
    ...{ url: () => new URL(url), html: () => '', cookie: () => '', nowMs: () => 0, requestUrls: () => [] },
    ...{ tap, driver: null },
    fetch: async () => new Response(''),
  };
  const desk = createDesk(page);
  desk.isLearnt = true;
  desk.form = { personaId: '1', accountId: null, fields: { lsd: 'x' } };
  desk.templates.set(query, { docId: '1', variables: {}, isWhole: true });
  return readCommentsPage(desk, { itemId: '100', url, cursor });
}

it('goes on where a list of comments says', async () => {
  const read = await ask(comments([comment('11', '100')], 'more'), null);
  expect(read.comments).toMatchObject([{ id: '11' }]);
  expect(read.continuation).toContain('commentsAfterCursor=more');
});

it('does not take a list for whole that goes on and does not say from where', async () => {
  const list = { ...comments([comment('11', '100')]), page_info: { has_next_page: true, end_cursor: null } };
  await expect(ask(list, null)).rejects.toMatchObject({ code: 'platform.page_changed' });
});

it('does not take a list for whole that goes on at its own place', async () => {
  const place = toCursor({
    query,
    values: { id: feedbackId('100'), commentsAfterCursor: 'more' },
    loggedIn: false,
  });
  const read = await ask(comments([comment('11', '100')], 'more'), place);
  expect(read.continuation).toBe(place);
});
