import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { resumeJob } from '../change-job.ts';
import {
  createWorld,
  errorReply,
  makeItem,
  playlistsPart,
  uploadsPart,
  videosPart,
} from '../testing/fake-world.ts';
import { begin, never, readJob, readManifest, runExport } from '../testing/run-export.ts';
import { lists } from '../testing/whole-channel.ts';
import { runJob } from './run-job.ts';

beforeEach(freshLibrary);

describe('a whole channel', () => {
  it('ends done, with every item once and everything on the disk', async () => {
    const world = createWorld(lists);
    const job = await runExport(world);
    expect(job.state).toEqual({ status: 'done' });
    expect(job.completeness).toMatchObject({ claimed: 4, seen: 5, saved: 5, notSeen: 0, refused: [] });
    const manifest = readManifest(world);
    expect(manifest.files.map(({ path }) => path)).toContain('media/videos/youtube/2026-03-04_hidden.mp4');
    expect(world.downloads.sort()).toEqual(
      ['a', 'b', 'c', 'hidden'].map((id) => `media/videos/youtube/2026-03-04_${id}`),
    );
  });

  it('keeps the order of a playlist, with posts of others as entries only', async () => {
    const world = createWorld(lists);
    await runExport(world);
    expect(world.disk.get('items.json')).toContain('"foreign"');
    expect(world.asked).not.toContain('details foreign');
  });

  it('has the captions of each post, read through its page', async () => {
    const world = createWorld(lists);
    await runExport(world);
    expect(world.disk.get('media/subtitles/youtube/2026-03-04_hidden.en.vtt')).toContain('v=hidden');
  });

  it('saves a post whose captions alone are refused, and names it', async () => {
    const world = createWorld(lists);
    const captions = 'https://www.youtube.com/api/timedtext?v=hidden&fmt=vtt';
    world.replies.set(`caption ${captions}`, [errorReply('platform.not_found')]);
    const { completeness } = await runExport(world);
    expect(completeness).toMatchObject({ saved: 5, lacking: [{ id: 'hidden', what: ['captions'] }] });
  });

  it('says what the platform claims and did not show', async () => {
    const world = createWorld({ [videosPart.id]: [[makeItem('a')]] });
    const job = await runExport(world);
    expect(job.completeness).toMatchObject({ claimed: 4, seen: 1, notSeen: 3 });
  });

  it('is one job when started twice', async () => {
    const world = createWorld(lists);
    expect(await begin(world)).toBe(await begin(world));
  });
});

describe('choices', () => {
  it('stops at the number of items that was asked for', async () => {
    const world = createWorld(lists);
    const job = await runExport(world, { maxItems: 2, include: ['videos'] });
    expect(job.counts.seen).toBe(2);
    expect(world.asked).not.toContain('page @owner/videos 1');
  });

  it('leaves out what lies outside the dates', async () => {
    const world = createWorld(lists);
    const job = await runExport(world, { from: '2026-04-01', include: ['videos'] });
    expect(job.completeness).toMatchObject({ seen: 0, saved: 0, notSeen: 0 });
    expect(world.downloads).toEqual([]);
  });

  it('without the companion saves all but videos, and says so', async () => {
    const world = createWorld(lists);
    world.hasCompanion = false;
    const job = await runExport(world);
    expect(job.state.status).toBe('done');
    expect(job.notices.map(({ code }) => code)).toEqual(['host.missing']);
    expect(job.completeness?.refused).toEqual([
      expect.objectContaining({ id: 'video files', code: 'host.missing' }),
    ]);
    expect([...world.delivered.keys()].filter((path) => path.endsWith('.jpg'))).toHaveLength(4);
  });
});

