import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import type { Item } from '../../../shared/model/item.ts';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { fileRules } from '../../platforms/file-rules.ts';
import { closeLibrary } from '../../storage/database.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { startJob } from '../change-job.ts';
import { runJob } from '../run/run-job.ts';
import { channelRef, createWorld, makeItem, videosPart, type World } from '../testing/fake-world.ts';
import { exportPosts } from '../testing/run-export.ts';

beforeEach(freshLibrary);

const photo = (number: number, from: string): Item['media'][number] => ({
  id: `image-${number}`,
  kind: 'image',
  variants: [{ url: `https://${from}/${number}.jpg` }],
});

/** A post of which the list tells everything, with the addresses of its files. */
const post = (id: string, from: string, change: Partial<Item> = {}): Item =>
  makeItem(id, {
    text: '',
    createdAt: { precision: 'exact', at: '2026-03-04T05:06:07Z' },
    media: [{ id: 'video', kind: 'video', variants: [{ url: `https://${from}/${id}.mp4` }] }],
    ...change,
  });

/** A world whose servers answer as told by the address that is asked first. */
function createMediaWorld(items: Item[], fail: (path: string) => AppError | null): World {
  const world = createWorld({ [videosPart.id]: [items] });
  world.before = async (effect) => {
    const error = effect.startsWith('fetch ') ? fail(effect) : null;
    if (error) throw error;
  };
  return world;
}

const stem = (id: string) => `media/videos/youtube/2026-03-04_${id}`;

