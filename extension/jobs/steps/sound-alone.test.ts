import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import type { Item } from '../../../shared/model/item.ts';
import type { Job } from '../../../shared/model/job.ts';
import type { JobOptions } from '../../../shared/model/job-options.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { createWorld, makeItem, videosPart, type World } from '../testing/fake-world.ts';
import { exportPosts } from '../testing/run-export.ts';

beforeEach(freshLibrary);

/** A post of which the list tells everything, with the addresses of its files. */
const post = (id: string, change: Partial<Item> = {}): Item =>
  makeItem(id, {
    text: '',
    createdAt: { precision: 'exact', at: '2026-03-04T05:06:07Z' },
    media: [{ id: 'video', kind: 'video', variants: [{ url: `https://v.test/${id}.mp4` }] }],
    ...change,
  });

const exportSound = (world: World, change: Partial<JobOptions>): Promise<Job> =>
  exportPosts(world, { quality: 'audio', ...change });

const createWorldOf = (...items: Item[]): World => createWorld({ [videosPart.id]: [items] });

describe('sound alone', () => {
  const sound = (id: string, type: string) => `media/audio/youtube/2026-03-04_${id}.${type}`;
  const taken = (id: string) => `sound of bytes of https://v.test/${id}.mp4`;
  const listParts = (world: World) => [...world.disk.keys()].filter((path) => path.startsWith('parts/'));

  it.each([true, false])(
    'is taken out of films where the site has it nowhere else (companion: %s)',
    async (isThere) => {
      const world = createWorldOf(post('a'));
      world.hasCompanion = isThere;
      const job = await exportSound(world, {});
      expect(job.completeness).toMatchObject({ saved: 1, refused: [] });
      expect(world.delivered.get(sound('a', 'm4a'))).toBe(taken('a'));
      expect(world.downloads).toEqual([]);
      expect([...world.delivered.keys()].filter((path) => path.startsWith('parts/'))).toEqual([]);
    },
  );

  it.each(['mp3', 'opus'] as const)('becomes %s where that was chosen', async (audioFormat) => {
    const apart = post('b', {
      media: [
        {
          id: 'video',
          kind: 'video',
          variants: [{ url: 'https://v.test/b.mp4', tracks: 'audio', mimeType: 'audio/mp4' }],
        },
      ],
    });
    const world = createWorldOf(post('a'), apart);
    await exportSound(world, { audioFormat });
    expect(world.disk.get(sound('a', audioFormat))).toBe(taken('a'));
    expect(world.disk.get(sound('b', audioFormat))).toBe(taken('b'));
  });

  it('that cannot be converted is kept as it came, and counted', async () => {
    const world = createWorldOf(post('a'));
    world.hasCompanion = false;
    let fetches = 0;
    world.before = async (effect) => {
      if (effect.startsWith('fetch parts/')) fetches += 1;
      if (effect.startsWith('sound ') && effect.endsWith('mp3')) throw new AppError('media.codec_unfit');
    };
    const job = await exportSound(world, { audioFormat: 'mp3' });
    expect(job.completeness).toMatchObject({
      saved: 1,
      refused: [],
      reduced: [{ id: 'a', pictures: 0, videos: 1 }],
    });
    expect(world.delivered.get(sound('a', 'm4a'))).toBe(taken('a'));
    const files = await world.ports.store.listStoredFiles(job.id);
    expect(files.find(({ path }) => path.endsWith('.m4a'))?.made).toMatch(/could not be made mp3/);
    expect(fetches).toBe(2);
  });

  it('that a film does not have is refused by name, however many such films there are', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const world = createWorldOf(...ids.map((id) => post(id)), post('z'));
    world.hasCompanion = false;
    world.before = async (effect) => {
      if (effect.startsWith('sound ') && !effect.includes('_z.')) throw new AppError('media.unsupported');
    };
    const job = await exportSound(world, { audioFormat: 'mp3' });
    expect(job.state).toEqual({ status: 'done' });
    expect(job.completeness).toMatchObject({ saved: 1, refused: ids.map((id) => ({ id })) });
    expect(world.delivered.get(sound('z', 'mp3'))).toBe(taken('z'));
    expect(listParts(world)).toEqual([]);
  });

  it('that is larger than was chosen is left out, however large its film is', async () => {
    const world = createWorldOf(post('a'));
    const sizes = [99, 999].map((bytes) => ({ url: `https://v.test/${bytes}.mp4`, bytes }));
    const large = post('b', { media: [{ id: 'video', kind: 'video', variants: sizes }] });
    const other = createWorldOf(large);
    const [none, all] = [
      await exportSound(world, { maxBytes: 5 }),
      await exportSound(other, { maxBytes: 90 }),
    ];
    expect(none.completeness).toMatchObject({ saved: 1, refused: [], leftOut: { max_bytes: 1 } });
    expect([...world.disk.keys()].filter((path) => /audio.*\.m4a$/.test(path))).toEqual([]);
    expect(all.completeness).toMatchObject({ saved: 1, refused: [], leftOut: {} });
    expect(other.disk.has(sound('b', 'm4a'))).toBe(true);
  });

  it('that is too large is made of the next smaller sound, not of the same once more', async () => {
    const variants = ['best-of-all', 'b'].map((name, at) => ({
      url: `https://v.test/${name}`,
      tracks: 'audio' as const,
      bitrate: 200 - at,
    }));
    const world = createWorldOf(post('a', { media: [{ id: 'video', kind: 'video', variants }] }));
    const wanted = 'sound of bytes of https://v.test/b';
    const job = await exportSound(world, { audioFormat: 'mp3', maxBytes: wanted.length });
    expect(job.completeness).toMatchObject({ saved: 1, refused: [], leftOut: {} });
    expect(world.disk.get(sound('a', 'mp3'))).toBe(wanted);
  });

  it('is not asked of the companion where there is none: a post that names no film is refused for itself', async () => {
    const items = Array.from({ length: 7 }, (_, at) => post(`p${at}`, { platform: 'tiktok', media: [] }));
    const named = items.map((item) => ({
      ...item,
      media: [{ id: 'video', kind: 'video' as const, variants: [] }],
    }));
    const world = createWorldOf(...named);
    world.hasCompanion = false;
    for (const item of named) world.replies.set(`details ${item.id}`, [{ item }]);
    const job = await exportSound(world, {});
    expect(job.state).toEqual({ status: 'done' });
    expect(job.completeness?.refused).toHaveLength(7);
  });
});
