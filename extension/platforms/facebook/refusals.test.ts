/** What a page that is being read may be answered instead of a list, and what is done about it. */
import { describe, expect, it } from 'vitest';
import type { SourceRef } from '../../../shared/model/source.ts';
import { askQuery, manyTrackClips } from '../../../testbed/facebook/ask-facebook.ts';
import { toGates } from '../../../testbed/facebook/gates.ts';
import { createFacebookSite } from '../../../testbed/facebook/index.ts';
import { toDocId } from '../../../testbed/facebook/queries/index.ts';
import type { PageAnswer, PageQuestion, TappedResponse } from '../../core/pages/page-tap.ts';
import { ask, code, resolve, toRead, toRef } from './__fixtures__/ask.ts';
import { openTestbedPage, type TestbedPage, type Visit } from './__fixtures__/testbed-page.ts';
import { createCollector } from './collector.ts';

const site = createFacebookSite({ seed: 3, clips: manyTrackClips, scale: { posts: 30 } });
const { owner } = site.truth();
const open = (address = '/', visit: Visit = {}) => openTestbedPage(site, address, visit);

const { parts } = await resolve(await open(owner.url), toRef(owner.url));
const timeline = parts.find(({ id }) => id === owner.id) as SourceRef;
/** The second page of the timeline. */
const first = toRead(await ask(await open(), { verb: 'page', ref: timeline, cursor: null, asOwner: true }));
const second = { verb: 'page', ref: timeline, cursor: first.continuation, asOwner: true } as const;
const error = (fields: object) => `for (;;);${JSON.stringify({ __ar: 1, payload: null, ...fields })}`;