describe('files with addresses', () => {
  it('are fetched by them, without a question about the post', async () => {
    const world = createMediaWorld([post('a', 'old.test')], () => null);
    expect((await exportPosts(world)).completeness).toMatchObject({ saved: 1, refused: [] });
    expect(world.disk.get(`${stem('a')}.mp4`)).toBe('bytes of https://old.test/a.mp4');
    expect(world.asked.filter((question) => question.startsWith('details'))).toEqual([]);
    expect(world.downloads).toEqual([]);
  });

  it('get new addresses once per post when the old ones have ended', async () => {
    const media = (from: string) => [photo(1, from), photo(2, from)];
    const old = post('p', 'old.test', { kind: 'photo_post', media: media('old.test') });
    let isOld = true;
    const world = createMediaWorld([old], () => {
      if (!isOld) return null;
      isOld = false;
      return new AppError('media.expired');
    });
    world.replies.set('details p', [{ item: { ...old, media: media('new.test') } }]);
    expect((await exportPosts(world)).completeness).toMatchObject({ saved: 1, refused: [] });
    const images = [1, 2].map((number) => world.disk.get(`media/images/youtube/2026-03-04_p_${number}.jpg`));
    expect(images[0]).toBe('bytes of https://new.test/1.jpg');
    expect(images[1]).toBeDefined();
    expect(world.asked.filter((question) => question === 'details p')).toHaveLength(1);
  });

  it('whose addresses are known to have ended are not asked for with them', async () => {
    const item = post('a', 'old.test');
    const ended = item.media.map((media) => ({
      ...media,
      variants: media.variants.map((variant) => ({ ...variant, expiresAt: '2026-11-20T00:00:00Z' })),
    }));
    const world = createMediaWorld([{ ...item, media: ended }], () => null);
    world.replies.set('details a', [{ item: post('a', 'new.test') }]);
    await exportPosts(world);
    expect(world.disk.get(`${stem('a')}.mp4`)).toBe('bytes of https://new.test/a.mp4');
  });

  it('that no address brings are left to yt-dlp', async () => {
    const world = createMediaWorld([post('a', 'old.test')], () => new AppError('media.wrong_type'));
    expect((await exportPosts(world)).completeness).toMatchObject({ saved: 1, refused: [] });
    expect(world.downloads).toEqual([stem('a')]);
  });

  it('that a list only names are asked for beside those that it has', async () => {
    const named = { id: 'film', kind: 'video', variants: [] } as const;
    const film = { ...named, variants: [{ url: 'https://new.test/film.mp4' }] };
    const media = [photo(1, 'old.test'), { ...named, variants: [] }];
    const item = post('p', 'old.test', { platform: 'tiktok', media });
    const world = createMediaWorld([item], () => null);
    world.replies.set('details p', [{ item: { ...item, media: [photo(1, 'old.test'), film] } }]);
    expect((await exportPosts(world)).completeness).toMatchObject({ saved: 1, refused: [] });
    expect([...world.disk.values()]).toContain('bytes of https://new.test/film.mp4');
  });

  it('that a post only names are missed, though the others are there', async () => {
    const media: Item['media'] = [photo(1, 'old.test'), { id: 'film', kind: 'video', variants: [] }];
    const item = post('p', 'old.test', { platform: 'tiktok', media });
    const world = createMediaWorld([item], () => null);
    world.replies.set('details p', [{ item }]);
    const { completeness } = await exportPosts(world);
    expect(completeness).toMatchObject({ seen: 1, saved: 0, refused: [{ id: 'p' }] });
    expect([...world.disk.values()]).toContain('bytes of https://old.test/1.jpg');
  });

  it('of a kind that the site does not serve are refused by name, and the others of the post are saved', async () => {
    const media: Item['media'] = [1, 2, 3].map((number) => photo(number, 'old.test'));
    const world = createMediaWorld([post('p', 'old.test', { kind: 'photo_post', media })], (effect) =>
      effect.endsWith('_2.jpg') ? new AppError('media.wrong_type', 'An Ogg file.') : null,
    );
    const { completeness } = await exportPosts(world);
    const [refusal] = completeness?.refused ?? [];
    expect(completeness).toMatchObject({
      seen: 1,
      saved: 0,
      refused: [{ id: 'p', code: 'media.wrong_type' }],
    });
    expect(refusal?.message).toBe('media/images/youtube/2026-03-04_p_2.jpg: An Ogg file.');
    expect([...world.disk.values()]).toEqual(
      expect.arrayContaining([1, 3].map((number) => `bytes of https://old.test/${number}.jpg`)),
    );
  });

  it('are asked for with what their platform serves of their kind', async () => {
    const world = createMediaWorld([post('a', 'old.test', { platform: 'tiktok' })], () => null);
    await exportPosts(world);
    expect(world.rules).toEqual([fileRules.tiktok.video]);
  });

  it('that are too large for the browser are refused with the reason, where there is no companion', async () => {
    const world = createMediaWorld([post('a', 'old.test')], () => new AppError('media.too_large'));
    world.hasCompanion = false;
    const job = await exportPosts(world);
    expect(job.notices).toEqual([]);
    expect(job.completeness?.refused).toMatchObject([{ id: 'a', code: 'media.too_large' }]);
  });
});

