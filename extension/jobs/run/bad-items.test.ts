import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { resumeJob, startJob } from '../change-job.ts';
import {
  channelRef,
  createWorld,
  emptyRead,
  errorReply,
  type Lists,
  makeComment,
  makeItem,
  playlistsPart,
  videosPart,
  type World,
} from '../testing/fake-world.ts';
import { begin, never, readJob } from '../testing/run-export.ts';
import { runJob } from './run-job.ts';

const lists: Lists = {
  [videosPart.id]: [[makeItem('a'), makeItem('b')], [makeItem('c')]],
  [playlistsPart.id]: [[makeItem('PL1', { kind: 'playlist', media: [] })]],
};

beforeEach(freshLibrary);

const pageOf = (id: string, continuation: string | null) => ({
  read: { ...emptyRead, page: 'comments' as const, comments: [makeComment(id, 'a')], continuation },
});

/** Runs a job, again after each of its pauses; returns how long it has paused, in milliseconds. */
async function runThroughPauses(world: World, jobId: string): Promise<number> {
  let pausedMs = 0;
  for (let runs = 0; runs < 20; runs += 1) {
    await runJob(world.ports, jobId, never);
    const { state } = await readJob(world, jobId);
    if (state.status !== 'waiting') return pausedMs;
    pausedMs += Date.parse(state.until) - world.nowMs;
    world.nowMs = Date.parse(state.until);
  }
  throw new Error('the job has no end');
}

