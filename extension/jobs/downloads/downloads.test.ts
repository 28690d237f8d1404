import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError, createWireError } from '../../../shared/app-error.ts';
import type { DownloadState } from '../../core/downloads/download-record.ts';
import { isDueDownload } from '../../core/downloads/download-state.ts';
import { openLibrary } from '../../storage/database.ts';
import { listDownloadsIn } from '../../storage/download-store.ts';
import { listDownloads, readDownload } from '../../storage/queries.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { createDownloadWorld, makeSaved, makeWish } from '../testing/fake-downloads.ts';
import { cancelDownload } from './cancel-download.ts';
import { createDownloadQueue } from './download-queue.ts';
import { pauseDownload } from './pause-download.ts';
import { removeDownloads } from './remove-downloads.ts';
import { resumeAfterRepair, resumeDownload } from './resume-download.ts';
import { startDownloads } from './start-downloads.ts';

const stateOf = async (id: string): Promise<DownloadState | undefined> => (await readDownload(id))?.state;
const statusOf = async (id: string) => (await stateOf(id))?.status;

/** Waits as long as a busy machine needs. */
const eventually = async (check: () => void | Promise<void>): Promise<void> => {
  await vi.waitFor(check, 15_000);
};

function openWorld() {
  const { world, ports } = createDownloadWorld();
  const hooks = {
    prepare: vi.fn(async () => {}),
    onBusy: vi.fn(async () => {}),
    onIdle: vi.fn(async (_nextAtMs: number | null) => {}),
    onTrouble: vi.fn((error: unknown) => {
      throw error;
    }),
  };
  /** A queue whose tick has come to rest when everything that is due and has room runs. */
  const openQueue = () => {
    const { tick, abort } = createDownloadQueue(ports, hooks);
    const rest = async () => {
      const open = await listDownloadsIn(['queued', 'running', 'interrupted']);
      const wanted = open.filter(
        (record) => record.state.status === 'running' || isDueDownload(record, world.nowMs),
      );
      expect(world.open).toHaveLength(Math.min(2, wanted.length));
    };
    return { abort, tick: () => tick().then(() => eventually(rest)) };
  };
  const queue = openQueue();
  const start = async (...names: string[]): Promise<string[]> => {
    const ids = await startDownloads(
      ports,
      names.map((name) => makeWish(name)),
    );
    await queue.tick();
    return ids;
  };
  /** The worker is killed, its port with it; another one wakes on the same library. */
  const restartWorker = () => {
    world.open = [];
    return openQueue();
  };
  return { world, ports, hooks, queue, start, restartWorker };
}

beforeEach(freshLibrary);

describe('the queue of downloads', () => {
  it('runs two at a time, in the order in which they were asked for', async () => {
    const { world, start } = openWorld();
    const [a = ''] = await start('a', 'b', 'c', 'd');
    expect(world.begun).toEqual(['a', 'b']);
    world.runOf('a').end(makeSaved('a.mp4'));
    await eventually(() => expect(world.begun).toEqual(['a', 'b', 'c']));
    expect(await stateOf(a)).toEqual({ status: 'finished', saved: makeSaved('a.mp4') });
    expect((await readDownload(a))?.title).toBe('The real title of a.mp4');
  });

  it('takes two clicks at the same moment for one wish', async () => {
    const { world, ports, queue } = openWorld();
    const [one, other] = await Promise.all([
      startDownloads(ports, [makeWish('a')]),
      startDownloads(ports, [makeWish('a')]),
    ]);
    await queue.tick();
    expect(one).toEqual(other);
    expect(world.begun).toEqual(['a']);
  });

  it('downloads again what was downloaded before, when asked to', async () => {
    const { world, start } = openWorld();
    const [first] = await start('a');
    world.runOf('a').end(makeSaved('a.mp4'));
    await eventually(async () => expect(await statusOf(first ?? '')).toBe('finished'));
    const [second] = await start('a');
    expect(second).not.toBe(first);
    expect(world.begun).toEqual(['a', 'a']);
  });

  it('says that nothing is left', async () => {
    const { world, hooks, start } = openWorld();
    await start('a');
    expect(hooks.onBusy).toHaveBeenCalled();
    world.runOf('a').end(makeSaved('a.mp4'));
    await eventually(() => expect(hooks.onIdle).toHaveBeenLastCalledWith(null));
  });

  it('tells progress to whoever looks on and writes none of it', async () => {
    const { world, ports, start } = openWorld();
    const [id = ''] = await start('a');
    const before = await readDownload(id);
    const change = vi.spyOn(ports.store, 'change');
    for (const bytes of [1, 2, 3]) world.runOf('a').move(bytes);
    expect(world.news.filter(({ type }) => type === 'download.progress')).toHaveLength(3);
    expect(change).not.toHaveBeenCalled();
    expect(await readDownload(id)).toEqual(before);
  });
});

