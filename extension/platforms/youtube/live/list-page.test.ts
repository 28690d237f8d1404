import { describe, expect, it } from 'vitest';
import { ask, askPage, code, entries, listId, range, threePages, toRead, walk } from '../__fixtures__/ask.ts';
import { type Answer, cookie, createFakePage, type Sent } from '../__fixtures__/fake-page.ts';
import { lockup, rich, videoRenderer } from '../__fixtures__/list-entries.ts';
import { append, channelPage, historyPage, playlistPage } from '../__fixtures__/list-pages.ts';
import { channelId, context, more, toHtml, videoId } from '../__fixtures__/page-parts.ts';
import { createCollector } from '../collector.ts';
import { toRef } from '../urls.ts';

describe('a list', () => {
  it('is walked to its end, each page in another tab', async () => {
    const { ids, sent } = await walk(threePages, toRef('playlist', listId));
    expect(ids).toEqual(range(0, 8));
    expect(sent).toHaveLength(3);
  });

  it('holds no more in its cursor than where it goes on', async () => {
    const read = toRead(
      await askPage(createCollector(createFakePage(threePages)), toRef('playlist', listId)),
    );
    expect(read.continuation).toContain('p2');
    for (const secret of cookie.split('; ')) expect(read.continuation).not.toContain(secret.split('=')[1]);
  });

  it('ends when a page leads to itself or back to an earlier one', async () => {
    const toItself = ({ body }: Sent) =>
      append([...entries(0, 3), more(body.continuation ? 'again' : 'again')]);
    expect((await walk(toItself, toRef('playlist', listId))).ids).toEqual(range(0, 3));
    let turn = 0;
    const inCircle = ({ body }: Sent) => {
      turn += 1;
      return append([...entries(turn * 3, turn * 3 + 3), more(body.continuation === 'a' ? 'b' : 'a')]);
    };
    expect((await walk(inCircle, toRef('playlist', listId))).sent).toHaveLength(3);
  });

  it('ends when the same page comes under ever new tokens', async () => {
    let turn = 0;
    const same = () => {
      turn += 1;
      return append([...entries(0, 3), more(`token-${turn}`)]);
    };
    const { ids, sent } = await walk(same, toRef('playlist', listId));
    expect(ids).toEqual(range(0, 3));
    expect(sent).toHaveLength(2);
  });

  it('ends after three pages without items in a row, and not before', async () => {
    let turn = 0;
    const empty = () => {
      turn += 1;
      return append([...(turn === 3 ? entries(0, 2) : []), more(`token-${turn}`)]);
    };
    const { ids, sent } = await walk(empty, toRef('playlist', listId));
    expect(ids).toEqual(range(0, 2));
    expect(sent).toHaveLength(6);
  });

  it('starts over when its token has expired, and gives nothing twice', async () => {
    let expired = false;
    const answer = (sent: Sent): Answer => {
      if (sent.body.continuation !== 'p3' || expired) return threePages(sent);
      expired = true;
      return Response.json({ error: { code: 400, message: 'expired' } }, { status: 400 });
    };
    expect((await walk(answer, toRef('playlist', listId))).ids).toEqual(range(0, 8));
  });

  it('gives up when tokens keep expiring', async () => {
    const answer = (sent: Sent): Answer =>
      sent.body.continuation ? Response.json({ error: { code: 400 } }, { status: 400 }) : threePages(sent);
    await expect(walk(answer, toRef('playlist', listId))).rejects.toThrow('net.http');
  });

  it('stops with a clear word when the account is gone in the middle', async () => {
    const answer = ({ body }: Sent): Answer =>
      body.continuation
        ? {
            ...append(entries(3, 6), { browseId: `VL${listId}` }),
            responseContext: context({ browse_id: `VL${listId}` }, true),
          }
        : playlistPage(listId, [...entries(0, 3), more('p2')], { loggedOut: false });
    const first = toRead(await askPage(createCollector(createFakePage(answer)), toRef('playlist', listId)));
    expect(
      code(
        await askPage(createCollector(createFakePage(answer)), toRef('playlist', listId), first.continuation),
      ),
    ).toBe('platform.login_required');
  });

  it('is not begun without the account whose export it belongs to', async () => {
    const askAsOwner = (loggedOut: boolean) => {
      const page = createFakePage(() => playlistPage(listId, entries(0, 3), { loggedOut }));
      const ref = toRef('playlist', listId);
      return ask(createCollector(page), { verb: 'page', ref, cursor: null, asOwner: true });
    };
    expect(code(await askAsOwner(true))).toBe('platform.login_required');
    expect(toRead(await askAsOwner(false)).items).toHaveLength(3);
  });

  it('keeps the days of history', async () => {
    const answer = ({ body }: Sent): Answer =>
      body.continuation
        ? append(
            [
              {
                itemSectionRenderer: {
                  contents: [videoRenderer(videoId(2))],
                  header: { itemSectionHeaderRenderer: { title: { simpleText: 'Friday' } } },
                },
              },
            ],
            { browseId: 'FEhistory', loggedOut: false },
          )
        : historyPage([['Today', [videoRenderer(videoId(1))]]], 'older');
    const first = toRead(await askPage(createCollector(createFakePage(answer)), toRef('history', 'history')));
    const second = toRead(
      await askPage(createCollector(createFakePage(answer)), toRef('history', 'history'), first.continuation),
    );
    expect([...first.items, ...second.items].map((item) => item.watchedOn)).toEqual(['Today', 'Friday']);
  });

  it('refuses a cursor that is none', async () => {
    const collector = createCollector(createFakePage(threePages));
    expect(code(await askPage(collector, toRef('playlist', listId), 'p2'))).toBe('input.invalid');
  });
});