describe('an answer', () => {
  it.each<[string, Partial<PageAnswer>, string]>([
    ['without a word', { body: '' }, 'platform.no_answer'],
    ['of too many requests', { status: 429, headers: { 'retry-after': '7' } }, 'platform.rate_limited'],
    [
      'that leads to a checkpoint',
      { body: error({ error: 1357005, redirect: 'https://www.facebook.com/checkpoint/1/?next=x' }) },
      'platform.checkpoint',
    ],
    [
      'of a limit',
      {
        body: '{"errors":[{"message":"Rate limit exceeded","code":1675004}],"extensions":{"is_final":true}}',
      },
      'platform.rate_limited',
    ],
    [
      'to who is not logged in',
      { body: error({ error: 1357001, errorSummary: 'Not logged in' }) },
      'platform.login_required',
    ],
    [
      'for a list that is not there',
      { body: '{"data":{"node":null},"extensions":{"is_final":true}}' },
      'platform.not_found',
    ],
  ])('%s is told as what it is', async (_name, answer, expected) => {
    const reply = await ask(await open('/', { answer: () => answer }), second);
    expect(code(reply)).toBe(expected);
    if (answer.status === 429) expect(reply).toMatchObject({ retryAfterSec: 7 });
  });

  it('that goes on and does not say from where is kept, and the list is not taken for whole', async () => {
    const page = await open();
    const answer = async (question: PageQuestion): Promise<PageAnswer> => {
      const whole = await page.tap?.ask(question);
      if (!whole) throw new Error('no tap');
      return { ...whole, body: whole.body.replaceAll(/"end_cursor":"[^"]*"/g, '"end_cursor":null') };
    };
    const lost = { ...page, tap: page.tap && { ...page.tap, ask: answer } };
    const read = toRead(await ask(lost, second));
    expect(read.items.length).toBeGreaterThan(0);
    const next = await ask(lost, { ...second, cursor: read.continuation });
    expect(code(next)).toBe('platform.page_changed');
  });

  it('that is cut keeps what has come, and says that it is not whole', async () => {
    const page = await open();
    const cut = async (question: PageQuestion): Promise<PageAnswer> => {
      const whole = await page.tap?.ask(question);
      if (!whole) throw new Error('no tap');
      return { ...whole, body: whole.body.slice(0, whole.body.lastIndexOf('\n') - 40) };
    };
    const tap = { arm: () => undefined, disarm: () => undefined, ask: cut };
    const reply = await createCollector({ ...page, tap }).answer(second);
    expect(reply).toMatchObject({ read: { error: { code: 'net.failed' } } });
    expect('read' in reply && reply.read.items.length).toBeGreaterThan(0);
  });
});

describe('a session', () => {
  it('whose secrets have become old goes on with new ones', async () => {
    let refused = 0;
    const answer = () => {
      refused += 1;
      return refused === 1 ? { body: error({ error: 1357004, errorSummary: 'Sorry' }) } : null;
    };
    const page = await open('/', { answer });
    expect(toRead(await ask(page, second)).items).toHaveLength(3);
    expect(page.asked).toEqual([
      'ProfileCometTimelineFeedRefetchQuery',
      '/',
      'ProfileCometTimelineFeedRefetchQuery',
    ]);
  });

  it('that became somebody else’s is not gone on with', async () => {
    const page = await open('/', { answer: () => ({ body: error({ error: 1357001 }) }) });
    const other = await open('/', { cookies: site.friendCookies() });
    expect(code(await ask({ ...page, fetch: other.fetch }, second))).toBe('platform.account_changed');
  });

  it('that ended is not gone on with as a stranger, whoever’s list it is', async () => {
    const stranger = await open(site.truth().sources.reels.url, { cookies: [] });
    const page = {
      ...stranger,
      html: () => '"LSD",[],{"token":"x"},1],["CurrentUserInitialData",[],{"USER_ID":"0"},270]',
    };
    expect(code(await ask(page, { ...second, asOwner: false }))).toBe('platform.login_required');
    expect(page.asked).toEqual([]);
  });

  it.each([
    ['the login', '/login/', 'platform.login_required'],
    ['a checkpoint', '/checkpoint/1/', 'platform.checkpoint'],
  ])('cannot be used from a tab that shows %s', async (_name, address, expected) => {
    const page = await open(address, { cookies: [] });
    expect(code(await ask(page, second))).toBe(expected);
    expect(page.asked).toEqual([]);
  });

  it('is found where the page has thrown away what it began with', async () => {
    const loaded = 'https://static.xx.fbcdn.net/rsrc.php/v4/yT/r/operations.js';
    const html = () => '<html id="facebook"><body></body></html>';
    const page = { ...(await open()), html, requestUrls: () => [loaded] };
    expect(toRead(await ask(page, second)).items).toHaveLength(3);
    expect(page.asked[0]).toBe('/');
  });

  it('cannot be used from a tab that was open before the extension', async () => {
    const reply = await ask(await open('/', { hasTap: false }), second);
    expect(reply).toMatchObject({ error: { code: 'platform.tab_lost', context: { tap: 'missing' } } });
  });
});

const query = 'ProfileCometTimelineFeedRefetchQuery';
const cursorAfterFirst = new URLSearchParams(first.continuation?.split('?')[1]).get('cursor');

interface Scrolled extends Visit {
  isVisible?: boolean;
  cursors: (string | null)[];
  /** Another list than the timeline. */
  of?: { address: string; query: string; values: Record<string, string> };
}

/** A page that is scrolled: each step makes the request that its own script would make next. */
function openScrolled({ isVisible = true, cursors, of, ...others }: Scrolled) {
  const list = of ?? { address: owner.url, query, values: { id: owner.id } };
  const next = async (): Promise<TappedResponse | null> => {
    const cursor = cursors.shift();
    if (cursor === undefined) return null;
    const variables = { ...toGates(3, list.query), ...list.values, cursor, count: 3 };
    const { text: body } = await askQuery(site, list.query, { cookies: site.ownerCookies(), variables });
    const form = { fb_api_req_friendly_name: list.query, doc_id: toDocId(3, list.query) };
    const requestBody = new URLSearchParams({ ...form, variables: JSON.stringify(variables) }).toString();
    return { url: 'https://www.facebook.com/api/graphql/', method: 'POST', requestBody, status: 200, body };
  };
  const driver = { isVisible: () => isVisible, isListening: () => false, listen: () => undefined, next };
  return open(list.address, { ...others, driver });
}

describe('a site that answers questions with nothing', () => {
  it.each([
    ['is read as a person reads, after three tries', { cursors: [cursorAfterFirst] }, 'none'],
    [
      'is read on from its place by a page that begins before it',
      { cursors: [cursorAfterFirst, 'AQHRlater'], at: 'AQHRlater' },
      'none',
    ],
    ['is asked later where the page brings nothing', { cursors: [] }, 'platform.no_answer'],
    [
      'needs a tab that is looked at',
      { isVisible: false, cursors: [cursorAfterFirst] },
      'platform.tab_hidden',
    ],
    ['needs another tab where this is past the place', { cursors: ['AQHRfurther'] }, 'platform.tab_lost'],
  ] as const)('%s', async (_name, { cursors, ...visit }, expected) => {
    const { at, ...others } = { at: null, ...visit };
    const page = await openScrolled({ ...others, cursors: [...cursors], answer: () => ({ body: '' }) });
    const cursor =
      at === null ? second.cursor : `${query}?${new URLSearchParams({ id: owner.id, cursor: at })}`;
    const collector = createCollector(page);
    const codes: string[] = [];
    for (let count = 0; count < 3; count += 1)
      codes.push(code(await collector.answer({ ...second, cursor })));
    expect(codes).toEqual(['platform.no_answer', 'platform.no_answer', expected]);
  });

  it('is scrolled on once it was scrolled, without another question, and no page of it is lost', async () => {
    const cursors = [cursorAfterFirst];
    const page = await openScrolled({ cursors, answer: () => ({ body: '' }) });
    const collector = createCollector(page);
    for (let count = 0; count < 2; count += 1) await collector.answer(second);
    const read = toRead(await collector.answer(second));
    const asked = page.asked.length;
    // Who asked for it may have been killed before it came.
    expect(toRead(await collector.answer(second))).toEqual(read);
    const third = { ...second, cursor: read.continuation };
    expect(code(await collector.answer(third))).toBe('platform.no_answer');
    cursors.push(new URLSearchParams(read.continuation?.split('?')[1]).get('cursor'));
    expect(toRead(await collector.answer(third)).items).toHaveLength(3);
    expect(page.asked).toHaveLength(asked);
  });

  it('needs another tab where this came by the place long ago', async () => {
    const cursors = [cursorAfterFirst];
    const collector = createCollector(await openScrolled({ cursors, answer: () => ({ body: '' }) }));
    for (let count = 0; count < 2; count += 1) await collector.answer(second);
    let read = toRead(await collector.answer(second));
    for (let count = 0; count < 5; count += 1) {
      cursors.push(new URLSearchParams(read.continuation?.split('?')[1]).get('cursor'));
      read = toRead(await collector.answer({ ...second, cursor: read.continuation }));
    }
    expect(code(await collector.answer(second))).toBe('platform.tab_lost');
  });
});

describe('a group that answers questions with nothing', async () => {
  const { group } = site.truth().sources;
  const { parts: own } = await resolve(await open(group.url), toRef(group.url));
  const [ref = toRef(group.url)] = own;
  const begun = toRead(await ask(await open(), { verb: 'page', ref, cursor: null, asOwner: false }));
  const question = { verb: 'page', ref, cursor: begun.continuation, asOwner: false } as const;
  const values = { id: ref.id, sortingSetting: 'CHRONOLOGICAL' };
  const of = { query: 'GroupsCometFeedRegularStoriesPaginationQuery', values };
  const cursor = new URLSearchParams(begun.continuation?.split('?')[1]).get('cursor');
  const askThrice = async (address: string) => {
    const visit = { cursors: [cursor], answer: () => ({ body: '' }) };
    const collector = createCollector(await openScrolled({ ...visit, of: { ...of, address } }));
    await collector.answer(question);
    await collector.answer(question);
    return collector.answer(question);
  };

  it('is scrolled where its page shows the newest first', async () => {
    const { items } = toRead(await askThrice(`${group.url}?sorting_setting=CHRONOLOGICAL`));
    expect(items.map(({ id }) => id)).toEqual(group.ids.slice(3, 6));
  });

  it('says which page it needs where that shows others first', async () => {
    expect(await askThrice(group.url)).toMatchObject({
      error: {
        code: 'platform.tab_hidden',
        message: expect.stringContaining('?sorting_setting=CHRONOLOGICAL'),
      },
    });
  });
});

describe('a page whose scripts do not say how a list is asked for', () => {
  const withoutScripts = (page: TestbedPage): TestbedPage => ({
    ...page,
    fetch: async () => new Response('', { status: 404 }),
  });

  it('shows it when it is scrolled; then it is asked', async () => {
    const page = withoutScripts(await openScrolled({ cursors: [null] }));
    const read = toRead(await ask(page, second));
    expect(read.items).toHaveLength(3);
    expect(page.asked.at(-1)).toBe(query);
  });

  it.each([
    ['needs a tab that is looked at', { isVisible: false, cursors: [null] }, 'platform.tab_hidden'],
    ['is not the page we know when it makes no request', { cursors: [] }, 'platform.page_changed'],
  ])('%s', async (_name, visit, expected) => {
    expect(code(await ask(withoutScripts(await openScrolled(visit)), second))).toBe(expected);
  });
});
