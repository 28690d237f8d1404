/** The collector on the testbed's YouTube, compared with what the testbed says there is. */
import { describe, expect, it } from 'vitest';
import type { Item } from '../../../shared/model/item.ts';
import type { SourceRef } from '../../../shared/model/source.ts';
import { silentClip } from '../../../testbed/youtube/ask-site.ts';
import {
  createYoutubeSite,
  type SiteCookie,
  userIp,
  type YoutubeSite,
} from '../../../testbed/youtube/index.ts';
import { ask, askPage, code, toRead } from './__fixtures__/ask.ts';
import { openTestbedPage } from './__fixtures__/testbed-page.ts';
import { createCollector } from './collector.ts';
import { toRef } from './urls.ts';

const generations = ['classic', 'new', 'mixed'] as const;

interface Walked {
  items: Item[];
  unknown: string[];
  requests: number;
}

/** Reads a list to its end, every page from another tab. */
async function walk(site: YoutubeSite, ref: SourceRef, cookies: readonly SiteCookie[]): Promise<Walked> {
  const walked: Walked = { items: [], unknown: [], requests: 0 };
  let cursor: string | null = null;
  do {
    const page = await openTestbedPage(site, '/feed/subscriptions', cookies);
    const read = toRead(await askPage(createCollector(page), ref, cursor));
    walked.items.push(...read.items);
    walked.unknown.push(...Object.keys(read.unknown));
    walked.requests += page.asked.length;
    cursor = read.continuation;
  } while (cursor !== null && walked.requests < 200);
  return walked;
}

const ids = (items: readonly Item[]) => items.map((item) => item.id);

describe.each(generations)('lists in the %s shapes', (generation) => {
  const site = createYoutubeSite({ seed: 7, clips: [silentClip], generation });
  const truth = site.truth();
  const { sources } = truth;
  const owner = site.ownerCookies();
  const { id } = truth.channel;
  const largest = Object.values(truth.playlists)[0];

  it.each([
    ['channel_videos', sources.channel_videos.ids],
    ['channel_shorts', sources.channel_shorts.ids],
    ['channel_live', sources.channel_live.ids],
    ['channel_playlists', sources.channel_playlists.ids],
    ['channel_releases', sources.channel_releases.ids],
  ] as const)('%s has every item once, in order', async (kind, expected) => {
    const { items, unknown } = await walk(site, toRef(kind, id), owner);
    expect(ids(items)).toEqual(expected);
    expect(unknown).toEqual([]);
  });

  it('tells titles, lengths, kinds and the channel as they are', async () => {
    for (const kind of ['channel_videos', 'channel_shorts', 'channel_live'] as const) {
      for (const item of (await walk(site, toRef(kind, id), owner)).items) {
        const video = truth.videos[item.id];
        expect(item.title).toBe(video?.title);
        expect(item.kind).toBe(video?.kind);
        expect(item.url).toBe(video?.url);
        if (item.kind !== 'short') expect(item.durationSec).toBe(video?.durationSec);
        expect(item.author).toMatchObject({ id, name: truth.channel.title, handle: truth.channel.handle });
        expect(item.stats.views).toBeDefined();
      }
    }
  });

  it('has the private and unlisted videos of the owner among the uploads, and for nobody else', async () => {
    const ref = toRef('playlist', `UU${id.slice(2)}`);
    expect(ids((await walk(site, ref, owner)).items)).toEqual(sources.uploads.ids);
    const shown = sources.uploads.ids.filter((video) => truth.videos[video]?.privacy === 'public');
    expect(ids((await walk(site, ref, [])).items)).toEqual(shown);
  });

  it('reads a playlist of 1,200 with the places of what is gone', async () => {
    const { items, requests } = await walk(site, toRef('playlist', largest?.id ?? ''), owner);
    expect(ids(items)).toEqual(largest?.entries.map((entry) => entry.id));
    const gone = largest?.entries.flatMap((entry, place) =>
      entry.state === 'deleted' || entry.state === 'private' ? [place] : [],
    );
    expect(gone?.length).toBeGreaterThan(10);
    expect(items.flatMap((item, place) => (item.unavailable === null ? [] : [place]))).toEqual(gone);
    expect(requests).toBeLessThanOrEqual(14);
  });

  it('reads what belongs to an account', async () => {
    expect(ids((await walk(site, toRef('liked', 'LL'), owner)).items)).toEqual(
      sources.liked.entries.map((entry) => entry.id),
    );
    expect(ids((await walk(site, toRef('watch_later', 'WL'), owner)).items)).toEqual(
      sources.watch_later.entries.map((entry) => entry.id),
    );
    const channels = (await walk(site, toRef('subscriptions', 'subscriptions'), owner)).items;
    expect(ids(channels)).toEqual(sources.subscriptions.channels.map((channel) => channel.id));
    expect(channels.map((channel) => channel.author?.handle)).toEqual(
      sources.subscriptions.channels.map((channel) => channel.handle),
    );
  });

  it('reads history with its days', async () => {
    const { items, unknown } = await walk(site, toRef('history', 'history'), owner);
    const expected = sources.history.days.flatMap((day) => day.ids.map((video) => `${day.title} ${video}`));
    expect(items.map((item) => `${item.watchedOn} ${item.id}`).sort()).toEqual(expected.sort());
    expect(unknown).toEqual([]);
  });

  it('writes down nobody’s address', async () => {
    const { items } = await walk(site, toRef('history', 'history'), owner);
    expect(JSON.stringify(items)).not.toContain(userIp);
  });
});