describe('a download that is interrupted', () => {
  it('goes on by itself soon after the companion was killed, three times over', async () => {
    const { world, queue, start } = openWorld();
    const [id = ''] = await start('a');
    for (const kill of [1, 2, 3]) {
      world.runOf('a').move(kill);
      world.runOf('a').move(kill + 1);
      world.runOf('a').fail(new AppError('host.disconnected'));
      await eventually(async () => expect(await statusOf(id)).toBe('interrupted'));
      expect((await readDownload(id))?.losses).toBe(1);
      world.nowMs += 2000;
      await queue.tick();
      expect(world.begun).toHaveLength(kill + 1);
    }
    world.runOf('a').end(makeSaved('a.mp4'));
    await eventually(async () => expect(await statusOf(id)).toBe('finished'));
  });

  it('waits longer each time it does not get on, and lets others pass', async () => {
    const { world, queue, start } = openWorld();
    const [id = ''] = await start('a', 'b', 'c');
    const waits: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) {
      world.runOf('a').fail(new AppError('net.failed'));
      await eventually(async () => expect(await statusOf(id)).toBe('interrupted'));
      const state = await stateOf(id);
      const dueMs = state?.status === 'interrupted' ? Date.parse(state.retryAt ?? '') : Number.NaN;
      waits.push(dueMs - world.nowMs);
      world.nowMs = dueMs;
      for (const run of world.open.filter(({ url }) => url.endsWith('/c'))) run.end(makeSaved('c.mp4'));
      await queue.tick();
    }
    expect(waits).toEqual([500, 1000, 2000, 60_000, 120_000, 240_000]);
    expect(world.begun).toContain('c');
  });

  it('waits for the user when there is no companion, and is taken up when there is one', async () => {
    const { world, ports, queue, start } = openWorld();
    world.isThere = false;
    const [id = ''] = await start('a');
    await eventually(async () =>
      expect(await stateOf(id)).toMatchObject({ status: 'interrupted', retryAt: null }),
    );
    world.isThere = true;
    await resumeAfterRepair(ports);
    await queue.tick();
    expect(world.begun).toEqual(['a']);
  });

  it('has failed when another try could only end the same way, and can be tried again all the same', async () => {
    const { world, ports, queue, start } = openWorld();
    const [id = ''] = await start('a');
    world.runOf('a').fail(new AppError('media.drm'));
    await eventually(async () => expect(await stateOf(id)).toMatchObject({ error: { code: 'media.drm' } }));
    expect(await statusOf(id)).toBe('failed');
    await resumeDownload(ports, id);
    await queue.tick();
    expect(world.begun).toEqual(['a', 'a']);
  });
});

