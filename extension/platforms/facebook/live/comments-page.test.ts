import { expect, it } from 'vitest';
import type { PageAccess } from '../../platform.ts';
import { answer } from '../__fixtures__/pages.ts';
import { comment, comments, feedbackId } from '../__fixtures__/stories.ts';
import { createDesk } from '../session/desk.ts';
import { readCommentsPage } from './comments-page.ts';
import { toCursor } from './place.ts';

const query = 'CommentsListComponentsPaginationQuery';
const url = 'https://www.facebook.com/ada.example/posts/100';

/** Asks a page whose site answers every question with one list of comments, those in `before` first as they are. */
function ask(list: object, cursor: string | null, before: string[] = []) {
  const node = {
    __typename: 'Feedback',
    id: feedbackId('100'),
    comment_rendering_instance_for_feed_location: { comments: list },
  };
  const bodies = [...before];
  const tap = {
    arm: () => undefined,
    disarm: () => undefined,
    ask: async () => ({ url, status: 200, headers: {}, body: bodies.shift() ?? answer({ node }) }),
  };
  const page: PageAccess = {
    url: () => new URL(url),
    html: () => '',
    cookie: () => '',
    nowMs: () => 0,
    requestUrls: () => [],
    tap,
    driver: null,
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

it('looks at the post, then at the feed, for what a question needs beside it', async () => {
  const refusal = JSON.stringify({ errors: [{ message: 'missing_required_variable_value', code: 1675012 }] });
  const found = comments([comment('11', '100')]);
  // A refused question, the post's page, a refused question, the feed.
  const read = await ask(found, null, [refusal, answer({}), refusal, answer({})]);
  expect(read.comments).toMatchObject([{ id: '11' }]);
  const lost = await ask(found, null, [refusal, answer({}), refusal, answer({}), refusal]);
  expect(lost.error).toMatchObject({ code: 'platform.page_changed' });
});