describe('sources', () => {
  const site = createYoutubeSite({ seed: 7, clips: [silentClip] });
  const truth = site.truth();
  const { id, handle, title } = truth.channel;
  const resolve = async (ref: SourceRef, cookies = site.ownerCookies(), path = '/feed/subscriptions') =>
    ask(createCollector(await openTestbedPage(site, path, cookies)), { verb: 'resolve', ref });

  it('a channel is its tabs and its uploads, and known as one’s own', async () => {
    const kinds = [
      'channel_videos',
      'channel_shorts',
      'channel_live',
      'channel_playlists',
      'channel_releases',
    ] as const;
    expect(await resolve(toRef('channel', handle))).toEqual({
      source: {
        ...toRef('channel', id),
        title,
        author: title,
        claimed: { count: truth.channel.claimedVideos, exact: true },
        own: true,
        parts: [...kinds.map((kind) => toRef(kind, id)), toRef('playlist', `UU${id.slice(2)}`)],
      },
    });
    expect(await resolve(toRef('channel', handle), site.viewerCookies())).toMatchObject({
      source: { own: false },
    });
  });

  it('a playlist has its title, owner and size', async () => {
    const list = Object.values(truth.playlists)[0];
    expect(await resolve(toRef('playlist', list?.id ?? ''))).toMatchObject({
      source: {
        title: list?.title,
        author: title,
        claimed: { count: list?.claimed, exact: true },
      },
    });
  });

  it('the page that is open answers for itself, without a request', async () => {
    const page = await openTestbedPage(site, `/${handle}/videos`, site.ownerCookies());
    const read = toRead(await askPage(createCollector(page), toRef('channel_videos', id)));
    expect(read.items.length).toBeGreaterThan(20);
    expect(page.asked).toEqual([]);
  });

  it.each(['history', 'liked', 'watch_later', 'subscriptions'] as const)(
    '%s asks for an account',
    async (kind) => {
      const ids: Record<string, string> = { liked: 'LL', watch_later: 'WL' };
      expect(code(await resolve(toRef(kind, ids[kind] ?? kind), []))).toBe('platform.login_required');
    },
  );

  it('what is not there, or no longer, is said to be so', async () => {
    expect(code(await resolve(toRef('channel', '@nobody-at-all')))).toBe('platform.not_found');
    expect(code(await resolve(toRef('channel', site.world.removedChannelId)))).toBe('platform.not_found');
    expect(code(await resolve(toRef('playlist', 'PLnot-there-at-all')))).toBe('platform.not_found');
  });
});

