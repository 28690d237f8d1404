import { describe, expect, it } from 'vitest';
import { ask, askPage, code, listId, threePages, toRead } from './__fixtures__/ask.ts';
import { type Answer, createFakePage, nowMs, type Sent, sha1 } from './__fixtures__/fake-page.ts';
import { lockup, rich } from './__fixtures__/list-entries.ts';
import { alertPage, append, channelPage, historyPage } from './__fixtures__/list-pages.ts';
import { channelId, context, more, videoId } from './__fixtures__/page-parts.ts';
import { commentsPage, playerPage, watchPage } from './__fixtures__/watch-pages.ts';
import { createCollector } from './collector.ts';
import { toRef } from './urls.ts';

const ofVideo = { itemId: videoId(1), url: `https://www.youtube.com/watch?v=${videoId(1)}` };

describe('requests', () => {
  it('carry the page’s context and the account’s proof, as the page’s own do', async () => {
    const page = createFakePage(threePages);
    await askPage(createCollector(page), toRef('playlist', listId));
    const [sent] = page.sent;
    const seconds = nowMs / 1000;
    const hash = (secret: string) => `${seconds}_${sha1(`${seconds} ${secret} https://www.youtube.com`)}`;
    expect(sent?.body).toEqual({
      context: { client: { clientName: 'WEB', clientVersion: '2.20260101' } },
      browseId: `VL${listId}`,
      params: 'wgYCCAA%3D',
    });
    expect(sent?.headers).toMatchObject({
      Authorization: `SAPISIDHASH ${hash('secret/1')} SAPISID1PHASH ${hash('secret/1')} SAPISID3PHASH ${hash('secret/3')}`,
      'X-Origin': 'https://www.youtube.com',
      'X-Goog-AuthUser': '1',
      'X-Goog-PageId': 'page-7',
      'X-Goog-Visitor-Id': 'visitor',
      'X-Youtube-Client-Name': '1',
    });
  });

  it('take the third-party cookie where the first is missing, and go without proof when logged out', async () => {
    const only3 = createFakePage(threePages, { cookie: '__Secure-3PAPISID=secret/3' });
    await askPage(createCollector(only3), toRef('playlist', listId));
    expect(only3.sent[0]?.headers.Authorization).toMatch(/^SAPISIDHASH \d+_[0-9a-f]{40} SAPISID3PHASH /);
    const none = createFakePage(threePages, { cookie: 'PREF=x' });
    await askPage(createCollector(none), toRef('playlist', listId));
    expect(none.sent[0]?.headers).not.toHaveProperty('Authorization');
    expect(none.sent[0]?.headers).not.toHaveProperty('X-Goog-PageId');
  });
});

describe('a channel', () => {
  const site = ({ endpoint, body }: Sent): Answer => {
    if (endpoint === 'navigation/resolve_url')
      return { endpoint: { browseEndpoint: { browseId: channelId } } };
    if (body.continuation) return append([rich(lockup(videoId(2)))]);
    if (body.params === 'EgZ2aWRlb3PyBgQKAjoA')
      return channelPage('videos', [rich(lockup(videoId(1))), more('next')]);
    return channelPage('featured', [], {
      tabs: ['featured', 'videos', 'shorts', 'playlists'],
      own: true,
      loggedOut: false,
    });
  };

  it('is resolved from its handle to the tabs it has and its uploads', async () => {
    const page = createFakePage(site);
    const reply = await ask(createCollector(page), { verb: 'resolve', ref: toRef('channel', '@some') });
    expect(reply).toEqual({
      source: {
        ...toRef('channel', channelId),
        title: 'Some Channel',
        author: 'Some Channel',
        claimed: { count: 265, exact: true },
        own: true,
        parts: [
          toRef('channel_videos', channelId),
          toRef('channel_shorts', channelId),
          toRef('channel_playlists', channelId),
          toRef('playlist', `UU${channelId.slice(2)}`),
        ],
      },
    });
    expect(page.sent.map((sent) => sent.endpoint)).toEqual(['navigation/resolve_url', 'browse']);
  });

  it('has its name on every entry of its tabs, on later pages too', async () => {
    const first = toRead(
      await askPage(createCollector(createFakePage(site)), toRef('channel_videos', channelId)),
    );
    const second = toRead(
      await askPage(
        createCollector(createFakePage(site)),
        toRef('channel_videos', channelId),
        first.continuation,
      ),
    );
    expect([...first.items, ...second.items].map((item) => item.author?.handle)).toEqual(['@some', '@some']);
    expect(second.continuation).toBeNull();
  });

  it('without the tab that is wanted has an empty list, not another tab’s', async () => {
    const read = toRead(
      await askPage(createCollector(createFakePage(site)), toRef('channel_live', channelId)),
    );
    expect(read).toMatchObject({ page: 'channel_live', items: [], continuation: null });
  });

  it('is asked the page’s own way when the tab has other parameters', async () => {
    const page = createFakePage(({ body }) =>
      body.params === 'params-of-releases'
        ? channelPage('releases', [
            rich({
              playlistRenderer: { playlistId: 'OLAK5uy_x', title: { simpleText: 'Album' }, videoCount: '9' },
            }),
          ])
        : channelPage('featured', []),
    );
    const read = toRead(await askPage(createCollector(page), toRef('channel_releases', channelId)));
    expect(read.items).toMatchObject([{ kind: 'playlist', id: 'OLAK5uy_x', stats: { items: { value: 9 } } }]);
  });

  it('is asked for once when it is resolved and then read', async () => {
    const page = createFakePage(site);
    const collector = createCollector(page);
    await ask(collector, { verb: 'resolve', ref: toRef('channel_videos', channelId) });
    await askPage(collector, toRef('channel_videos', channelId));
    expect(page.sent).toHaveLength(1);
  });

  it('behind an age gate is read through the playlist of its uploads', async () => {
    const gate = {
      channelAgeGateRenderer: {
        channelTitle: 'Gated',
        header: { simpleText: 'Sign in to view this channel' },
      },
    };
    const content = { sectionListRenderer: { contents: [gate] } };
    const page = createFakePage(() => ({
      contents: { twoColumnBrowseResultsRenderer: { tabs: [{ tabRenderer: { selected: true, content } }] } },
    }));
    const reply = await ask(createCollector(page), { verb: 'resolve', ref: toRef('channel', channelId) });
    expect(reply).toMatchObject({
      source: { title: 'Gated', parts: [toRef('playlist', `UU${channelId.slice(2)}`)] },
    });
  });

  it('that is not there has the platform’s own words', async () => {
    const removed = createFakePage(() => alertPage('This channel was removed.', channelId));
    const reply = await ask(createCollector(removed), { verb: 'resolve', ref: toRef('channel', channelId) });
    expect(reply).toMatchObject({
      error: { code: 'platform.not_found', message: 'This channel was removed.' },
    });
    const unknown = createFakePage(() => Response.json({ error: { code: 404 } }, { status: 404 }));
    expect(
      code(await ask(createCollector(unknown), { verb: 'resolve', ref: toRef('channel', '@nobody') })),
    ).toBe('platform.not_found');
  });
});

