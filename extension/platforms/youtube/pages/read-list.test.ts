import { describe, expect, it } from 'vitest';
import {
  lockup,
  ownerRow,
  playlistLockup,
  playlistVideoRenderer,
  rich,
  shortsLockup,
  textRow,
  videoRenderer,
} from '../__fixtures__/list-entries.ts';
import { append, channelPage, historyPage, playlistPage } from '../__fixtures__/list-pages.ts';
import { channelId, more, moreModel, videoId } from '../__fixtures__/page-parts.ts';
import { readPage } from '../read-page.ts';

const read = (doc: unknown, more: { url?: string; requestBody?: string; status?: number } = {}) =>
  readPage({
    url: more.url ?? null,
    status: more.status ?? null,
    body: typeof doc === 'string' ? doc : JSON.stringify(doc),
    requestBody: more.requestBody ?? null,
  });

const one = videoId(1);
const two = videoId(2);

describe('a channel tab', () => {
  it('is read in the generation of renderers', () => {
    const page = read(
      channelPage('videos', [rich(videoRenderer(one, { ownerText: undefined })), more('next-2')]),
    );
    expect(page).toMatchObject({
      page: 'channel_videos',
      title: 'Some Channel',
      continuation: 'next-2',
      unknown: {},
      error: null,
    });
    expect(page.items).toMatchObject([
      {
        id: one,
        kind: 'video',
        url: `https://www.youtube.com/watch?v=${one}`,
        title: `Title of ${one}`,
        durationSec: 3723,
        stats: { views: { precision: 'exact', value: 1_234_567 } },
        createdAt: { precision: 'approximate', text: '3 weeks ago' },
        author: { id: channelId, name: 'Some Channel', handle: '@some' },
      },
    ]);
  });

  it('is read in the generation of view models', () => {
    const [item] = read(channelPage('videos', [rich(lockup(one))])).items;
    expect(item).toMatchObject({
      id: one,
      durationSec: 245,
      stats: { views: { precision: 'exact', value: 221 } },
      createdAt: { precision: 'approximate', text: '8 days ago' },
    });
  });

  it('makes what is on the live tab a stream, and what is on the shorts tab a short', () => {
    expect(read(channelPage('streams', [rich(lockup(one))])).items[0]?.kind).toBe('live');
    expect(read(channelPage('shorts', [rich(shortsLockup(one))])).items[0]).toMatchObject({
      kind: 'short',
      url: `https://www.youtube.com/shorts/${one}`,
      stats: { views: { precision: 'rounded', text: '895k', approximate: 895_000 } },
    });
  });

  it('holds playlists with how many videos they have', () => {
    const page = read(channelPage('playlists', [playlistLockup('PLabc')]));
    expect(page.page).toBe('channel_playlists');
    expect(page.items[0]).toMatchObject({
      id: 'PLabc',
      kind: 'playlist',
      stats: { items: { precision: 'exact', value: 102 } },
    });
  });

  it('goes on in continuations of either generation', () => {
    expect(read(append([rich(lockup(one)), more('next-3')]))).toMatchObject({
      page: 'channel_videos',
      continuation: 'next-3',
    });
    expect(read(append([rich(lockup(one)), moreModel('next-4')])).continuation).toBe('next-4');
    expect(read(append([rich(lockup(one))])).continuation).toBeNull();
  });
});

describe('a list entry', () => {
  const item = (entry: object) =>
    read(channelPage('videos', [rich(entry as Record<string, unknown>)])).items[0];

  it('that is live has watchers and no length', () => {
    const live = lockup(one, { badge: 'LIVE', rows: [textRow('316 watching')] });
    expect(item(live)).toMatchObject({
      kind: 'live',
      durationSec: null,
      stats: { views: { precision: 'exact', value: 316 } },
    });
  });

  it('that is a coming premiere has its time and no views', () => {
    const premiere = lockup(one, {
      badge: 'Upcoming',
      rows: [ownerRow(), textRow('56 waiting', 'Premieres 14/08/2025, 13:00')],
    });
    expect(item(premiere)).toMatchObject({
      kind: 'video',
      stats: {},
      createdAt: { precision: 'approximate', text: 'Premieres 14/08/2025, 13:00' },
      author: { id: channelId, name: 'Some Channel' },
    });
  });

  it('that is new may lack views', () => {
    expect(item(lockup(one, { rows: [textRow('2 hours ago')] }))).toMatchObject({
      stats: {},
      createdAt: { text: '2 hours ago' },
    });
    expect(item(lockup(one, { rows: [textRow('vor 11 Monaten')] }))).toMatchObject({
      stats: {},
      createdAt: { text: 'vor 11 Monaten' },
    });
  });

  it('for members says so', () => {
    const badges = [{ metadataBadgeRenderer: { style: 'BADGE_STYLE_TYPE_MEMBERS_ONLY' } }];
    expect(item(videoRenderer(one, { badges }))?.privacy).toBe('members');
  });

  it('without a title has an empty one', () => {
    expect(item(videoRenderer(one, { title: {} }))?.title).toBe('');
  });

  it('of several channels names them all, the first as author', () => {
    const entry = (name: string, id: string) => ({
      listItemViewModel: {
        title: { content: name },
        subtitle: { content: `\u200e\u2068@${name}\u2069 • \u206811m subscribers\u2069` },
        rendererContext: {
          commandContext: { onTap: { innertubeCommand: { browseEndpoint: { browseId: id } } } },
        },
      },
    });
    const listItems = [entry('Kat', 'UCkkkkkkkkkkkkkkkkkkkkkk'), entry('Lana', channelId)];
    const dialogViewModel = { customContent: { listViewModel: { listItems } } };
    const showDialogCommand = { panelLoadingStrategy: { inlineContent: { dialogViewModel } } };
    const ownerText = { runs: [{ text: 'Kat and Lana', navigationEndpoint: { showDialogCommand } }] };
    expect(item(videoRenderer(one, { ownerText }))).toMatchObject({
      author: { id: 'UCkkkkkkkkkkkkkkkkkkkkkk', name: 'Kat', handle: '@Kat' },
      coAuthors: [{ id: channelId, name: 'Lana', handle: '@Lana' }],
    });
  });

  it('that leads to a channel has its handle and subscribers where their opposites should be', () => {
    const channelRenderer = {
      channelId,
      title: { simpleText: 'Some Channel' },
      subscriberCountText: { simpleText: '@some' },
      videoCountText: { simpleText: '305k subscribers' },
    };
    expect(item({ channelRenderer })).toMatchObject({
      kind: 'channel',
      id: channelId,
      author: { handle: '@some' },
      stats: { subscribers: { precision: 'rounded', text: '305k', approximate: 305_000 } },
    });
    expect(item({ channelRenderer })?.stats.items).toBeUndefined();
  });
});