describe('a job', () => {
  it('ends though one picture never comes, names it, and tries it again with Resume', async () => {
    const world = createWorld(lists);
    world.before = async (effect) => {
      if (effect === 'fetch media/images/youtube/2026-03-04_b.jpg') throw new AppError('net.http');
    };
    const jobId = await begin(world);
    expect(await runThroughPauses(world, jobId)).toBe(0);
    expect(await readJob(world, jobId)).toMatchObject({
      state: { status: 'done' },
      completeness: { seen: 4, saved: 3, refused: [{ id: 'b', code: 'net.http' }] },
    });
    world.before = async () => {};
    await resumeJob(world.ports, jobId);
    await runJob(world.ports, jobId, never);
    expect((await readJob(world, jobId)).completeness).toMatchObject({ saved: 4, refused: [] });
  });

  it.each(['net.timeout', 'platform.no_answer'] as const)(
    'ends though one post is only ever answered with %s, after half an hour in which it did not get on',
    async (code) => {
      const world = createWorld(lists);
      world.before = async (effect) => {
        if (effect === 'details b') throw new AppError(code);
      };
      const jobId = await begin(world);
      expect(await runThroughPauses(world, jobId)).toBeGreaterThan(30 * 60_000);
      expect(await readJob(world, jobId)).toMatchObject({
        state: { status: 'done' },
        completeness: { saved: 3, refused: [{ id: 'b', code }] },
      });
    },
  );

  it('loses no list to a site that answers with errors for a minute', async () => {
    const world = createWorld(lists);
    world.replies.set(
      'page @owner/playlists first',
      [1, 2, 3, 4].map(() => errorReply('net.http')),
    );
    const jobId = await begin(world);
    expect(await runThroughPauses(world, jobId)).toBe(60_000);
    expect((await readJob(world, jobId)).completeness).toMatchObject({ saved: 4, refused: [] });
  });

  it('begins a list anew whose place to go on has ended, with "at most N" as it was', async () => {
    const items = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => makeItem(id));
    const world = createWorld({ [videosPart.id]: [items.slice(0, 2), items.slice(2, 4), items.slice(4)] });
    world.replies.set('page @owner/videos 1', [errorReply('platform.not_found')]);
    const jobId = await startJob(world.ports, channelRef, { ...defaultJobOptions, maxItems: 4 });
    await runJob(world.ports, jobId, never);
    expect((await readJob(world, jobId)).state).toMatchObject({ error: { code: 'platform.not_found' } });
    world.replies.set('page @owner/videos 1', [errorReply('platform.not_found')]);
    await resumeJob(world.ports, jobId);
    await runJob(world.ports, jobId, never);
    const asked = world.asked.filter((question) => question.startsWith('page'));
    expect(asked.map((question) => question.split(' ').at(-1))).toEqual(['first', '1', '1', 'first', '1']);
    expect(await readJob(world, jobId)).toMatchObject({
      state: { status: 'done' },
      completeness: { seen: 4, saved: 4, refused: [] },
    });
  });

  /** By the place where a list is left each night, what is said of that place in the morning; returns what was asked, and the end. */
  async function runNights(nights: Record<string, ErrorCode>): Promise<string[]> {
    const world = createWorld({
      [videosPart.id]: ['a', 'b', 'c', 'd', 'e'].map((id) => [makeItem(id)]),
    });
    const jobId = await begin(world);
    for (const [cursor, code] of Object.entries(nights)) {
      const question = `page @owner/videos ${cursor.split(' ').at(0)}`;
      const left = world.replies.get(question) ?? [];
      world.replies.set(question, [...left, errorReply('platform.budget_spent'), errorReply(code)]);
      await runJob(world.ports, jobId, never);
      expect((await readJob(world, jobId)).state.status).toBe('waiting');
    }
    await runJob(world.ports, jobId, never);
    const { state } = await readJob(world, jobId);
    const pages = world.asked.filter((question) => question.startsWith('page @owner/videos'));
    return [...pages.map((question) => question.split(' ').at(-1) ?? ''), state.status];
  }

  it('begins a list anew as long as it gets further than before, and then gives it up', async () => {
    const code = 'platform.not_found';
    const asked = await runNights({ '2 first': code, '3 second': code, '3 third': code });
    const toThird = ['first', '1', '2', '3'];
    expect(asked).toEqual(['first', '1', '2', '2', ...toThird, '3', ...toThird, '3', 'failed']);
  });

  it.each(['bug.unexpected', 'storage.unreadable', 'platform.page_changed'] as const)(
    'begins no list anew for what says nothing of its place: %s',
    async (code) => {
      expect(await runNights({ '1': code })).toEqual(['first', '1', '1', 'failed']);
    },
  );

  it('ends though one list is only ever answered with errors', async () => {
    const world = createWorld(lists);
    world.before = async (effect) => {
      if (effect === 'page @owner/playlists first') throw new AppError('net.http');
    };
    const jobId = await begin(world);
    await runThroughPauses(world, jobId);
    expect(await readJob(world, jobId)).toMatchObject({
      state: { status: 'done' },
      completeness: { saved: 3, refused: [{ code: 'net.http' }] },
    });
  });

  it.each(['net.failed', 'net.offline'] as const)(
    'waits for the network itself, however long it is away, and goes on where it was: %s',
    async (code) => {
      const world = createWorld(lists);
      world.before = async (effect) => {
        // Its last question before anything is fetched.
        if (effect === 'details c') world.before = async () => Promise.reject(new AppError(code));
      };
      const jobId = await begin(world);
      for (let pauses = 0; pauses < 30; pauses += 1) {
        await runJob(world.ports, jobId, never);
        expect((await readJob(world, jobId)).state.status).toBe('waiting');
      }
      world.before = async () => {};
      await runJob(world.ports, jobId, never);
      expect((await readJob(world, jobId)).completeness).toMatchObject({ saved: 4, refused: [] });
    },
  );

  it('ends though the server of one file cannot be reached: the others come first, and it is refused after half an hour', async () => {
    const world = createWorld({
      [videosPart.id]: [['a', 'b', 'c', 'd', 'e', 'f'].map((id) => makeItem(id))],
    });
    const asked: string[] = [];
    world.before = async (effect) => {
      asked.push(effect);
      if (effect === 'fetch media/images/youtube/2026-03-04_a.jpg') throw new AppError('net.failed');
    };
    const jobId = await begin(world);
    await runJob(world.ports, jobId, never);
    expect((await readJob(world, jobId)).state.status).toBe('waiting');
    expect(asked).toContain('fetch media/images/youtube/2026-03-04_f.jpg');
    expect(await runThroughPauses(world, jobId)).toBeGreaterThan(29 * 60_000);
    expect(await readJob(world, jobId)).toMatchObject({
      state: { status: 'done' },
      completeness: { saved: 5, refused: [{ id: 'a', code: 'net.failed' }] },
    });
  });

  it('waits that half hour for a server also after the browser had no connection for long', async () => {
    const world = createWorld({ [videosPart.id]: [['a', 'b'].map((id) => makeItem(id))] });
    let isFetching = false;
    world.before = async (effect) => {
      isFetching ||= effect.startsWith('fetch ');
      if (isFetching && !world.isOnline) throw new AppError('net.offline');
      if (effect === 'fetch media/images/youtube/2026-03-04_a.jpg') throw new AppError('net.failed');
    };
    const jobId = await begin(world);
    world.isOnline = false;
    for (let pauses = 0; pauses < 10; pauses += 1) await runJob(world.ports, jobId, never);
    expect((await readJob(world, jobId)).state).toMatchObject({
      status: 'waiting',
      until: new Date(world.nowMs + 120_000).toISOString(),
    });
    world.isOnline = true;
    expect(await runThroughPauses(world, jobId)).toBeGreaterThan(29 * 60_000);
    expect(await readJob(world, jobId)).toMatchObject({
      state: { status: 'done' },
      completeness: { saved: 1, refused: [{ id: 'a', code: 'net.failed' }] },
    });
  });

  it.each(['net.failed', 'net.offline', 'net.timeout'] as const)(
    'does not wait half an hour again for each of several files of such a server: %s',
    async (code) => {
      const world = createWorld({
        [videosPart.id]: [['a', 'b', 'c', 'd', 'e', 'f'].map((id) => makeItem(id))],
      });
      world.before = async (effect) => {
        if (/^download .*_[a-d]$/.test(effect)) throw new AppError(code);
      };
      const jobId = await begin(world);
      expect(await runThroughPauses(world, jobId)).toBeLessThan(40 * 60_000);
      expect(await readJob(world, jobId)).toMatchObject({
        state: { status: 'done' },
        completeness: { saved: 2 },
      });
    },
  );

  it('that got on since its last pause begins with a short one again', async () => {
    const many = Array.from({ length: 12 }, (_, index) => makeItem(`v${index}`));
    const world = createWorld({ [videosPart.id]: [many] });
    world.replies.set(
      'details v0',
      [1, 2].map(() => errorReply('platform.rate_limited')),
    );
    world.replies.set('details v11', [errorReply('platform.rate_limited')]);
    const jobId = await begin(world);
    for (let runs = 0; runs < 3; runs += 1) await runJob(world.ports, jobId, never);
    expect(world.asked.at(-1)).toBe('details v11');
    expect((await readJob(world, jobId)).state).toMatchObject({
      until: new Date(world.nowMs + 60_000).toISOString(),
    });
  });

  it('gives up no thread of comments that comes page by page, however often it has to pause', async () => {
    const world = createWorld({ [videosPart.id]: [[makeItem('a')]] });
    const silent = [1, 2, 3, 4].map(() => errorReply('platform.no_answer'));
    const pages = Array.from({ length: 8 }, (_, at) => [
      ...silent,
      pageOf(`c${at}`, at < 7 ? `${at}` : null),
    ]);
    world.replies.set('comments a', pages.flat());
    const jobId = await startJob(world.ports, channelRef, { ...defaultJobOptions, comments: true });
    await runThroughPauses(world, jobId);
    expect(await readJob(world, jobId)).toMatchObject({
      state: { status: 'done' },
      completeness: { saved: 1, refused: [] },
    });
  });

  it('reads comments that went in circles from their beginning with Resume', async () => {
    const world = createWorld({ [videosPart.id]: [[makeItem('a')]] });
    world.replies.set('comments a', [pageOf('first', '1'), pageOf('second', '2'), pageOf('third', '1')]);
    const jobId = await startJob(world.ports, channelRef, { ...defaultJobOptions, comments: true });
    await runJob(world.ports, jobId, never);
    expect((await readJob(world, jobId)).completeness?.refused).toMatchObject([{ id: 'a' }]);
    world.replies.set('comments a', [pageOf('first', '1'), pageOf('second', null)]);
    await resumeJob(world.ports, jobId);
    await runJob(world.ports, jobId, never);
    const comments = await Array.fromAsync(world.ports.store.iterateComments(jobId));
    expect(comments.map(({ id }) => id)).toEqual(['first', 'second']);
  });
});
