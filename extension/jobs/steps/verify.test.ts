import { beforeEach, expect, it } from 'vitest';
import { createWireError } from '../../../shared/app-error.ts';
import type { ArchiveTarget } from '../../../shared/model/job.ts';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { startJob } from '../change-job.ts';
import { runJob } from '../run/run-job.ts';
import { createFakeSink } from '../testing/fake-sink.ts';
import { channelRef, createWorld, makeItem, videosPart } from '../testing/fake-world.ts';

beforeEach(freshLibrary);

const inDownloads = { by: 'browser', folder: 'a', downloadId: null } as const;
const inFile: ArchiveTarget = {
  ...inDownloads,
  place: { kind: 'file', placeId: 'p', name: 'Backup.zip' },
};
const taken = createWireError('storage.place_taken', '“Backup.zip” holds more.');

it.each([
  ['went where it was to go', { target: inFile, notice: null }, []],
  ['had to go elsewhere', { target: inDownloads, notice: taken }, [taken]],
])('an export that %s says so', async (_, delivered, notices) => {
  const world = createWorld({ [videosPart.id]: [[makeItem('v1')]] });
  world.ports.sinks = {
    ...world.ports.sinks,
    open: async () => ({ target: inFile, versions: {} }),
    of: (_job, target) => ({
      ...createFakeSink(world, target),
      deliver: async () => delivered,
    }),
  };
  const options = { ...defaultJobOptions, include: ['videos' as const], withMedia: false };
  const jobId = await startJob(world.ports, channelRef, options);
  await runJob(world.ports, jobId, new AbortController().signal);
  expect(await world.ports.store.readJob(jobId)).toMatchObject({ state: { status: 'done' }, notices });
});

it('a file that cannot be read ends the export by that name, and is not thought lost', async () => {
  const world = createWorld({ [videosPart.id]: [[makeItem('v1')]] });
  const code = 'archive.unreadable' as const;
  world.ports.sinks.of = (_job, target) => ({
    ...createFakeSink(world, target),
    verify: async (files) => files.slice(0, 1).map(({ path }) => ({ id: path, code, message: 'EACCES' })),
  });
  const jobId = await startJob(world.ports, channelRef, { ...defaultJobOptions, include: ['videos'] });
  await runJob(world.ports, jobId, new AbortController().signal);
  expect((await world.ports.store.readJob(jobId))?.state).toMatchObject({
    status: 'failed',
    error: { code },
  });
  const stored = (await world.ports.store.listStoredFiles(jobId)).map(({ path }) => path);
  expect(stored.sort()).toEqual([...world.disk.keys()].sort());
});