describe('a playlist', () => {
  it('has its title, its size and its entries in order, twice where they are twice', () => {
    const entries = [
      playlistVideoRenderer(two),
      playlistVideoRenderer(one),
      playlistVideoRenderer(two),
      more('next-2'),
    ];
    const page = read(playlistPage('PLabc', entries));
    expect(page).toMatchObject({
      page: 'playlist',
      title: 'A playlist',
      claimed: { count: 5000, exact: true },
      continuation: 'next-2',
    });
    expect(page.items.map((item) => item.id)).toEqual([two, one, two]);
    expect(page.items[0]).toMatchObject({
      durationSec: 245,
      stats: { views: { precision: 'rounded', text: '2.3bn', approximate: 2_300_000_000 } },
      createdAt: { text: '16 years ago' },
    });
  });

  it('keeps the place of what is gone, in both generations', () => {
    const old = playlistVideoRenderer(one, {
      isPlayable: false,
      title: { runs: [{ text: '[Deleted video]' }] },
      lengthSeconds: undefined,
    });
    const gone = lockup(two, { title: '[Private video]', badge: null, rows: [] });
    const { items } = read(playlistPage('PLabc', [old, gone]));
    expect(items.map((item) => item.unavailable)).toEqual(['[Deleted video]', '[Private video]']);
  });

  it('goes on after its own entries and not after what is recommended below them', () => {
    const page = playlistPage('PLabc', [
      playlistVideoRenderer(one),
      playlistVideoRenderer(two),
      more('entries-2'),
    ]);
    const tabs = (page.contents as { twoColumnBrowseResultsRenderer: { tabs: unknown[] } })
      .twoColumnBrowseResultsRenderer.tabs;
    const list = (tabs[0] as { tabRenderer: { content: { sectionListRenderer: { contents: unknown[] } } } })
      .tabRenderer.content;
    list.sectionListRenderer.contents.push(more('recommended-1'));
    expect(read(page).continuation).toBe('entries-2');
  });

  it.each([
    ['VLLL', 'liked'],
    ['VLWL', 'watch_later'],
  ])('%s of an account is %s', (browseId, kind) => {
    expect(
      read(playlistPage(browseId.slice(2), [playlistVideoRenderer(one)], { loggedOut: false })).page,
    ).toBe(kind);
  });
});

describe('history', () => {
  it('has the day of its section on every entry, and nothing of the side column', () => {
    const page = read(
      historyPage(
        [
          ['Today', [videoRenderer(one)]],
          ['Yesterday', [lockup(two, { rows: [ownerRow(), textRow('15 views')] })]],
        ],
        'older',
      ),
    );
    expect(page).toMatchObject({ page: 'history', continuation: 'older', unknown: {} });
    expect(page.items.map((item) => item.watchedOn)).toEqual(['Today', 'Yesterday']);
    expect(JSON.stringify(page)).not.toContain('example.com');
  });

  it('reads the shorts of a day from their shelf', () => {
    const shelf = { reelShelfRenderer: { items: [shortsLockup(one), shortsLockup(two)] } };
    const page = read(historyPage([['Today', [shelf, videoRenderer(videoId(3))]]], 'older'));
    expect(page.items.map((item) => item.kind)).toEqual(['short', 'short', 'video']);
    expect(page.continuation).toBe('older');
  });
});

describe('what is not known', () => {
  it('is counted by name, and known items inside it are still found', () => {
    const page = read(
      channelPage('videos', [
        { shinyNewShelfViewModel: { inner: { list: [lockup(one)] } } },
        { plainThingRenderer: {} },
      ]),
    );
    expect(page.unknown).toEqual({ shinyNewShelfViewModel: 1, plainThingRenderer: 1 });
    expect(page.items.map((item) => item.id)).toEqual([one]);
  });

  it('is an entry without its id', () => {
    expect(read(channelPage('videos', [rich(videoRenderer(one, { videoId: undefined }))])).unknown).toEqual({
      videoRenderer: 1,
    });
  });

  it('is a container whose list has another name', () => {
    const page = channelPage('videos', []);
    const text = JSON.stringify(page).replace(
      '"richGridRenderer":{"contents":[]}',
      `"richGridRenderer":{"entries":[${JSON.stringify(rich(lockup(one)))}]}`,
    );
    expect(read(text)).toMatchObject({ unknown: { richGridRenderer: 1 }, items: [{ id: one }] });
  });

  it('is not what is known to hold nothing', () => {
    expect(
      read(channelPage('videos', [{ adSlotRenderer: {} }, { feedFilterChipBarRenderer: {} }])).unknown,
    ).toEqual({});
  });
});