describe('a platform that objects', () => {
  it('pauses until the time the platform named, and then goes on from the same page', async () => {
    const world = createWorld(lists);
    world.replies.set('page @owner/videos 1', [errorReply('platform.rate_limited', 120)]);
    const jobId = await begin(world);
    await runJob(world.ports, jobId, never);
    expect((await readJob(world, jobId)).state).toMatchObject({
      status: 'waiting',
      until: '2026-11-21T12:02:00.000Z',
    });
    await runJob(world.ports, jobId, never);
    expect((await readJob(world, jobId)).state.status).toBe('done');
    expect(world.asked.filter((question) => question === 'page @owner/videos first')).toHaveLength(1);
  });

  it('asks again, of another tab, when the tab was closed in the middle of a question', async () => {
    const world = createWorld(lists);
    world.replies.set('page @owner/videos 1', [errorReply('platform.tab_lost')]);
    const job = await runExport(world);
    expect(job.completeness).toMatchObject({ seen: 5, saved: 5 });
    expect(world.asked.filter((question) => question === 'page @owner/videos 1')).toHaveLength(2);
  });

  it('pauses for as long as a picture server asks for', async () => {
    const world = createWorld(lists);
    let asked = 0;
    world.before = async (effect) => {
      if (!effect.startsWith('fetch')) return;
      asked += 1;
      if (asked === 1)
        throw new AppError('platform.rate_limited', undefined, { context: { retryAfterSec: 300 } });
    };
    const jobId = await begin(world);
    await runJob(world.ports, jobId, never);
    expect((await readJob(world, jobId)).state).toMatchObject({ until: '2026-11-21T12:05:00.000Z' });
  });

  it('waits longer each time when no time is named', async () => {
    const world = createWorld(lists);
    world.replies.set('resolve', [errorReply('platform.rate_limited'), errorReply('platform.rate_limited')]);
    const jobId = await begin(world);
    await runJob(world.ports, jobId, never);
    expect((await readJob(world, jobId)).state).toMatchObject({ until: '2026-11-21T12:01:00.000Z' });
    await runJob(world.ports, jobId, never);
    expect((await readJob(world, jobId)).state).toMatchObject({ until: '2026-11-21T12:02:00.000Z' });
  });

  it('stops for a login and goes on after Resume', async () => {
    const world = createWorld(lists);
    world.replies.set('details b', [errorReply('platform.login_required')]);
    const jobId = await begin(world);
    await runJob(world.ports, jobId, never);
    expect((await readJob(world, jobId)).state).toMatchObject({ status: 'blocked' });
    await resumeJob(world.ports, jobId);
    await runJob(world.ports, jobId, never);
    expect((await readJob(world, jobId)).completeness).toMatchObject({ seen: 5, saved: 5 });
    expect(world.asked.filter((question) => question === 'details a')).toHaveLength(1);
  });

  it('lists a private video as refused and saves the others', async () => {
    const world = createWorld(lists);
    world.replies.set('details b', [errorReply('platform.private')]);
    const job = await runExport(world);
    expect(job.completeness).toMatchObject({
      seen: 5,
      saved: 4,
      refused: [{ id: 'b', code: 'platform.private' }],
    });
    const { saved = [], others = [] } = readManifest(world).items ?? {};
    expect([saved.length, others]).toEqual([4, ['youtube:post:b']]);
    expect(world.downloads).toHaveLength(3);
  });

  it('does not count what only has a name among what could be lost with the archive', async () => {
    const bare = {
      title: '[Deleted video]',
      unavailable: '[Deleted video]',
      createdAt: { precision: 'unknown' as const },
      durationSec: null,
      media: [],
    };
    const world = createWorld({ [videosPart.id]: [[makeItem('a'), makeItem('gone', bare)]] });
    expect((await runExport(world)).completeness).toMatchObject({ seen: 2, saved: 1 });
    const named = ['youtube:post:gone'];
    expect(readManifest(world).items).toEqual({ saved: ['youtube:post:a'], others: [], named });
  });

  it('loses one list, names it, and saves the rest', async () => {
    const world = createWorld(lists);
    world.replies.set('page @owner/playlists first', [errorReply('platform.page_changed')]);
    const job = await runExport(world);
    expect(job.state.status).toBe('done');
    expect(job.completeness?.refused).toEqual([
      expect.objectContaining({ id: playlistsPart.url, code: 'platform.page_changed' }),
    ]);
  });

  it('fails when no list can be read at all', async () => {
    const world = createWorld(lists);
    for (const part of [videosPart, playlistsPart, uploadsPart])
      world.replies.set(`page ${part.id} first`, [errorReply('platform.page_changed')]);
    const job = await runExport(world);
    expect(job.state).toMatchObject({ status: 'failed', error: { code: 'platform.page_changed' } });
  });

  it('ends a list that goes in circles, and says so', async () => {
    const world = createWorld(lists);
    const read = {
      page: 'channel_videos' as const,
      items: [makeItem('a')],
      comments: [],
      unknown: {},
      title: null,
      claimed: null,
      error: null,
    };
    world.replies.set('page @owner/videos first', [{ read: { ...read, continuation: '1' } }]);
    world.replies.set('page @owner/videos 1', [{ read: { ...read, continuation: '1' } }]);
    const job = await runExport(world);
    expect(world.asked.filter((question) => question === 'page @owner/videos 1')).toHaveLength(1);
    expect(job.completeness?.refused).toEqual([expect.objectContaining({ id: videosPart.url })]);
  });
});
