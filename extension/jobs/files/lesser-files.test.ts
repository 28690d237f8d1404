import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import type { Item } from '../../../shared/model/item.ts';
import type { Job } from '../../../shared/model/job.ts';
import { closeLibrary } from '../../storage/database.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { resumeJob } from '../change-job.ts';
import { runJob } from '../run/run-job.ts';
import { createWorld, errorReply, makeItem, videosPart, type World } from '../testing/fake-world.ts';
import { beginPosts, goOn } from '../testing/run-export.ts';

beforeEach(freshLibrary);

const createPost = (media: Item['media']): Item =>
  makeItem('p', { text: '', createdAt: { precision: 'exact', at: '2026-03-04T05:06:07Z' }, media });

const picture = { id: 'a', kind: 'image' } as const;
const small = { ...picture, scaled: true, variants: [{ url: 'https://small.test/a.jpg' }] };
const toFull = (name: string) => ({ ...picture, variants: [{ url: `https://full.test/${name}` }] });
const stem = 'media/images/youtube/2026-03-04_p_1';

const film = createPost([
  {
    id: 'film',
    kind: 'video',
    variants: [
      { url: 'https://v.test/p.picture', tracks: 'video', width: 1080, height: 1920 },
      { url: 'https://v.test/p.small', width: 360, height: 640 },
      { url: 'https://v.test/p.sound', tracks: 'audio' },
    ],
  },
]);
const filmPath = 'media/videos/youtube/2026-03-04_p.mp4';
const joined = 'bytes of https://v.test/p.picture with bytes of https://v.test/p.sound';

async function tryAgain(world: World, jobId: string): Promise<Job> {
  await resumeJob(world.ports, jobId);
  return goOn(world, jobId);
}

/** An export whose only picture was to be had scaled; what it says of the larger one from then on is `full`. */
async function saveScaled(full: string): Promise<{ world: World; job: Job }> {
  const world = createWorld({ [videosPart.id]: [[createPost([small])]] });
  world.replies.set('medium a', [errorReply('platform.unavailable')]);
  const job = await goOn(world, await beginPosts(world));
  world.replies.set(
    'medium a',
    Array.from({ length: 3 }, () => ({ medium: toFull(full) })),
  );
  return { world, job };
}

