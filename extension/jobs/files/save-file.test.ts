import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { Item } from '../../../shared/model/item.ts';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { resumeJob, startJob } from '../change-job.ts';
import {
  channelRef,
  createWorld,
  errorReply,
  makeItem,
  videosPart,
  type World,
} from '../testing/fake-world.ts';
import { exportPosts, goOn } from '../testing/run-export.ts';

beforeEach(freshLibrary);

type Medium = Item['media'][number];

const film = (id: string): Medium => ({ id, kind: 'video', variants: [{ url: `https://v.test/${id}.mp4` }] });
const photo = (id: string): Medium => ({
  id,
  kind: 'image',
  variants: [{ url: `https://v.test/${id}.jpg` }],
});

/** With its picture and its sound apart, and a lesser file with both. */
const reel: Medium = {
  id: 'reel',
  kind: 'video',
  variants: [
    { url: 'https://v.test/picture', tracks: 'video', width: 1080, height: 1920 },
    { url: 'https://v.test/small', width: 360, height: 640 },
    { url: 'https://v.test/sound', tracks: 'audio' },
  ],
};

const post = (id: string, media: Medium[]): Item =>
  makeItem(id, { text: '', createdAt: { precision: 'exact', at: '2026-03-04T05:06:07Z' }, media });

/** A world in which effects fail whose names begin so. */
function createBrokenWorld(items: Item[], errors: Record<string, AppError>): World {
  const world = createWorld({ [videosPart.id]: [items] });
  world.before = async (effect) => {
    for (const [start, error] of Object.entries(errors)) if (effect.startsWith(start)) throw error;
  };
  for (const item of items) world.replies.set(`details ${item.id}`, [{ item }]);
  return world;
}

const video = (name: string) => `media/videos/youtube/2026-03-04_${name}.mp4`;
const image = (name: string) => `media/images/youtube/2026-03-04_${name}.jpg`;

describe('a post of which one file is gone for good', () => {
  const final = (code: ErrorCode) => new AppError(code, 'No.', { retryable: false });

  it.each(['platform.not_found', 'media.expired', 'net.http', 'media.incomplete'] as const)(
    'keeps the others, is reported with the file (%s), and is whole after another try',
    async (code) => {
      const media = [1, 2, 3].map((number) => photo(`${number}`));
      const world = createBrokenWorld([post('p', media)], { [`fetch ${image('p_2')}`]: final(code) });
      const { id, state, completeness } = await exportPosts(world);
      expect(state).toEqual({ status: 'done' });
      expect(completeness).toMatchObject({ saved: 0, refused: [{ id: 'p', code }] });
      expect(completeness?.refused[0]?.message).toBe(`${image('p_2')}: No.`);
      expect([image('p_1'), image('p_3')].every((path) => world.disk.has(path))).toBe(true);
      world.before = async () => {};
      await resumeJob(world.ports, id);
      expect((await goOn(world, id)).completeness).toMatchObject({ saved: 1, refused: [] });
      expect(world.disk.has(image('p_2'))).toBe(true);
    },
  );

  it('is reported with each of several files', async () => {
    const error = final('platform.not_found');
    const world = createBrokenWorld([post('p', [photo('1'), photo('2'), photo('3')])], {
      [`fetch ${image('p_1')}`]: error,
      [`fetch ${image('p_3')}`]: error,
    });
    const { completeness } = await exportPosts(world);
    expect(completeness?.refused).toHaveLength(1);
    expect(completeness?.refused[0]?.message).toContain(image('p_1'));
    expect(completeness?.refused[0]?.message).toContain(image('p_3'));
  });

  it('stops no export, however many such posts come one after the other', async () => {
    const posts = Array.from({ length: 8 }, (_, at) => post(`p${at}`, [photo('1'), photo('2')]));
    const errors = posts.map(({ id }) => [`fetch ${image(`${id}_1`)}`, final('media.expired')] as const);
    const world = createBrokenWorld(posts, Object.fromEntries(errors));
    const { state, completeness } = await exportPosts(world);
    expect(state).toEqual({ status: 'done' });
    expect(completeness?.refused).toHaveLength(8);
    expect(posts.every(({ id }) => world.disk.has(image(`${id}_2`)))).toBe(true);
  });

  it('asks for the post once, though the post is gone too', async () => {
    const world = createBrokenWorld([post('p', [photo('1'), photo('2')])], {
      fetch: final('media.expired'),
    });
    world.replies.set('details p', [errorReply('platform.unavailable'), errorReply('platform.unavailable')]);
    const { completeness } = await exportPosts(world);
    expect(completeness?.refused).toMatchObject([{ id: 'p', code: 'platform.unavailable' }]);
    expect(world.asked.filter((question) => question === 'details p')).toHaveLength(1);
  });

  it('is not asked for faster than its site allows, when new addresses are asked for', async () => {
    const world = createBrokenWorld([post('p', [photo('1')])], { fetch: new AppError('media.expired') });
    world.replies.set('details p', [errorReply('platform.rate_limited', 60)]);
    expect((await exportPosts(world)).state).toMatchObject({
      status: 'waiting',
      error: { code: 'platform.rate_limited' },
    });
  });
});

