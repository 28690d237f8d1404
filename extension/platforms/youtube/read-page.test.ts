import { describe, expect, it } from 'vitest';
import { lockup, rich } from './__fixtures__/list-entries.ts';
import { alertPage, channelPage, historyPage } from './__fixtures__/list-pages.ts';
import { channelId, context, toHtml, videoId } from './__fixtures__/page-parts.ts';
import { commentsPage, playerPage, watchPage } from './__fixtures__/watch-pages.ts';
import { readPage } from './read-page.ts';

const read = (doc: unknown, more: { url?: string; requestBody?: string; status?: number } = {}) =>
  readPage({
    url: more.url ?? null,
    status: more.status ?? null,
    body: typeof doc === 'string' ? doc : JSON.stringify(doc),
    requestBody: more.requestBody ?? null,
  });

const one = videoId(1);

describe('one video', () => {
  it('has exact values from its player', () => {
    const { page, items } = read(playerPage(one));
    expect(page).toBe('video');
    expect(items[0]).toMatchObject({
      text: 'First line\nSecond line',
      createdAt: { precision: 'exact', at: '2018-08-02T06:00:08-07:00' },
      durationSec: 316,
      tags: ['one', 'two'],
      category: 'Education',
      privacy: 'unlisted',
      stats: {
        views: { precision: 'exact', value: 1_856_109 },
        likes: { precision: 'exact', value: 43_864 },
      },
    });
  });

  it('never keeps a caption address that names the one who asked', () => {
    const captions = read(playerPage(one)).items[0]?.media.filter((media) => media.kind === 'subtitle');
    expect(captions).toMatchObject([
      { id: 'subtitle-de', language: 'de', automatic: false, variants: [{ mimeType: 'text/vtt' }] },
      { id: 'subtitle-en-auto', language: 'en', automatic: true, variants: [] },
    ]);
  });

  it('has chapters and the way to its comments from its page, then what is related', () => {
    const page = read(toHtml(watchPage(one), { player: playerPage(one) }));
    expect(page).toMatchObject({ page: 'video', continuation: 'comments-1' });
    expect(page.items.map((item) => item.id)).toEqual([one, videoId(901)]);
    expect(page.items[0]).toMatchObject({
      chapters: [
        { title: 'Start', startSec: 0 },
        { title: 'End', startSec: 301 },
      ],
      stats: { comments: { precision: 'rounded', text: '21k', approximate: 21_000 } },
    });
  });

  it('has its whole like count even where the button shows it short', () => {
    expect(read(watchPage(one)).items[0]?.stats.likes).toEqual({ precision: 'exact', value: 43_864 });
  });
});

describe('comments', () => {
  it('get their texts from the entities', () => {
    const page = read(commentsPage([{ id: 'Ug1', repliesToken: 'replies-1' }], 'more-comments'));
    expect(page).toMatchObject({ page: 'comments', continuation: 'more-comments', items: [] });
    expect(page.comments).toMatchObject([
      {
        id: 'Ug1',
        parentId: null,
        text: 'Text of Ug1',
        byOwner: true,
        likes: { precision: 'rounded', text: '9.8k', approximate: 9800 },
        replies: { precision: 'exact', value: 322 },
        createdAt: { text: '4 years ago (edited)' },
      },
    ]);
  });

  it('know whose replies they are', () => {
    expect(read(commentsPage([{ id: 'Ug1.r1' }], null, true)).comments[0]?.parentId).toBe('Ug1');
  });

  it('are counted as unknown when their text is missing', () => {
    const page = commentsPage([{ id: 'Ug1' }], null);
    expect(read({ ...page, frameworkUpdates: {} })).toMatchObject({
      comments: [],
      unknown: { commentViewModel: 1 },
    });
  });
});