describe('what a user can do to a download', () => {
  it('is to pause it and to let it go on, under the same id', async () => {
    const { world, ports, queue, start } = openWorld();
    const [id = ''] = await start('a');
    await pauseDownload({ ports, queue }, id);
    expect(await stateOf(id)).toMatchObject({ status: 'paused', progress: { bytes: 3 } });
    await queue.tick();
    expect(world.begun).toEqual(['a']);
    await resumeDownload(ports, id);
    await queue.tick();
    expect(world.runOf('a').id).toBe(id);
  });

  it('is to pause one that has not begun', async () => {
    const { world, ports, queue, start } = openWorld();
    const ids = await start('a', 'b', 'c');
    await pauseDownload({ ports, queue }, ids[2] ?? '');
    world.runOf('a').end(makeSaved('a.mp4'));
    await eventually(async () => expect(await statusOf(ids[0] ?? '')).toBe('finished'));
    await queue.tick();
    expect(world.begun).toEqual(['a', 'b']);
  });

  it('is to pause it although the companion does not answer', async () => {
    const { world, ports, queue, start } = openWorld();
    const [id = ''] = await start('a');
    world.isThere = false;
    await pauseDownload({ ports, queue }, id);
    expect(await statusOf(id)).toBe('paused');
    expect(world.open).toEqual([]);
  });

  it.each([
    [true, 'gone'],
    [false, 'kept'],
  ])('is to cancel it (discarding: %s)', async (discard, parts) => {
    const { world, ports, queue, start } = openWorld();
    const [id = ''] = await start('a');
    await cancelDownload({ ports, queue }, id, discard);
    await eventually(() => expect(world.open).toEqual([]));
    expect(await stateOf(id)).toEqual({ status: 'cancelled', parts });
    expect(world.discarded).toEqual(discard ? [id] : []);
  });

  it('does not undo a file that was whole a moment before', async () => {
    const { world, ports, queue, start } = openWorld();
    const [id = ''] = await start('a');
    vi.spyOn(ports.companion, 'cancel').mockImplementation(async () =>
      world.runOf('a').end(makeSaved('a.mp4')),
    );
    await cancelDownload({ ports, queue }, id, true);
    await eventually(async () => expect(await statusOf(id)).toBe('finished'));
  });

  it('is to take what has ended out of the history, with its part files', async () => {
    const { world, ports, start } = openWorld();
    const [a = '', b = ''] = await start('a', 'b');
    world.runOf('a').fail(new AppError('media.drm'));
    await eventually(async () => expect(await statusOf(a)).toBe('failed'));
    await removeDownloads(ports, [a, b]);
    expect((await listDownloads()).map(({ id }) => id)).toEqual([b]);
    expect(world.discarded).toEqual([a]);
  });
});

describe('a worker that was killed', () => {
  it('goes on with what ran, before what waited', async () => {
    const { world, start, restartWorker } = openWorld();
    const ids = await start('a', 'b', 'c');
    world.entry(ids[0] ?? '', { state: 'interrupted' });
    await restartWorker().tick();
    expect(world.begun).toEqual(['a', 'b', 'a', 'b']);
    expect(world.open.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  });

  it('learns what ended while nobody listened', async () => {
    const { world, start, restartWorker } = openWorld();
    const [a = '', b = ''] = await start('a', 'b');
    world.entry(a, { state: 'finished', saved: makeSaved('a.mp4') });
    world.entry(b, { state: 'failed', error: createWireError('media.drm') });
    await restartWorker().tick();
    expect(await stateOf(a)).toMatchObject({ status: 'finished', saved: { outcome: 'saved' } });
    expect(await stateOf(b)).toMatchObject({ status: 'failed', error: { code: 'media.drm' } });
    expect(world.begun).toEqual(['a', 'b']);
  });

  it('leaves paused what was paused, and what the companion says is paused', async () => {
    const { world, ports, queue, start, restartWorker } = openWorld();
    const [a = '', b = ''] = await start('a', 'b');
    await pauseDownload({ ports, queue }, a);
    world.entry(b, { state: 'paused' });
    await restartWorker().tick();
    expect([await statusOf(a), await statusOf(b)]).toEqual(['paused', 'paused']);
  });

  it('forgets one whose record is not understood, with its part files', async () => {
    const { ports, world, start } = openWorld();
    const [id = ''] = await start('a');
    const library = await openLibrary();
    await library.put('downloads', { ...(await library.get('downloads', id)), choice: null } as never);
    expect(await readDownload(id)).toBeNull();
    await removeDownloads(ports, [id]);
    expect(await library.get('downloads', id)).toBeUndefined();
    expect(world.discarded).toEqual([id]);
  });

  it('removes the part files that it could not remove before', async () => {
    const { world, ports, queue, start, restartWorker } = openWorld();
    const [id = ''] = await start('a');
    world.isThere = false;
    await cancelDownload({ ports, queue }, id, true);
    expect(await stateOf(id)).toEqual({ status: 'cancelled', parts: 'leaving' });
    world.isThere = true;
    await restartWorker().tick();
    expect(await stateOf(id)).toEqual({ status: 'cancelled', parts: 'gone' });
    expect(world.discarded).toEqual([id]);
  });

  it('says so when the companion is gone too', async () => {
    const { world, start, restartWorker } = openWorld();
    const [id = ''] = await start('a');
    world.isThere = false;
    await restartWorker().tick();
    expect(await stateOf(id)).toMatchObject({ status: 'interrupted', error: { code: 'host.missing' } });
  });
});
