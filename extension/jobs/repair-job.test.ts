import { beforeEach, expect, it } from 'vitest';
import { defaultJobOptions } from '../../shared/model/job-options.ts';
import { freshLibrary } from '../storage/testing/fresh-library.ts';
import { resumeJob, startJob } from './change-job.ts';
import { repairJob } from './repair-job.ts';
import { runJob } from './run/run-job.ts';
import { channelRef, createWorld, makeItem, videosPart, type World } from './testing/fake-world.ts';
import { finishExport, listPaths, never, readManifest, watchFetches } from './testing/run-export.ts';

beforeEach(freshLibrary);

const createPlain = () => createWorld({ [videosPart.id]: [[makeItem('a'), makeItem('b')]] });

it('fetches what is lost and nothing else, and ends with the same archive', async () => {
  const world = createPlain();
  const jobId = await finishExport(world);
  const before = listPaths(world);
  const lost = before.find((path) => path.endsWith('a.mp4')) ?? '';
  world.disk.delete(lost);
  const asked = watchFetches(world);
  await repairJob(world.ports, jobId, { kind: 'lost', paths: [lost] });
  await runJob(world.ports, jobId, never);
  expect(asked).toEqual([lost.replace(/\.mp4$/, '')]);
  expect(listPaths(world)).toEqual(before);
  expect(readManifest(world).files.map(({ path }) => path)).toContain(lost);
});

/** Rots a picture and a film: what is asked for again under its name is taken for what it was. */
function rot(world: World): Map<string, string> {
  const sound = new Map(world.disk);
  for (const path of listPaths(world)) if (/_a\.(jpg|mp4)$/.test(path)) world.disk.set(path, 'rotten');
  expect(world.disk).not.toEqual(sound);
  return sound;
}

it('does not take what is damaged for what it fetches again, and leaves alone what is no part of the export', async () => {
  const world = createPlain();
  const jobId = await finishExport(world);
  world.disk.set('notes.txt', 'mine');
  const sound = rot(world);
  const lost = listPaths(world).filter((path) => world.disk.get(path) === 'rotten');
  await repairJob(world.ports, jobId, { kind: 'lost', paths: [...lost, 'notes.txt'] });
  await runJob(world.ports, jobId, never);
  for (const path of [...lost, 'notes.txt']) expect(world.disk.get(path)).toBe(sound.get(path));
});

/** An export whose files are damaged just before they are looked at, so many times. */
async function startRotting(world: World, times: number) {
  const jobId = await startJob(world.ports, channelRef, { ...defaultJobOptions, include: ['videos'] });
  let looks = 0;
  world.before = async (effect) => {
    if (effect !== 'verify') return;
    looks += 1;
    if (looks <= times) rot(world);
  };
  await runJob(world.ports, jobId, never);
  return jobId;
}

it('fetches what was damaged before its end anew by itself, and that alone', async () => {
  const world = createPlain();
  const jobId = await startRotting(world, 1);
  expect((await world.ports.store.readJob(jobId))?.state).toEqual({ status: 'done' });
  expect([...world.disk.values()]).not.toContain('rotten');
  expect(world.downloads.map((stem) => stem.replace(/.*_/, ''))).toEqual(['a', 'b', 'a']);
  expect((await world.ports.store.listSteps(jobId)).every(({ error }) => error === null)).toBe(true);
  expect(readManifest(world).completeness.refused).toEqual([]);
});