describe('one video', () => {
  const site = createYoutubeSite({ seed: 7, clips: [silentClip] });
  const truth = site.truth();
  const details = async (itemId: string, cookies = site.ownerCookies()) =>
    ask(createCollector(await openTestbedPage(site, '/', cookies)), {
      verb: 'details',
      itemId,
      url: `https://www.youtube.com/watch?v=${itemId}`,
    });

  it('has exact times and counts, its text, chapters, tags and captions', async () => {
    const videos = Object.values(truth.videos)
      .filter((video) => video.channelId === truth.channel.id)
      .slice(0, 40);
    for (const video of videos) {
      const reply = await details(video.id);
      if (!('item' in reply)) throw new Error(JSON.stringify(reply));
      const { item } = reply;
      expect(item).toMatchObject({
        id: video.id,
        title: video.title,
        text: video.description,
        tags: video.tags,
        category: video.category,
      });
      expect(item.durationSec).toBe(video.durationSec);
      expect(item.createdAt.precision === 'exact' && Date.parse(item.createdAt.at)).toBe(
        Date.parse(video.publishedAt),
      );
      expect(item.stats).toMatchObject({
        views: { precision: 'exact', value: video.views },
        likes: { precision: 'exact', value: video.likes },
      });
      expect(item.chapters).toEqual(video.chapters);
      expect(item.privacy).toBe(video.privacy);
      const captions = item.media.filter((media) => media.kind === 'subtitle');
      expect(captions.map(({ language, automatic }) => ({ languageCode: language, automatic }))).toEqual(
        video.captions,
      );
      expect(JSON.stringify(item)).not.toContain(userIp);
    }
  });

  it.each([
    ['age', 'platform.age_gate'],
    ['members', 'platform.members_only'],
    ['upcoming', 'platform.not_finished'],
  ])('that is restricted by %s is %s', async (restriction, expected) => {
    const video = Object.values(truth.videos).find((each) => each.restriction === restriction);
    expect(code(await details(video?.id ?? '', []))).toBe(expected);
  });

  it('that is private is so for others only', async () => {
    const video = Object.values(truth.videos).find((each) => each.privacy === 'private');
    expect(code(await details(video?.id ?? '', []))).toBe('platform.private');
    expect(await details(video?.id ?? '')).toMatchObject({ item: { privacy: 'private' } });
  });

  it('has its comments with their replies', async () => {
    const video = Object.values(truth.videos).find((each) => each.commentCount > 25);
    const url = `https://www.youtube.com/watch?v=${video?.id}`;
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await openTestbedPage(site, '/', site.ownerCookies());
      const read = toRead(
        await ask(createCollector(page), { verb: 'comments', itemId: video?.id ?? '', url, cursor }),
      );
      found.push(...read.comments.map((comment) => comment.id));
      cursor = read.continuation;
    } while (cursor !== null && found.length < 2000);
    expect(new Set(found).size).toBe(found.length);
    expect(found.length).toBe(video?.commentCount);
  });
});

describe('being logged out in the middle', () => {
  it('stops the list instead of losing what only the account sees', async () => {
    const site = createYoutubeSite({ seed: 7, clips: [silentClip] });
    const ref = toRef('liked', 'LL');
    const first = toRead(
      await askPage(createCollector(await openTestbedPage(site, '/', site.ownerCookies())), ref),
    );
    const page = await openTestbedPage(site, '/', site.ownerCookies());
    site.logOutAfter(0);
    expect(code(await askPage(createCollector(page), ref, first.continuation))).toBe(
      'platform.login_required',
    );
  });

  it('starts over by itself when the tokens have expired, and loses and doubles nothing', async () => {
    let nowMs = Date.now();
    const site = createYoutubeSite({
      seed: 7,
      clips: [silentClip],
      tokenLifetimeMs: 60_000,
      now: () => nowMs,
    });
    const list = Object.values(site.truth().playlists)[0];
    const found: string[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < 40 && (page === 0 || cursor !== null); page += 1) {
      if (page === 5) nowMs += 3_600_000;
      const collector = createCollector(await openTestbedPage(site, '/', site.ownerCookies()));
      const read = toRead(await askPage(collector, toRef('playlist', list?.id ?? ''), cursor));
      found.push(...ids(read.items));
      cursor = read.continuation;
    }
    expect(found).toEqual(list?.entries.map((entry) => entry.id));
  });
});