describe('picture and sound that the platform keeps apart', () => {
  const reel = (id: string, from = 'v.test'): Item =>
    post(id, from, {
      media: [
        {
          id: 'video',
          kind: 'video',
          variants: [
            { url: `https://${from}/${id}.picture`, tracks: 'video', width: 1080, height: 1920 },
            { url: `https://${from}/${id}.small`, width: 360, height: 640 },
            { url: `https://${from}/${id}.sound`, tracks: 'audio' },
          ],
        },
      ],
    });
  const joined = 'bytes of https://v.test/a.picture with bytes of https://v.test/a.sound';
  const listParts = (world: World) => [...world.delivered.keys()].filter((path) => path.startsWith('parts/'));

  it.each([true, false])('become one file, and nothing is left of them (companion: %s)', async (isThere) => {
    const world = createMediaWorld([reel('a')], () => null);
    world.hasCompanion = isThere;
    expect((await exportPosts(world)).completeness).toMatchObject({ saved: 1, refused: [] });
    expect(world.delivered.get(`${stem('a')}.mp4`)).toBe(joined);
    expect(listParts(world)).toEqual([]);
    const manifest = JSON.parse(world.delivered.get('manifest.json') ?? '{}');
    expect(manifest.files).toContainEqual(
      expect.objectContaining({ path: `${stem('a')}.mp4`, made: 'joined' }),
    );
  });

  it('carry what the platform says of them, and the picture that was saved before', async () => {
    const chapters = [{ title: 'There', startSec: 0 }];
    const thumbnail = {
      id: 'thumbnail',
      kind: 'thumbnail',
      variants: [{ url: 'https://v.test/a.jpg' }],
    } as const;
    const film = reel('a');
    const media = [...film.media, { ...thumbnail, variants: [...thumbnail.variants] }];
    const world = createMediaWorld([{ ...film, chapters, durationSec: 9, media }], () => null);
    await exportPosts(world, { thumbnails: true });
    expect(world.shown).toEqual([
      expect.objectContaining({
        title: film.title,
        date: '2026-03-04',
        comment: film.url,
        chapters: [{ title: 'There', startSec: 0, endSec: 9 }],
        cover: 'media/images/youtube/2026-03-04_a.jpg',
      }),
    ]);
    await exportPosts(world, { thumbnails: false });
    expect(world.shown.at(-1)?.cover).toBeNull();
  });

  it('are taken up where they were, wherever the worker died', async () => {
    for (const where of ['fetch parts', 'join', 'drop']) {
      await closeLibrary();
      globalThis.indexedDB = new IDBFactory();
      const world = createWorld({ [videosPart.id]: [[reel('a')]] });
      const stop = new AbortController();
      world.before = async (effect) => {
        if (!effect.startsWith(where) || stop.signal.aborted) return;
        stop.abort();
        throw new AppError('job.cancelled');
      };
      const options = { ...defaultJobOptions, thumbnails: false, subtitles: false };
      const jobId = await startJob(world.ports, { ...channelRef, platform: 'tiktok' }, options);
      await runJob(world.ports, jobId, stop.signal).catch((error: unknown) => {
        if (!stop.signal.aborted) throw error;
      });
      expect(stop.signal.aborted, where).toBe(true);
      await runJob(world.ports, jobId, new AbortController().signal);
      const job = await world.ports.store.readJob(jobId);
      expect(job?.completeness, where).toMatchObject({ saved: 1, refused: [] });
      expect(world.disk.get(`${stem('a')}.mp4`), where).toBe(joined);
      expect(listParts(world), where).toEqual([]);
    }
  });

  it('get new addresses when one of them has ended, and what had come whole stays', async () => {
    let isOld = true;
    const world = createWorld({ [videosPart.id]: [[reel('a', 'old.test')]] });
    world.before = async (effect) => {
      if (!effect.endsWith('.audio.m4a') || !isOld) return;
      isOld = false;
      throw new AppError('media.expired');
    };
    world.replies.set('details a', [{ item: reel('a') }]);
    expect((await exportPosts(world)).completeness).toMatchObject({ saved: 1, refused: [] });
    expect(world.disk.get(`${stem('a')}.mp4`)).toBe(joined.replace('v.test', 'old.test'));
  });

  it('leave nothing of a pair of another kind that new addresses have led to', async () => {
    const world = createWorld({ [videosPart.id]: [[reel('a', 'old.test')]] });
    world.before = async (effect) => {
      if (effect.endsWith('_a.mp4.audio.m4a')) throw new AppError('media.expired');
    };
    const [film] = reel('a').media;
    const variants = film?.variants.map((one) => ({ ...one, mimeType: 'video/webm' })) ?? [];
    world.replies.set('details a', [
      { item: post('a', 'v.test', { media: [{ id: 'video', kind: 'video', variants }] }) },
    ]);
    expect((await exportPosts(world)).completeness).toMatchObject({ saved: 1, refused: [] });
    expect(world.disk.get(`${stem('a')}.webm`)).toBe(joined);
    expect(listParts(world)).toEqual([]);
  });

  it('are fetched anew in a smaller size where one of them was too large', async () => {
    const [film] = reel('a').media;
    const less = { url: 'https://v.test/a.less', tracks: 'video' as const, width: 720, height: 1280 };
    const variants = [...(film?.variants ?? []), less];
    const world = createWorld({
      [videosPart.id]: [[post('a', 'v.test', { media: [{ id: 'video', kind: 'video', variants }] })]],
    });
    let isFirst = true;
    world.before = async (effect) => {
      if (!effect.endsWith('.audio.m4a') || !isFirst) return;
      isFirst = false;
      throw new AppError('media.over_limit');
    };
    await exportPosts(world, { maxBytes: 999 });
    expect(world.disk.get(`${stem('a')}.mp4`)).toBe(joined.replace('a.picture', 'a.less'));
  });

  it('that cannot be joined are replaced by the lesser file with both, which says so', async () => {
    const world = createWorld({ [videosPart.id]: [[reel('a')]] });
    world.hasCompanion = false;
    world.before = async (effect) => {
      if (effect.startsWith('join')) throw new AppError('media.codec_unfit');
    };
    const job = await exportPosts(world);
    expect(job.completeness).toMatchObject({ saved: 1, refused: [] });
    expect(world.delivered.get(`${stem('a')}.mp4`)).toBe('bytes of https://v.test/a.small');
    const files = await world.ports.store.listStoredFiles(job.id);
    expect(files.find(({ path }) => path.endsWith('.mp4'))?.made).toMatch(
      /joining the best failed: media.codec_unfit/,
    );
    expect(listParts(world)).toEqual([]);
  });
});