describe('a source', () => {
  it('of an account is not found empty when nobody is logged in', async () => {
    const page = createFakePage(() => ({
      ...historyPage([], null),
      responseContext: context({ browse_id: 'FEhistory' }, true),
    }));
    const ref = toRef('history', 'history');
    expect(code(await ask(createCollector(page), { verb: 'resolve', ref }))).toBe('platform.login_required');
    expect(code(await askPage(createCollector(page), ref))).toBe('platform.login_required');
  });

  it('that is a playlist has its owner and size', async () => {
    const reply = await ask(createCollector(createFakePage(threePages)), {
      verb: 'resolve',
      ref: toRef('playlist', listId),
    });
    expect(reply).toMatchObject({
      source: {
        title: 'A playlist',
        author: 'The Owner',
        claimed: { count: 5000, exact: true },
        parts: [toRef('playlist', listId)],
      },
    });
  });

  it('that is a video has itself as its only part', async () => {
    const page = createFakePage(({ endpoint, body }) =>
      endpoint === 'player' ? playerPage(String(body.videoId)) : watchPage(String(body.videoId)),
    );
    const collector = createCollector(page);
    const reply = await ask(collector, { verb: 'resolve', ref: toRef('short', videoId(5)) });
    expect(reply).toMatchObject({
      source: { title: `Title of ${videoId(5)}`, own: true, parts: [toRef('short', videoId(5))] },
    });
    expect(toRead(await askPage(collector, toRef('short', videoId(5)))).items).toMatchObject([
      { kind: 'short', id: videoId(5) },
    ]);
  });
});

describe('details', () => {
  const answer = ({ endpoint, body }: Sent) =>
    endpoint === 'player' ? playerPage(String(body.videoId)) : watchPage(String(body.videoId));

  it('join what the player and the page know', async () => {
    const page = createFakePage(answer);
    const reply = await ask(createCollector(page), { verb: 'details', ...ofVideo });
    expect(reply).toMatchObject({
      item: {
        createdAt: { precision: 'exact' },
        stats: {
          views: { precision: 'exact' },
          likes: { precision: 'exact', value: 43_864 },
          comments: { precision: 'rounded' },
        },
        chapters: [{ title: 'Start' }, { title: 'End' }],
        privacy: 'unlisted',
      },
    });
    const player = page.sent.find((sent) => sent.endpoint === 'player');
    expect(player?.body.playbackContext).toEqual({ contentPlaybackContext: { signatureTimestamp: 20771 } });
  });

  it('of a video that does not play give the reason', async () => {
    const page = createFakePage((sent) => ({
      ...answer(sent),
      playabilityStatus: { status: 'LIVE_STREAM_OFFLINE', reason: 'Premieres soon' },
    }));
    const reply = await ask(createCollector(page), { verb: 'details', ...ofVideo });
    expect(reply).toMatchObject({
      error: { code: 'platform.not_finished', message: 'Premieres soon', retryable: false },
    });
  });

  it('of another video than was asked for are refused', async () => {
    const page = createFakePage(({ endpoint }) =>
      endpoint === 'player' ? playerPage(videoId(2)) : watchPage(videoId(2)),
    );
    expect(code(await ask(createCollector(page), { verb: 'details', ...ofVideo }))).toBe(
      'platform.page_changed',
    );
  });
});

