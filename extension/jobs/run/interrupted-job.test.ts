import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { closeLibrary } from '../../storage/database.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { cancelJob, resumeJob } from '../change-job.ts';
import { createWorld, errorReply, type World } from '../testing/fake-world.ts';
import { begin, never, readJob, readManifest, runExport } from '../testing/run-export.ts';
import { lists } from '../testing/whole-channel.ts';
import { runJob } from './run-job.ts';

beforeEach(freshLibrary);

/** The archive without what differs from run to run by nature: job id and finishing time. */
function digestArchive(world: World) {
  const { job, files, ...rest } = readManifest(world);
  const stable = files.map(({ path }) => path);
  return {
    ...rest,
    options: job.options,
    stable,
    items: JSON.parse(world.delivered.get('items.json') ?? '') as unknown,
  };
}

describe('an interrupted job', () => {
  /** Runs until the nth effect, which never happens because the worker dies there, and returns whether it got so far. */
  async function killAt(world: World, jobId: string, effect: number): Promise<boolean> {
    let count = 0;
    const worker = new AbortController();
    let died: () => void = () => {};
    const death = new Promise<void>((resolve) => {
      died = resolve;
    });
    world.before = async () => {
      count += 1;
      if (count < effect) return;
      worker.abort();
      died();
      await new Promise(() => {});
    };
    const finished = runJob(world.ports, jobId, worker.signal).then(() => true);
    const reached = await Promise.race([finished, death.then(() => false)]);
    world.before = async () => {};
    return !reached;
  }

  it.each([
    ['in the companion’s folder', true],
    ['in a ZIP', false],
  ])(
    'killed before any effect, ends with the same archive %s and asks for no page twice but the one in flight',
    async (_, hasCompanion) => {
      const open = (): World => Object.assign(createWorld(lists), { hasCompanion });
      const undisturbed = open();
      await runExport(undisturbed);
      const expected = digestArchive(undisturbed);
      for (let effect = 1; ; effect += 1) {
        await closeLibrary();
        globalThis.indexedDB = new IDBFactory();
        const world = open();
        const jobId = await begin(world);
        if (!(await killAt(world, jobId, effect))) break;
        await runJob(world.ports, jobId, never);
        expect((await readJob(world, jobId)).state.status).toBe('done');
        expect(digestArchive(world)).toEqual(expected);
        if (!hasCompanion) expect(world.disk.size).toBe(0);
        expect(world.asked.length - new Set(world.asked).size).toBeLessThanOrEqual(1);
        expect(effect).toBeLessThan(200);
      }
    },
  );

  it('keeps what it has when it is cancelled, and goes on after Resume', async () => {
    const world = createWorld(lists);
    const jobId = await begin(world);
    await killAt(world, jobId, 6);
    await cancelJob(world.ports, jobId);
    await runJob(world.ports, jobId, never);
    expect((await readJob(world, jobId)).state.status).toBe('cancelled');
    await resumeJob(world.ports, jobId);
    await runJob(world.ports, jobId, never);
    expect((await readJob(world, jobId)).completeness).toMatchObject({ seen: 5, saved: 5 });
  });

  it.each(['handed over', 'release', 'released'])(
    'cancelled at "%s" is ended by Resume, with nothing fetched again',
    async (last) => {
      const world = Object.assign(createWorld(lists), { hasCompanion: false });
      const jobId = await begin(world);
      const worker = new AbortController();
      const effects: string[] = [];
      world.before = async (effect) => {
        effects.push(effect);
        if (effect !== last) return;
        await cancelJob(world.ports, jobId);
        worker.abort();
      };
      await runJob(world.ports, jobId, worker.signal);
      expect((await readJob(world, jobId)).state.status).toBe('cancelled');
      await resumeJob(world.ports, jobId);
      await runJob(world.ports, jobId, never);
      expect((await readJob(world, jobId)).state.status).toBe('done');
      expect(new Set(effects).size).toBe(effects.length);
      expect(world.disk.size).toBe(0);
    },
  );

  it('with a file that went bad on the disk is not done, and Resume fetches only that file', async () => {
    const world = createWorld(lists);
    const jobId = await begin(world);
    world.before = async (effect) => {
      if (effect === 'verify') world.disk.set('media/videos/youtube/2026-03-04_a.mp4', 'rotten');
    };
    await runJob(world.ports, jobId, never);
    expect((await readJob(world, jobId)).state).toMatchObject({
      status: 'failed',
      error: { code: 'archive.damaged' },
    });
    world.before = async () => {};
    world.downloads.length = 0;
    await resumeJob(world.ports, jobId);
    await runJob(world.ports, jobId, never);
    expect((await readJob(world, jobId)).state.status).toBe('done');
    expect(world.downloads).toEqual(['media/videos/youtube/2026-03-04_a']);
  });

  it('whose details came only with Resume lists every file that is on the disk', async () => {
    const world = createWorld(lists);
    world.replies.set('details b', [errorReply('platform.unavailable')]);
    const jobId = await begin(world);
    await runJob(world.ports, jobId, never);
    expect(world.disk.has('media/videos/youtube/undated_b.meta.json')).toBe(true);
    await resumeJob(world.ports, jobId);
    await runJob(world.ports, jobId, never);
    const own = ['manifest.json', 'manifest-sha256.txt'];
    const onDisk = [...world.disk.keys()].filter((path) => !own.includes(path)).sort();
    expect(onDisk).toContain('media/videos/youtube/2026-03-04_b.meta.json');
    expect(readManifest(world).files.map(({ path }) => path)).toEqual(onDisk);
  });
});