/** Runs an export whose files are damaged once, until the worker dies at the nth write of the library after that. */
async function killAfterLoss(world: World, kill: number): Promise<boolean> {
  const { store } = world.ports;
  const worker = new AbortController();
  let writes: number | null = null;
  const dying =
    <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (writes !== null) writes += 1;
      if (writes === kill) worker.abort();
      return worker.signal.aborted ? new Promise(() => {}) : write(...args);
    };
  const { saveStep, forgetFiles, changeItems } = store;
  const writing = {
    saveStep: dying(saveStep),
    forgetFiles: dying(forgetFiles),
    changeItems: dying(changeItems),
  };
  world.ports.store = { ...store, ...writing };
  world.before = async (effect) => {
    if (effect !== 'verify' || writes !== null) return;
    writes = 0;
    rot(world);
  };
  const jobId = await startJob(world.ports, channelRef, { ...defaultJobOptions, include: ['videos'] });
  const death = new Promise((resolve) => worker.signal.addEventListener('abort', resolve));
  await Promise.race([runJob(world.ports, jobId, worker.signal), death]);
  world.ports.store = store;
  await runJob(world.ports, jobId, never);
  expect((await store.readJob(jobId))?.state, `${kill}`).toEqual({ status: 'done' });
  await store.removeJob(jobId);
  return worker.signal.aborted;
}

it('is whole wherever the worker dies after a loss was seen', async () => {
  let kill = 0;
  for (let died = true; died; ) {
    const world = createPlain();
    kill += 1;
    died = await killAfterLoss(world, kill);
    for (const { path } of readManifest(world).files) expect(world.disk.get(path), `${kill}`).toBeTruthy();
    expect([...world.disk.values()]).not.toContain('rotten');
  }
  expect(kill).toBeGreaterThan(8);
});

it('ends where it is damaged once more, and is whole when it is resumed', async () => {
  const world = createPlain();
  const jobId = await startRotting(world, 2);
  expect((await world.ports.store.readJob(jobId))?.state).toMatchObject({
    status: 'failed',
    error: { code: 'archive.damaged' },
  });
  await resumeJob(world.ports, jobId);
  await runJob(world.ports, jobId, never);
  expect((await world.ports.store.readJob(jobId))?.state).toEqual({ status: 'done' });
  expect([...world.disk.values()]).not.toContain('rotten');
});

it('of an export that has failed fetches what is lost, and ends whole', async () => {
  const world = createPlain();
  const jobId = await startRotting(world, 2);
  const lost = [...world.disk].flatMap(([path, text]) => (text === 'rotten' ? [path] : []));
  await repairJob(world.ports, jobId, { kind: 'lost', paths: lost });
  await runJob(world.ports, jobId, never);
  expect((await world.ports.store.readJob(jobId))?.state).toEqual({ status: 'done' });
  expect([...world.disk.values()]).not.toContain('rotten');
});

it('makes what is not fetched anew: texts that were damaged', async () => {
  const world = createPlain();
  const jobId = await finishExport(world);
  const text = world.disk.get('items.json');
  world.disk.set('items.json', 'rotten');
  await repairJob(world.ports, jobId, { kind: 'lost', paths: ['items.json'] });
  await runJob(world.ports, jobId, never);
  expect(world.disk.get('items.json')).toBe(text);
});

it('keeps what was brought back of a ZIP, and fetches the rest', async () => {
  const world = createPlain();
  const jobId = await finishExport(world);
  const kept = listPaths(world).filter((path) => !path.endsWith('.jpg'));
  for (const path of listPaths(world)) if (path.endsWith('.jpg')) world.disk.delete(path);
  const asked = watchFetches(world);
  await repairJob(world.ports, jobId, { kind: 'kept', paths: kept });
  await runJob(world.ports, jobId, never);
  expect(asked.every((path) => path.endsWith('.jpg'))).toBe(true);
  expect(asked).toHaveLength(2);
});

it('is not begun while the export is under way', async () => {
  const world = createPlain();
  const jobId = await startJob(world.ports, channelRef, defaultJobOptions);
  await expect(repairJob(world.ports, jobId, { kind: 'lost', paths: [] })).rejects.toMatchObject({
    code: 'input.invalid',
  });
});

