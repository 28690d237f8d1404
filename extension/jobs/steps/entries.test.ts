import { beforeEach, describe, expect, it } from 'vitest';
import { defaultJobOptions } from '../../../shared/model/job-options.ts';
import { freshLibrary } from '../../storage/testing/fresh-library.ts';
import { startJob } from '../change-job.ts';
import { runJob } from '../run/run-job.ts';
import { channelRef, createWorld, makeItem, playlistsPart } from '../testing/fake-world.ts';
import { never } from '../testing/run-export.ts';

const url = 'https://www.youtube.com/playlist?list=PL1';
const playlist = makeItem('PL1', { kind: 'playlist', url, media: [] });

beforeEach(freshLibrary);

describe('a playlist', () => {
  it('has each of its entries once after a worker that was killed behind the last page', async () => {
    const world = createWorld({
      [playlistsPart.id]: [[playlist]],
      PL1: [[makeItem('a')], [makeItem('foreign')]],
    });
    const jobId = await startJob(world.ports, channelRef, defaultJobOptions);
    const { store } = world.ports;
    const worker = new AbortController();
    const dying: typeof store = {
      ...store,
      async changeItem(change) {
        if (worker.signal.aborted) return new Promise<never>(() => {});
        await store.changeItem(change);
        if (world.asked.includes('page PL1 1')) worker.abort();
      },
    };
    void runJob({ ...world.ports, store: dying }, jobId, worker.signal);
    await expect.poll(() => worker.signal.aborted).toBe(true);
    await runJob(world.ports, jobId, never);
    const items = JSON.parse(world.disk.get('items.json') ?? '') as {
      id: string;
      entries?: { id: string }[];
    }[];
    expect(items.find(({ id }) => id === 'PL1')?.entries?.map(({ id }) => id)).toEqual(['a', 'foreign']);
  });
});