describe('yt-dlp', () => {
  const gone = new AppError('platform.not_found', 'Gone.');

  it('is not asked for one of several films of a post, because it would bring any of them', async () => {
    const world = createBrokenWorld([post('p', [film('1'), film('2'), photo('3')])], {
      [`fetch ${video('p_1')}`]: gone,
    });
    const { completeness } = await exportPosts(world);
    expect(world.downloads).toEqual([]);
    expect(completeness?.refused).toMatchObject([
      { id: 'p', code: 'platform.not_found', message: `${video('p_1')}: Gone.` },
    ]);
    expect([video('p_2'), image('p_1')].every((path) => world.disk.has(path))).toBe(true);
  });

  it.each(['ytdlp.failed', 'input.several_videos', 'platform.login_required', 'ytdlp.missing'] as const)(
    'ends with %s: the file keeps its own error, the other files are saved, and the job ends',
    async (code) => {
      const world = createBrokenWorld([post('p', [film('1'), photo('2')])], {
        [`fetch ${video('p')}`]: gone,
        download: new AppError(code),
      });
      const { state, completeness } = await exportPosts(world);
      expect(state).toEqual({ status: 'done' });
      expect(completeness?.refused).toMatchObject([{ id: 'p', code: 'platform.not_found' }]);
      expect(world.disk.has(image('p_1'))).toBe(true);
    },
  );

  it('has the job wait where the site or the disk is the trouble', async () => {
    const waits = createBrokenWorld([post('p', [film('1')])], {
      fetch: gone,
      download: new AppError('platform.rate_limited'),
    });
    expect((await exportPosts(waits)).state).toMatchObject({ status: 'waiting' });
    const full = createBrokenWorld([post('q', [film('1')])], {
      fetch: gone,
      download: new AppError('storage.full'),
    });
    const jobId = await startJob(full.ports, { ...channelRef, id: 'other' }, defaultJobOptions);
    expect((await goOn(full, jobId)).state).toMatchObject({
      status: 'blocked',
      error: { code: 'storage.full' },
    });
  });
});

describe('the lesser file with both tracks', () => {
  it.each([
    ['join', 'media.codec_unfit', 'joining'],
    ['fetch parts/youtube/2026-03-04_p.mp4.audio', 'platform.not_found', 'fetching'],
  ] as const)('is saved when %s and yt-dlp have failed', async (effect, code, what) => {
    const world = createBrokenWorld([post('p', [reel])], {
      [effect]: new AppError(code),
      download: new AppError('ytdlp.failed'),
    });
    const { id, completeness } = await exportPosts(world);
    expect(completeness).toMatchObject({
      saved: 1,
      refused: [],
      reduced: [{ id: 'p', pictures: 0, videos: 1 }],
    });
    expect(world.disk.get(video('p'))).toBe('bytes of https://v.test/small');
    const [file] = (await world.ports.store.listStoredFiles(id)).filter(({ path }) => path === video('p'));
    expect(file?.made).toContain(`${what} the best failed: ${code}`);
  });

  it('is taken after one go at joining: the tracks are not fetched again and again', async () => {
    const world = createBrokenWorld([post('p', [reel])], {});
    const effects: string[] = [];
    world.hasCompanion = false;
    world.before = async (effect) => {
      effects.push(effect);
      if (effect.startsWith('join')) throw new AppError('ffmpeg.failed');
    };
    expect((await exportPosts(world)).completeness?.reduced).toHaveLength(1);
    expect(effects.filter((effect) => effect.startsWith('fetch parts/'))).toHaveLength(2);
  });

  it('is not what the report names when it cannot be had either', async () => {
    const world = createBrokenWorld([post('p', [reel])], {
      join: new AppError('media.codec_unfit', 'Unfit.'),
      download: new AppError('ytdlp.failed'),
      [`fetch ${video('p')}`]: new AppError('platform.not_found'),
    });
    expect((await exportPosts(world)).completeness?.refused).toMatchObject([
      { id: 'p', code: 'media.codec_unfit', message: `${video('p')}: Unfit.` },
    ]);
  });
});
