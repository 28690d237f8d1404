/** Photos, albums, videos, reels and stories of the stand-in, read as a job reads them. */
import { describe, expect, it } from 'vitest';
import type { Item } from '../../../shared/model/item.ts';
import type { SourceRef } from '../../../shared/model/source.ts';
import { manyTrackClips } from '../../../testbed/facebook/ask-facebook.ts';
import { createFacebookSite, type FacebookSite } from '../../../testbed/facebook/index.ts';
import type { PageRead } from '../../core/pages/page-read.ts';
import { openTestbedPage, type TestbedPage } from './__fixtures__/testbed-page.ts';
import { createCollector } from './collector.ts';
import { matchUrl, toAlbumUrl } from './urls.ts';

const scale = { posts: 30, albums: 2, largestAlbum: 60, tagged: 12, videos: 12, reels: 14, stories: 11 };
const site = createFacebookSite({ clips: manyTrackClips, scale });
const truth = site.truth();
const bestDash = { video: { width: 1920, height: 1080 }, reel: { width: 1080, height: 1920 } };

const toRef = (address: string): SourceRef => {
  const ref = matchUrl(new URL(address));
  if (!ref) throw new Error(`${address} is no source`);
  return ref;
};

async function open(path = '/', from: FacebookSite = site) {
  const page = await openTestbedPage(from, path);
  return { page, collector: createCollector(page) };
}

type Opened = Awaited<ReturnType<typeof open>>;

async function resolve({ collector }: Opened, ref: SourceRef) {
  const reply = await collector.answer({ verb: 'resolve', ref });
  if (!('source' in reply)) throw new Error(JSON.stringify(reply));
  return reply.source;
}

async function readOne({ collector }: Opened, ref: SourceRef, cursor: string | null): Promise<PageRead> {
  const reply = await collector.answer({ verb: 'page', ref, cursor, asOwner: true });
  if (!('read' in reply) || reply.read.error) throw new Error(JSON.stringify(reply));
  return reply.read;
}

/** Every page of every list, each asked for by another collector, as after a restart. */
async function readAll(address: string): Promise<Item[]> {
  const source = await resolve(await open(), toRef(address));
  const items: Item[] = [];
  for (const part of source.parts) {
    let cursor: string | null = null;
    do {
      const read: PageRead = await readOne(await open(), part, cursor);
      items.push(...read.items);
      cursor = read.continuation;
    } while (cursor !== null);
  }
  return items;
}

async function readDetails({ collector }: Opened, url: string): Promise<Item> {
  const reply = await collector.answer({ verb: 'details', itemId: toRef(url).id, url });
  if (!('item' in reply)) throw new Error(JSON.stringify(reply));
  return reply.item;
}

const ids = (items: readonly Item[]) => items.map(({ id }) => id);
const filesOf = ({ media }: Item) => media.find(({ kind }) => kind === 'image' || kind === 'video');

describe('lists are read to their end', () => {
  it.each(['photos_by', 'photos_of', 'videos', 'reels'] as const)('%s', async (name) => {
    const { url, ids: expected } = truth.sources[name];
    expect(expected.length).toBeGreaterThan(10);
    expect(ids(await readAll(url))).toEqual(expected);
  });

  it('the albums of a profile, with how many photos each says it has', async () => {
    const albums = await readAll(`${truth.owner.url}/photos_albums`);
    const known = Object.values(truth.albums);
    expect(ids(albums).toSorted()).toEqual(known.map(({ id }) => `a.${id}`).toSorted());
    for (const album of known) {
      const found = albums.find(({ id }) => id === `a.${album.id}`);
      expect(found).toMatchObject({ kind: 'album', title: album.title });
      expect(found?.stats.items).toEqual({ precision: 'exact', value: album.claimed });
    }
  });

  it('each album, of the photos that are left in it', async () => {
    for (const { id, ids: expected } of Object.values(truth.albums))
      expect(ids(await readAll(toAlbumUrl(`a.${id}`)))).toEqual(expected);
  });

  it('the photos of one post, which its own page cuts short', async () => {
    const post = Object.values(truth.posts).find(
      ({ photoIds, kind }) => kind === 'album' && photoIds.length > 5,
    );
    expect(ids(await readAll(toAlbumUrl(`pcb.${post?.id}`)))).toEqual(post?.photoIds);
  });

  it('the archive of stories, with files and times', async () => {
    const stories = await readAll(truth.sources.stories.url);
    expect(ids(stories)).toEqual(truth.sources.stories.items.map(({ id }) => id));
    for (const story of stories) {
      expect(story).toMatchObject({ kind: 'story', createdAt: { precision: 'exact' } });
      expect(filesOf(story)?.variants.length).toBeGreaterThan(0);
    }
  });
});

