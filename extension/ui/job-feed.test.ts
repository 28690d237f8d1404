import { afterEach, describe, expect, it } from 'vitest';
import type { DownloadProgress } from '../../shared/protocol/download-commands.ts';
import { createJobFeed, type JobFeed } from './job-feed.ts';
import { toJobView } from './job-view.ts';
import { buildJob, buildRunningStep, createScreenWorld, settle } from './testing/screen-world.ts';

let feed: JobFeed | null = null;
afterEach(() => feed?.stop());

/** A feed over one export that downloads four films; `measure` is how far the screens say that it is. */
async function openFeed() {
  const { ports, world, tell } = createScreenWorld(
    [buildJob({ status: 'running' })],
    [buildRunningStep({ done: 0, total: 4 })],
  );
  feed = createJobFeed(ports, () => undefined);
  await settle();
  return {
    world,
    measure() {
      const [entry] = feed?.entries() ?? [];
      return entry ? toJobView(entry, world.nowMs).fraction : null;
    },
    async hear(itemId: string, change: Partial<DownloadProgress>) {
      const quiet = { percent: null, bytes: 0, totalBytes: null, bytesPerSec: null, etaSec: null };
      tell({
        type: 'item.progress',
        jobId: 'j1',
        itemId,
        progress: { stage: 'downloading', ...quiet, ...change },
      });
      await settle();
    },
    async count(done: number) {
      world.steps = [buildRunningStep({ done, total: 4 })];
      tell({ type: 'job.changed', jobId: 'j1' });
      await settle();
    },
  };
}

describe('how far downloads are', () => {
  it('does not go back while a film is put together, nor when its sound begins', async () => {
    const { hear, measure } = await openFeed();
    await hear('a', { percent: 80 });
    expect(measure()).toBe(0.2);
    await hear('a', { percent: 3 });
    expect(measure()).toBe(0.2);
    await hear('a', { stage: 'merging' });
    expect(measure()).toBeCloseTo(0.2475);
    await hear('a', { stage: 'converting' });
    expect(measure()).toBeCloseTo(0.2475);
  });

  it('counts of two films at their end the one that the store does not count yet', async () => {
    const { hear, count, measure } = await openFeed();
    await hear('a', { stage: 'merging' });
    await hear('b', { stage: 'merging' });
    await count(1);
    expect(measure()).toBeCloseTo(0.4975);
  });

  it('stays where it is while a long film is put together in silence', async () => {
    const { world, hear, measure } = await openFeed();
    await hear('a', { stage: 'merging' });
    world.nowMs += 60_000;
    await hear('b', { percent: 1 });
    expect(measure()).toBeCloseTo(0.2475);
  });

  it('begins anew with an export that is taken up again', async () => {
    const { world, hear, count, measure } = await openFeed();
    await hear('a', { percent: 90 });
    world.jobs = [
      buildJob({
        status: 'failed',
        error: { code: 'net.failed', message: '', context: {}, retryable: true },
      }),
    ];
    await count(0);
    world.jobs = [buildJob({ status: 'running' })];
    await count(0);
    expect(measure()).toBe(0);
  });
});