describe('the data a page was loaded with', () => {
  const html = toHtml(channelPage('videos', [rich(lockup(videoId(1))), more('next')]));
  const other = () => channelPage('videos', [rich(lockup(videoId(9)))]);

  it('is the first page of the list it shows', async () => {
    const page = createFakePage(other, { html, url: 'https://www.youtube.com/@some/videos' });
    const read = toRead(await askPage(createCollector(page), toRef('channel_videos', channelId)));
    expect(read.items.map((item) => item.id)).toEqual([videoId(1)]);
    expect(page.sent).toEqual([]);
  });

  it('is not taken after the page has been left for another', async () => {
    const page = createFakePage(other, { html, url: 'https://www.youtube.com/watch?v=xaQJbozY_Is' });
    const read = toRead(await askPage(createCollector(page), toRef('channel_videos', channelId)));
    expect(read.items.map((item) => item.id)).toEqual([videoId(9)]);
  });

  it('is not taken for another channel or another tab', async () => {
    const page = createFakePage(() => channelPage('shorts', []), {
      html,
      url: 'https://www.youtube.com/@some/shorts',
    });
    await askPage(createCollector(page), toRef('channel_shorts', channelId));
    await askPage(
      createCollector(createFakePage(other, { html, url: 'https://www.youtube.com/@other/videos' })),
      toRef('channel_videos', `UC${'b'.repeat(22)}`),
    );
    expect(page.sent).toHaveLength(1);
  });

  it('is not taken when the page has been open for long', async () => {
    const page = createFakePage(other, { html, url: 'https://www.youtube.com/@some/videos' });
    const open = (minutes: number) => ({ ...page, loadedAtMs: () => page.nowMs() - minutes * 60_000 });
    await askPage(createCollector(open(4)), toRef('channel_videos', channelId));
    expect(page.sent).toHaveLength(0);
    await askPage(createCollector(open(6)), toRef('channel_videos', channelId));
    expect(page.sent).toHaveLength(1);
  });

  it('is not taken when it leaves out what is gone', async () => {
    const alerts = [
      { alertWithButtonRenderer: { type: 'INFO', text: { simpleText: '2 unavailable videos are hidden' } } },
    ];
    const hiding = toHtml({ ...playlistPage(listId, entries(0, 1)), alerts });
    const page = createFakePage(threePages, {
      html: hiding,
      url: `https://www.youtube.com/playlist?list=${listId}`,
    });
    await askPage(createCollector(page), toRef('playlist', listId));
    expect(page.sent).toHaveLength(1);
  });
});