it('an album says its name and how much it claims to hold', async () => {
  const [album] = Object.values(truth.albums).toSorted((a, b) => b.claimed - a.claimed);
  expect(await resolve(await open(), toRef(toAlbumUrl(`a.${album?.id}`)))).toMatchObject({
    title: album?.title,
    claimed: { count: album?.claimed, exact: true },
  });
});

it('a list that stands in the open page is not asked for again', async () => {
  const { url } = truth.sources.reels;
  const opened = await open(new URL(url).pathname);
  const { parts } = await resolve(opened, toRef(url));
  await readOne(opened, parts[0] as SourceRef, null);
  expect(opened.page.asked).toEqual([]);
});

describe('one by one', () => {
  it('a photo has its file in full size, its time and its words, for one question', async () => {
    const opened = await open();
    const [first = '', second = ''] = truth.sources.photos_by.ids;
    for (const id of [first, second]) {
      const photo = truth.photos[id];
      const item = await readDetails(opened, photo?.url ?? '');
      const medium = filesOf(item);
      expect(medium).toMatchObject({ id, variants: [{ width: photo?.width, height: photo?.height }] });
      expect(medium?.scaled).toBeUndefined();
      expect(item).toMatchObject({
        kind: 'photo',
        text: photo?.text,
        createdAt: { precision: 'exact', at: photo?.publishedAt },
        author: { name: photo?.ownerName },
      });
    }
    expect(opened.page.asked).toHaveLength(2);
  });

  it.each(['video', 'reel'] as const)(
    'a %s has its best picture, its sound, and files that hold both',
    async (kind) => {
      const known = Object.values(truth.videos).filter((video) => video.kind === kind);
      for (const video of known.slice(0, 8)) {
        const item = await readDetails(await open(), video.url);
        const variants = filesOf(item)?.variants ?? [];
        const [best] = variants;
        expect(item).toMatchObject({ id: video.id, kind, durationSec: video.durationSec });
        expect({ width: best?.width, height: best?.height }, video.url).toEqual(video.best);
        const tracks = new Set(variants.map(({ tracks }) => tracks ?? 'both'));
        expect([...tracks].toSorted()).toEqual(['audio', 'both', 'video']);
        expect(variants.every(({ expiresAt }) => Date.parse(expiresAt ?? '') > Date.now())).toBe(true);
      }
      expect(known.map(({ best }) => best)).toContainEqual(bestDash[kind]);
    },
  );

  it('a photo of a post is given in full size, under the name that it has among the media of the post', async () => {
    const { page, collector } = await open();
    const post = Object.values(truth.posts).find(({ photoIds }) => photoIds.length > 1);
    const shared = Object.values(truth.posts).find((each) => each.shared?.photoIds.length)?.shared;
    for (const [mediaId, id = ''] of [
      [post?.photoIds[0] ?? '', post?.photoIds[0]],
      [`shared-${shared?.photoIds[0]}`, shared?.photoIds[0]],
    ] as const) {
      const reply = await collector.answer({ verb: 'medium', mediaId });
      const { width, height } = truth.photos[id] ?? {};
      expect(reply).toEqual({ medium: expect.objectContaining({ id: mediaId, kind: 'image' }) });
      expect(reply).toMatchObject({ medium: { variants: [{ width, height }] } });
    }
    expect(page.asked).toHaveLength(2);
  });

  it('a video that is asked for again has addresses that last longer', async () => {
    let nowMs = Date.UTC(2026, 9, 1);
    const aging = createFacebookSite({
      clips: manyTrackClips,
      scale,
      mediaLifetimeSec: 3600,
      now: () => nowMs,
    });
    const [id = ''] = truth.sources.reels.ids;
    const ends = async () => {
      const item = await readDetails(await open('/', aging), truth.videos[id]?.url ?? '');
      return Date.parse(filesOf(item)?.variants[0]?.expiresAt ?? '');
    };
    const first = await ends();
    nowMs += 2 * 3_600_000;
    expect(first).toBeLessThan(nowMs);
    expect(await ends()).toBeGreaterThan(nowMs);
  });

  it('what is gone or of others is refused', async () => {
    const { collector } = await open();
    const url = 'https://www.facebook.com/photo/?fbid=999999999999';
    const reply = await collector.answer({ verb: 'details', itemId: '999999999999', url });
    expect(reply).toMatchObject({
      error: { code: expect.stringMatching(/^platform\.(unavailable|not_found)$/) },
    });
  });
});

it('a link that names its photo before its answer is asked for the answer', async () => {
  const [id = ''] = truth.sources.photos_by.ids;
  const page: TestbedPage = await openTestbedPage(site, '/', { withoutResults: true });
  const item = await readDetails({ page, collector: createCollector(page) }, truth.photos[id]?.url ?? '');
  expect(filesOf(item)?.variants[0]?.width).toBe(truth.photos[id]?.width);
  expect(page.asked.at(-1)).toBe('CometPhotoRootContentQuery');
});