it('fetches everything again where the only copy is a ZIP among the downloads', async () => {
  const world = createPlain();
  const jobId = await finishExport(world);
  const count = listPaths(world).filter((path) => path.endsWith('.jpg')).length;
  world.disk.clear();
  await world.ports.store.changeJob(jobId, (job) => ({
    ...job,
    target: { by: 'browser', folder: 'demo', downloadId: 1, isDelivered: true },
  }));
  const asked = watchFetches(world);
  await resumeJob(world.ports, jobId);
  await runJob(world.ports, jobId, never);
  expect((await world.ports.store.readJob(jobId))?.state).toEqual({ status: 'done' });
  expect(asked.filter((path) => path.endsWith('.jpg'))).toHaveLength(count);
});

it('leaves one picture of a post whose date became known after the first', async () => {
  const world = createPlain();
  const jobId = await finishExport(world);
  const dated = listPaths(world).find((path) => path.endsWith('_a.jpg')) ?? '';
  const undated = dated.replace(/\d{4}-\d{2}-\d{2}_/, 'undated_');
  expect(undated).not.toBe(dated);
  world.disk.set(undated, 'the same picture');
  const [record] = (await world.ports.store.listStoredFiles(jobId)).filter(({ path }) => path === dated);
  if (!record?.itemKey) throw new Error('the picture belongs to no post');
  const { itemKey, jobId: _jobId, ...file } = record;
  await world.ports.store.changeItem({
    jobId,
    key: itemKey,
    change: (item) => item,
    file: { ...file, path: undated },
  });
  await resumeJob(world.ports, jobId);
  await runJob(world.ports, jobId, never);
  expect(listPaths(world)).not.toContain(undated);
  expect(readManifest(world).files.map(({ path }) => path)).not.toContain(undated);
  expect(world.disk.get('items.json')).not.toContain('undated_a.jpg');
});

/** As the companion does, which looks at everything that lies in the folder. */
function noticeExtra(world: World): void {
  const { of } = world.ports.sinks;
  world.ports.sinks.of = (job, target) => {
    const sink = of(job, target);
    return {
      ...sink,
      async verify(files, signal) {
        const known = new Set(files.map(({ path }) => path));
        const extra = listPaths(world).filter((path) => !known.has(path));
        const problems = extra.map((id) => ({ id, code: 'archive.extra_file' as const, message: '' }));
        return [...(await sink.verify(files, signal)), ...problems];
      },
    };
  };
}

it('removes the undated twin that a packing that was cut off wrote and did not note', async () => {
  const world = createPlain();
  noticeExtra(world);
  const twin = 'media/videos/youtube/undated_a.meta.json';
  world.disk.set(twin, '{}');
  await finishExport(world, { formats: ['json', 'sidecars'] });
  expect(listPaths(world)).not.toContain(twin);
});

it('leaves files alone that it did not write, and names them', async () => {
  const world = createPlain();
  noticeExtra(world);
  world.disk.set('notes.txt', 'mine');
  const jobId = await finishExport(world);
  const told = async () => (await world.ports.store.readJob(jobId))?.notices;
  expect(await told()).toEqual([
    expect.objectContaining({
      code: 'archive.extra_file',
      message: expect.stringContaining(': notes.txt'),
    }),
  ]);
  expect(world.disk.get('notes.txt')).toBe('mine');
  expect(readManifest(world).completeness.refused).toEqual([]);
  world.disk.delete('notes.txt');
  await repairJob(world.ports, jobId, { kind: 'lost', paths: ['items.json'] });
  await runJob(world.ports, jobId, never);
  expect(await told()).toEqual([]);
});

it('lists what remains of other exports in its place', async () => {
  const world = createPlain();
  const { sinks } = world.ports;
  const left = { path: 'media/videos/youtube/2020-01-01_gone.mp4', bytes: 3, sha256: 'a'.repeat(64) };
  const { of } = sinks;
  sinks.of = (job, target) => ({ ...of(job, target), listPlaced: async () => [left] });
  await finishExport(world);
  expect(readManifest(world).files).toContainEqual(left);
});