describe('pages that say no', () => {
  const code = (doc: unknown, more = {}) => {
    const page = read(doc, more);
    return `${page.page} ${page.error?.code}`;
  };
  const refused = (status: string, more = {}) => playerPage(one, { playabilityStatus: { status, ...more } });

  it('by an alert', () => {
    expect(code(alertPage('This channel does not exist.', channelId))).toBe('unavailable platform.not_found');
    expect(code(alertPage('This playlist is private.', 'VLPLabc'))).toBe('unavailable platform.private');
    expect(code(alertPage('The playlist does not exist.', 'VLWL'))).toBe('login platform.login_required');
    expect(code(alertPage('The playlist does not exist.', 'VLWL', false))).toBe(
      'unavailable platform.not_found',
    );
  });

  it('by asking for an account instead of showing what belongs to one', () => {
    const promo = { ...historyPage([], null), responseContext: context({ browse_id: 'FEhistory' }, true) };
    expect(code(promo)).toBe('login platform.login_required');
  });

  it('by an error and nothing else', () => {
    const error = (number: number) => ({
      error: { code: number, message: 'Request contains an invalid argument.' },
    });
    expect(code(error(400), { requestBody: '{"browseId":"FEtrending"}' })).toBe(
      'unavailable platform.removed_feature',
    );
    expect(code(error(404))).toBe('unavailable platform.not_found');
    expect(code(error(401))).toBe('login platform.login_required');
    expect(code(error(429))).toBe('rate_limited platform.rate_limited');
  });

  it('by the player', () => {
    expect(code(refused('LOGIN_REQUIRED', { reason: 'This video is private', messages: ['…'] }))).toBe(
      'unavailable platform.private',
    );
    expect(code(refused('LOGIN_REQUIRED', { desktopLegacyAgeGateReason: 1 }))).toBe(
      'unavailable platform.age_gate',
    );
    expect(code(refused('LOGIN_REQUIRED', { reason: 'Sign in to confirm you’re not a bot' }))).toBe(
      'unavailable platform.checkpoint',
    );
    expect(code(refused('UNPLAYABLE', { reason: "This video is available to this channel's members" }))).toBe(
      'unavailable platform.members_only',
    );
    expect(code(refused('LIVE_STREAM_OFFLINE', { reason: 'Premieres in 3 hours' }))).toBe(
      'unavailable platform.not_finished',
    );
    expect(code(refused('ERROR', { reason: 'This video has been removed by the uploader' }))).toBe(
      'unavailable platform.not_found',
    );
    expect(code(refused('ERROR', { reason: 'Video unavailable' }))).toBe('unavailable platform.unavailable');
  });

  it('by another page in its place', () => {
    const html = (body: string) => `<!DOCTYPE html><html><body>${body}</body></html>`;
    expect(code(html('<form action="https://consent.youtube.com/save" method="POST">'))).toBe(
      'consent platform.consent_required',
    );
    expect(code(html('<form id="captcha-form" action="index">unusual traffic</form>'), { status: 429 })).toBe(
      'rate_limited platform.rate_limited',
    );
    expect(code(html('<a href="https://accounts.google.com/ServiceLogin?x">Sign in</a>'))).toBe(
      'login platform.login_required',
    );
  });

  it('by being something else', () => {
    expect(code('not json')).toBe('unknown input.unreadable');
    expect(code('[1,2]')).toBe('unknown input.unreadable');
    expect(code('{}')).toBe('unknown platform.page_changed');
    expect(code('<!DOCTYPE html><html></html>')).toBe('unknown platform.page_changed');
  });
});

describe('a page as HTML', () => {
  it('is read from its embedded data, also when a script follows in the same element', () => {
    const html = toHtml(channelPage('videos', [rich(lockup(one, { title: 'A "quoted" };</ title' }))]));
    expect(read(html.replace(';</script>\n', ';window.x = {};</script>\n')).items[0]?.title).toBe(
      'A "quoted" };</ title',
    );
  });

  it('tells a search from its address or its data', () => {
    expect(read({ contents: { twoColumnSearchResultsRenderer: {} } }).page).toBe('search');
    expect(read({ contents: {} }, { url: 'https://www.youtube.com/results?search_query=x' }).page).toBe(
      'search',
    );
  });
});