describe('a largest size', () => {
  const sizes = ['big', 'small'].map((name) => ({
    url: `https://cdn.test/${name}.mp4`,
    height: name.length,
  }));
  const film = post('a', 'cdn.test', { media: [{ id: 'video', kind: 'video', variants: sizes }] });
  const tooLarge = (names: RegExp) => (path: string) =>
    names.test(path) ? new AppError('media.over_limit', undefined, { context: { bytes: 9 } }) : null;

  it('takes the next smaller file where the best turns out too large', async () => {
    const world = createMediaWorld([film], () => null);
    const asked: string[] = [];
    world.before = async (effect) => {
      if (!effect.startsWith('fetch ')) return;
      asked.push(effect);
      if (asked.length === 1) throw tooLarge(/./)('x');
    };
    const job = await exportPosts(world, { maxBytes: 5 });
    expect(world.disk.get(`${stem('a')}.mp4`)).toBe('bytes of https://cdn.test/small.mp4');
    expect(job.completeness).toMatchObject({ saved: 1, refused: [], leftOut: {} });
  });

  it('leaves out what has no smaller one: no refusal, but named', async () => {
    const world = createMediaWorld([film, post('b', 'cdn.test')], tooLarge(/_a\./));
    const job = await exportPosts(world, { maxBytes: 5 });
    expect(job.completeness).toMatchObject({ saved: 2, refused: [], leftOut: { max_bytes: 1 } });
    const items = JSON.parse(world.disk.get('items.json') ?? '[]') as { id: string; leftOut?: object[] }[];
    expect(items.find(({ id }) => id === 'a')?.leftOut).toEqual([
      { mediaId: 'video', reason: 'max_bytes', bytes: null },
    ]);
  });
});

describe('kinds of files', () => {
  it('that are not wanted are not asked for, not even through yt-dlp', async () => {
    const words = post('a', 'cdn.test', { media: [] });
    const world = createMediaWorld([words, post('b', 'cdn.test')], () => null);
    const job = await exportPosts(world, { mediaTypes: ['image'] });
    expect(job.completeness).toMatchObject({ saved: 2, refused: [] });
    expect(world.downloads).toEqual([]);
    expect([...world.disk.keys()].filter((path) => path.endsWith('.mp4'))).toEqual([]);
  });
});