describe('comments', () => {
  const pages: Record<string, Answer> = {
    'comments-1': commentsPage([{ id: 'A', repliesToken: 'replies-A' }, { id: 'B' }], 'comments-2'),
    'replies-A': commentsPage([{ id: 'A.1' }, { id: 'A.2' }], 'replies-A2', true),
    'replies-A2': commentsPage([{ id: 'A.3' }], null, true),
    'comments-2': commentsPage([{ id: 'C', repliesToken: 'replies-C' }], 'comments-1'),
    'replies-C': commentsPage([], 'replies-C', true),
  };
  const answer = ({ body }: Sent): Answer => pages[String(body.continuation)] ?? watchPage(videoId(1));

  it('are read with their replies, one request a page, and end when they lead back', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    let requests = 0;
    do {
      const page = createFakePage(answer);
      const read = toRead(await ask(createCollector(page), { verb: 'comments', ...ofVideo, cursor }));
      seen.push(...read.comments.map((comment) => `${comment.parentId ?? '-'}/${comment.id}`));
      for (const comment of read.comments) expect(comment.itemId).toBe(videoId(1));
      requests += page.sent.length;
      cursor = read.continuation;
    } while (cursor !== null && requests < 20);
    expect(seen).toEqual(['-/A', '-/B', 'A/A.1', 'A/A.2', 'A/A.3', '-/C']);
    expect(requests).toBe(6);
  });

  it('are none where they are turned off', async () => {
    const page = createFakePage(() => watchPage(videoId(1), null));
    const reply = await ask(createCollector(page), { verb: 'comments', ...ofVideo, cursor: null });
    expect(reply).toMatchObject({ read: { page: 'comments', comments: [], continuation: null } });
  });
});

describe('a platform that objects', () => {
  const refuse = (response: () => Response) => {
    const page = createFakePage(response);
    return ask(createCollector(page), {
      verb: 'page',
      ref: toRef('playlist', listId),
      cursor: null,
      asOwner: false,
    });
  };

  it('by rate says when to come back, in seconds or as a date', async () => {
    const slowDown = (value: string) =>
      new Response('{}', { status: 429, headers: { 'retry-after': value } });
    expect(await refuse(() => slowDown('120'))).toMatchObject({
      error: { code: 'platform.rate_limited' },
      retryAfterSec: 120,
    });
    const date = new Date(nowMs + 90_000).toUTCString();
    expect(await refuse(() => slowDown(date))).toMatchObject({
      error: { code: 'platform.rate_limited' },
      retryAfterSec: 90,
    });
    expect(await refuse(() => new Response('', { status: 503 }))).toMatchObject({
      error: { code: 'platform.rate_limited' },
      retryAfterSec: null,
    });
  });

  it('with a page instead of an answer is understood by what the page is', async () => {
    const html = (body: string, status = 200) =>
      new Response(`<!doctype html>${body}`, { status, headers: { 'content-type': 'text/html' } });
    expect(code(await refuse(() => html('<form action="https://consent.youtube.com/save">')))).toBe(
      'platform.consent_required',
    );
    expect(code(await refuse(() => html('<a href="https://accounts.google.com/ServiceLogin">')))).toBe(
      'platform.login_required',
    );
    expect(code(await refuse(() => html('<form id="captcha-form">')))).toBe('platform.rate_limited');
    expect(code(await refuse(() => html('hello')))).toBe('platform.page_changed');
    expect(code(await refuse(() => html('', 500)))).toBe('net.http');
    expect(code(await refuse(() => html('', 401)))).toBe('platform.login_required');
  });

  it('by silence is a failed request that can be tried again', async () => {
    const reply = await refuse(() => {
      throw new TypeError('Failed to fetch');
    });
    expect(reply).toMatchObject({ error: { code: 'net.failed', retryable: true } });
  });

  it('with a page in the tab that came instead is understood by what that page is', async () => {
    const meet = async (body: string) => {
      const page = createFakePage(threePages, { html: `<html>${body}</html>` });
      return code(await askPage(createCollector(page), toRef('playlist', listId)));
    };
    expect(await meet('<form id="captcha-form">')).toBe('platform.rate_limited');
    expect(await meet('<form action="https://consent.youtube.com/save">')).toBe('platform.consent_required');
  });

  it('with a page that has no settings is a changed page', async () => {
    const page = createFakePage(threePages, { html: '<html></html>' });
    expect(code(await askPage(createCollector(page), toRef('playlist', listId)))).toBe(
      'platform.page_changed',
    );
  });
});