const listMedia = ({ disk }: World) =>
  [...disk.keys()].filter((path) => /^(media|parts)\//.test(path) && !path.endsWith('.json'));
const isSaving = (path: RegExp) => (effect: string) => effect.startsWith('fetch ') && path.test(effect);

describe('a picture that was saved scaled', () => {
  it.each(['a.jpg', 'a.png'])('stays until the larger one (%s) has come', async (full) => {
    const { world, job } = await saveScaled(full);
    world.before = async (effect) => {
      if (isSaving(/_1\./)(effect)) throw new AppError('media.wrong_type');
    };
    const reduced = [{ id: 'p', pictures: 1, videos: 0 }];
    expect((await tryAgain(world, job.id)).completeness).toMatchObject({ saved: 1, refused: [], reduced });
    expect(world.disk.get(`${stem}.jpg`)).toBe('bytes of https://small.test/a.jpg');
    world.before = async () => {};
    const { completeness, counts } = await tryAgain(world, job.id);
    expect(completeness).toMatchObject({ saved: 1, refused: [] });
    expect(completeness).not.toHaveProperty('reduced');
    expect(world.disk.get(`${stem}.${full.slice(-3)}`)).toBe(`bytes of https://full.test/${full}`);
    expect(listMedia(world)).toHaveLength(1);
    expect(counts.files).toBe((await world.ports.store.listStoredFiles(job.id)).length);
  });

  it.each(['a.jpg', 'a.png'])('is replaced by %s whole, wherever the worker dies', async (full) => {
    for (let deaths = 0, died = true; died; deaths += 1) {
      await closeLibrary();
      globalThis.indexedDB = new IDBFactory();
      const { world, job } = await saveScaled(full);
      await resumeJob(world.ports, job.id);
      died = await dieAfter(world, job.id, deaths);
      const bytes = [...world.disk].filter(([path]) => path.startsWith(stem)).map(([, text]) => text);
      expect(bytes.length, `death ${deaths}`).toBeGreaterThan(0);
      const { state, completeness } = await goOn(world, job.id);
      expect(state, `death ${deaths}`).toEqual({ status: 'done' });
      expect(completeness, `death ${deaths}`).toMatchObject({ saved: 1, refused: [] });
      expect(completeness, `death ${deaths}`).not.toHaveProperty('reduced');
      expect(listMedia(world), `death ${deaths}`).toEqual([`${stem}.${full.slice(-3)}`]);
      expect(world.disk.get(`${stem}.${full.slice(-3)}`)).toBe(`bytes of https://full.test/${full}`);
    }
  });

  it.each(['platform.unavailable', 'net.http'] as const)('is saved all the same after %s', async (code) => {
    const world = createWorld({ [videosPart.id]: [[createPost([small])]] });
    const replies = Array.from({ length: 4 }, () => errorReply(code));
    world.replies.set('medium a', replies);
    const { completeness } = await goOn(world, await beginPosts(world));
    expect(completeness).toMatchObject({ refused: [], reduced: [{ id: 'p', pictures: 1, videos: 0 }] });
    expect(world.disk.get(`${stem}.jpg`)).toBe('bytes of https://small.test/a.jpg');
  });

  it('is asked for once for each time that its user wants it', async () => {
    const { world, job } = await saveScaled('a.jpg');
    world.replies.set('medium a', []);
    await tryAgain(world, job.id);
    const asked = () => world.asked.filter((question) => question === 'medium a').length;
    expect(asked()).toBe(2);
  });

  it('is not asked for again by a worker that goes on with its post', async () => {
    const items = createPost([small, { ...picture, id: 'b', variants: [{ url: 'https://b.test/b.jpg' }] }]);
    const world = createWorld({ [videosPart.id]: [[items]] });
    const jobId = await beginPosts(world);
    world.before = async (effect) => {
      if (isSaving(/_2\./)(effect)) throw new AppError('storage.full');
    };
    expect((await goOn(world, jobId)).state).toMatchObject({ status: 'blocked' });
    world.before = async () => {};
    const stop = new AbortController();
    await world.ports.store.changeJob(jobId, (job) => ({ ...job, state: { status: 'queued' } }));
    expect((await goOn(world, jobId, stop.signal)).completeness).toMatchObject({
      reduced: [{ id: 'p', pictures: 1, videos: 0 }],
    });
    expect(world.asked.filter((question) => question === 'medium a')).toHaveLength(1);
  });
});

describe('a film that was saved in lesser quality', () => {
  it('is counted and named, and replaced after another try, or stays', async () => {
    const world = createWorld({ [videosPart.id]: [[film]] });
    const fail = async (effect: string) => {
      if (/^(join|download)/.test(effect)) throw new AppError('media.damaged');
    };
    world.before = fail;
    const job = await goOn(world, await beginPosts(world));
    const reduced = [{ id: 'p', pictures: 0, videos: 1 }];
    expect(job.completeness).toMatchObject({ saved: 1, refused: [], reduced });
    expect((await tryAgain(world, job.id)).completeness).toMatchObject({ saved: 1, refused: [], reduced });
    expect(world.disk.get(filmPath)).toBe('bytes of https://v.test/p.small');
    world.before = async () => {};
    const { completeness } = await tryAgain(world, job.id);
    expect(completeness).toMatchObject({ saved: 1, refused: [] });
    expect(completeness).not.toHaveProperty('reduced');
    expect(world.disk.get(filmPath)).toBe(joined);
    expect(listMedia(world)).toEqual([filmPath]);
  });
});

/** Runs the job, and ends the worker before that many of its effects and writes of items; false when it came to its end before. */
async function dieAfter(world: World, jobId: string, effects: number): Promise<boolean> {
  const stop = new AbortController();
  let left = effects;
  const step = async (): Promise<void> => {
    left -= 1;
    if (left < 0) stop.abort();
    if (stop.signal.aborted) throw new AppError('job.cancelled');
  };
  world.before = step;
  const { store } = world.ports;
  const changeItem: typeof store.changeItem = async (change) => {
    await step();
    await store.changeItem(change);
  };
  const forgetFiles: typeof store.forgetFiles = async (...known) => {
    await step();
    await store.forgetFiles(...known);
  };
  const ports = { ...world.ports, store: { ...store, changeItem, forgetFiles } };
  await runJob(ports, jobId, stop.signal).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  world.before = async () => {};
  return stop.signal.aborted;
}
